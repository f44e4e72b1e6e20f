"""One item of a listing: which of its blocks are body, captions, credits, datelines or nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from solidary.archive import labels
from solidary.archive.blocks import CUT_MARKERS, Block, is_cut, is_sentence, tidy, word_count
from solidary.archive.datelines import Dateline, leads_release, read_dateline
from solidary.archive.furniture import is_furniture
from solidary.archive.headings import continues_text, is_picture_or_date, part_first_line
from solidary.archive.pictures import descriptions, is_caption_like, is_credit, part_credit

# A byline, a link or an address with its postal code or telephone: none says anything of a picture.
_NO_CAPTION = re.compile(r"(?:By|Par|Von|Автор|Аўтар)\b|https?:|.*(?:\b\d{5,}\b|\+\d|\S@\S)")


@dataclass(frozen=True, slots=True)
class Article:
    """One item. `order` counts from 1 as on the page; texts have single spaces; `excerpt`: cut by the theme."""

    order: int
    title: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    credit: str | None
    dateline: str | None
    excerpt: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "order": self.order,
            "title": self.title,
            "paragraphs": list(self.paragraphs),
            "captions": list(self.captions),
            "credit": self.credit,
            "dateline": self.dateline,
            "excerpt": self.excerpt,
        }


def read_articles(chunks: list[list[Block]]) -> tuple[Article, ...]:
    """The articles of a page, from the blocks between its "Read More" links."""
    drafts: list[_Draft] = []
    for chunk in chunks:
        blocks = part_first_line(_join_cut_marks(block for block in chunk if not is_furniture(block.text)))
        blocks = [part for block in blocks for part in _part_dateline(block)]
        head = next((i for i, block in enumerate(blocks) if not is_picture_or_date(block)), 0)
        if drafts and blocks and continues_text(blocks[head]):
            drafts[-1].blocks += blocks
        elif blocks:
            drafts.append(_Draft(blocks[head].text.replace("\n", " "), blocks[:head] + blocks[head + 1 :]))
    return tuple(draft.article(order) for order, draft in enumerate(drafts, 1))


def _join_cut_marks(blocks: Iterable[Block]) -> list[Block]:
    """A cut mark that stands on a line of its own belongs to the block before it."""
    joined: list[Block] = []
    for block in blocks:
        if not joined or block.text not in CUT_MARKERS:
            joined.append(block)
        elif not is_cut(joined[-1].text):
            last = joined[-1]
            joined[-1] = replace(last, raw=f"{last.raw} {block.raw}", text=f"{last.text} {block.text}")
    return joined


def _part_dateline(block: Block) -> list[Block]:
    """The block, parted where a line under its first begins with a dateline: press releases open with a lead."""
    lines = block.raw.split("\n")
    for i, line in enumerate(lines[1:4], 1):
        if leads_release(read_dateline(tidy(line))):
            lead, rest = "\n".join(lines[:i]), "\n".join(lines[i:])
            return [Block(lead, tidy(lead), block.wide_before), Block(rest, tidy(rest), False, block.wide_after)]
    return [block]


@dataclass(slots=True)
class _Draft:
    """An article while its blocks are told apart."""

    title: str
    blocks: list[Block]
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    dateline: Dateline | None = None

    def article(self, order: int) -> Article:
        last_body = max((i for i, b in enumerate(self.blocks) if _is_surely_body(b)), default=-1)
        for i, block in enumerate(self.blocks):
            self._take(block, body_follows=i < last_body)
        cut = bool(self.paragraphs) and is_cut(self.paragraphs[-1])
        return Article(
            order=order,
            title=self.title,
            paragraphs=tuple(self.paragraphs),
            captions=tuple(self.captions),
            credit="; ".join(dict.fromkeys(self.credits)) or None,
            dateline=self.dateline.text if self.dateline else None,
            excerpt=cut,
        )

    def _take(self, block: Block, *, body_follows: bool) -> None:
        opening = not self.paragraphs
        text = self._without_dateline(block.text, alone=not opening) if len(self.paragraphs) < 2 else block.text
        described = descriptions(block.raw, lone_word=opening or block.beside_picture) if text == block.text else None
        if not text:
            return
        if described is not None:
            self._keep_captions(described)
        elif is_credit(text):
            self.credits.append(text)
        elif _is_caption(block, text, opening=opening, body_follows=body_follows):
            self._keep_captions([text])
        else:
            self.paragraphs.append(text)

    def _without_dateline(self, text: str, *, alone: bool) -> str:
        """The text after the dateline that leads it; one with a place replaces a bare date before it.

        `alone`: after the first paragraph, as in a letter that is introduced, only a line of its own counts,
        or after a lead a dateline of place, day and year.
        """
        found = read_dateline(text)
        if alone and found and (self.dateline or not found.has_place or not self._follows_lead(found)):
            return text
        if found is None or (self.dateline and not found.has_place):
            return text if found is None or found.rest else ""
        if self.dateline and self.dateline.has_place:
            return text
        self.dateline = found
        return found.rest

    def _follows_lead(self, found: Dateline) -> bool:
        announced = self.paragraphs[-1].endswith((":", ",", ";"))
        return not found.rest or (leads_release(found) and not announced)

    def _keep_captions(self, captions: list[str]) -> None:
        for text in captions:
            if is_credit(text):
                self.credits.append(text)
                continue
            caption, credit = part_credit(text)
            self.captions.append(caption)
            self.credits += [credit] if credit else []


def _is_surely_body(block: Block) -> bool:
    return is_sentence(block.text) or word_count(block.text) > 16 or "\n" in block.text


def _is_caption(block: Block, text: str, *, opening: bool, body_follows: bool) -> bool:
    """Whether a block is the text of a picture: short, no sentence, before the body or where a picture stood."""
    if len(text) > 240 or _NO_CAPTION.match(text) or text.split()[0].casefold().strip(",!") in labels.SALUTATIONS:
        return False
    if block.beside_picture and opening and body_follows and text.endswith("!") and "\n" not in text:
        return word_count(text) <= 12
    if block.beside_picture:
        return is_caption_like(text, most_words=25 if opening else 14)
    return opening and body_follows and is_caption_like(text, most_words=25)

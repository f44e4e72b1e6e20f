"""Which block is a headline, and where a page's introduction ends and its first article begins."""

import re

from solidary.archive import labels
from solidary.archive.blocks import CUT_MARKERS, Block, holds_two_sentences, is_cut, is_sentence, tidy, word_count
from solidary.archive.datelines import is_date_only, read_dateline
from solidary.archive.furniture import is_furniture
from solidary.archive.pictures import is_credit, is_file_name

# Ends of headlines that only look like the end of a sentence: "4 августа 2013 г.", "в U.S."
_ABBREVIATED = re.compile(r"(?:\s(?:г|гг|в|вв|др|р|r|etc|al|jr|sr)\.|(?:\b[^\W\d_]\.){2,})$", re.IGNORECASE)


def is_title_like(block: Block) -> bool:
    """Whether the block could be a headline: one short line that does not end as a sentence of a text does.

    Two sentences are none: an introduction may end in a call ("… Join us!") or lack its last stop.
    """
    text = block.text
    if "\n" in text or len(text) > 220 or word_count(text) > 32:
        return False
    if text.endswith(("!", "?", "…", "...")):
        return word_count(text) <= 20 and not holds_two_sentences(text)
    if word_count(text) > 12 and holds_two_sentences(text) and not _ends_in_quotation(text):
        return False
    return not is_sentence(text) or _ends_in_quotation(text) or _ABBREVIATED.search(text[-12:]) is not None


def _ends_in_quotation(text: str) -> bool:
    """A headline may end in a quoted sentence, a sentence in brackets or “Free!”."""
    return text[-1:] in '”»")' and any(mark in text[:-1] for mark in '“«"(') and word_count(text) <= 25


def is_picture_or_date(block: Block) -> bool:
    """Whether a picture's trace or a bare date stands where a title is looked for."""
    text = block.text
    return is_date_only(text) or is_file_name(text) or text.startswith("©") or text in CUT_MARKERS


def continues_text(block: Block) -> bool:
    """Whether the block is too long for a headline: the link above it stood inside an article."""
    return len(block.text) > 300 or (word_count(block.text) > 35 and is_sentence(block.text))


def part_first_line(blocks: list[Block]) -> list[Block]:
    """A heading that no blank line parts from the text under it becomes a block of its own."""
    if not blocks or "\n" not in blocks[0].text:
        return blocks
    first = blocks[0]
    head, rest = first.raw.split("\n", 1)
    if not tidy(head) or not tidy(rest) or tidy(rest)[0].islower() or len(head) > 220:
        return blocks
    if head.rstrip().endswith((":", ",", "–", "—")) and is_title_like(Block(rest, tidy(rest))):
        return blocks
    return [Block(head, tidy(head), first.wide_before), Block(rest, tidy(rest), False, first.wide_after), *blocks[1:]]


def split_header(blocks: list[Block]) -> tuple[str, tuple[str, ...], list[Block]]:
    """The section's title (empty if none is printed), its introduction, and the first article's blocks."""
    blocks = part_first_line(blocks)
    start = _first_title(blocks)
    header = [b for i, b in enumerate(blocks[:start]) if not i or not (is_furniture(b.text) or is_picture_or_date(b))]
    if not header or _opens_with_text(header[0]):
        return "", tuple(block.text for block in header), blocks[start:]
    return header[0].text.replace("\n", " "), tuple(block.text for block in header[1:]), blocks[start:]


def _first_title(blocks: list[Block]) -> int:
    """Where the first article's title stands: the first headline after the section's title and introduction."""
    if len(blocks) <= 1:
        return 0
    start = 0 if _opens_with_text(blocks[0]) else 1
    anchor = _first_picture_or_date(blocks, start + 1)
    candidates = [i for i in range(start, anchor) if _may_be_first_title(blocks, i)]
    if start and _is_title_in_a_sentence(blocks, candidates):
        return 1
    if candidates:
        return candidates[0]
    if anchor < len(blocks) and not continues_text(blocks[anchor - 1]):
        return anchor - 1
    short = [i for i in range(start, len(blocks) - 1) if _is_short_sentence(blocks[i])]
    return short[0] if short else start


def _opens_with_text(block: Block) -> bool:
    """Whether the page prints no section title, but begins with the introduction."""
    return is_sentence(block.text) and word_count(block.text) > 14 and not is_title_like(block)


def _first_picture_or_date(blocks: list[Block], start: int) -> int:
    """Where the first dateline, credit or file name stands: these follow an article's title."""
    for i in range(start, len(blocks)):
        text = blocks[i].text
        dateline = read_dateline(text)
        if (dateline and (not dateline.rest or dateline.has_place)) or is_credit(text) or is_file_name(text):
            return i
    return len(blocks)


def _may_be_first_title(blocks: list[Block], i: int) -> bool:
    block = blocks[i]
    if not is_title_like(block) or is_furniture(block.text) or is_picture_or_date(block):
        return False
    if i == len(blocks) - 1:
        return not is_cut(block.text)
    return not (_points_down(block.text) and is_title_like(blocks[i + 1]))


def _points_down(text: str) -> bool:
    folded = text.casefold()
    return any(pointer in folded for pointer in labels.POINTERS)


def _is_short_sentence(block: Block) -> bool:
    text = block.text
    return "\n" not in text and word_count(text) <= 25 and text.endswith(".") and ". " not in text and not is_cut(text)


def _is_title_in_a_sentence(blocks: list[Block], candidates: list[int]) -> bool:
    """Whether the block after the section's title is a headline although it ends with a full stop."""
    if not _is_short_sentence(blocks[1]) or 2 in candidates or len(blocks) < 3:
        return False
    of_a_tag = any(mark in blocks[0].text.casefold() for mark in labels.TAG_PAGE)
    return of_a_tag or blocks[1].wide_after

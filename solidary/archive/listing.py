"""Reads a listing page of a WordPress campaign site (a category or a tag), saved as plain text.

Such a page is a section's title, perhaps an introduction, then items: a title, what is left of pictures,
the first paragraphs of the body, often cut by the theme, and a link "Read More" that closes the item.
There is no mark-up left, so the reader goes by form: where blank lines stand, how long a block is, whether
it ends as a sentence does. Pure: text in, values out, in linear time.
"""

from dataclasses import dataclass
from typing import Any

from solidary.archive.articles import Article, read_articles
from solidary.archive.blocks import Block, clean_lines, is_sentence, split_blocks, tidy, word_count
from solidary.archive.furniture import is_furniture, is_navigation, is_read_more, is_sidebar, split_read_more
from solidary.archive.headings import is_title_like, split_header
from solidary.archive.language import guess
from solidary.archive.pictures import is_credit, is_file_name

__all__ = ["MAX_BYTES", "Article", "ListingPage", "NotAListing", "decode", "read_listing"]

MAX_BYTES = 5_000_000
_MOST_ITEMS = 1_000
_MOST_LINES_AN_ITEM = 200
_MOST_CHARACTERS_AN_ITEM = 8_000


class NotAListing(ValueError):
    """The file is not a listing page; the message says why in one sentence for people."""


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A section as one page of its listing shows it. `title` is empty if the page prints none."""

    language: str
    title: str
    introduction: tuple[str, ...]
    articles: tuple[Article, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "section": {"title": self.title, "introduction": list(self.introduction)},
            "articles": [article.as_json() for article in self.articles],
        }


def decode(data: bytes) -> str:
    """The text of a file, which must be UTF-8 (a byte order mark is fine). Raises NotAListing."""
    if len(data) > MAX_BYTES:
        raise NotAListing(f"The file is larger than {MAX_BYTES // 1_000_000} MB, and a listing page never is.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAListing("The file is not UTF-8 text; please save the page again as plain text in UTF-8.") from None
    if not text.strip():
        raise NotAListing("The file is empty.")
    return text


def read_listing(text: str, *, language: str | None = None) -> ListingPage:
    """The listing page that the text is; its language is guessed unless given. Raises NotAListing."""
    _refuse_other_kinds(text)
    lines = [part for line in clean_lines(text) for part in split_read_more(line)]
    items = sum(map(is_read_more, lines))
    _refuse_unlikely(lines, items=items)
    blank = sum(not line for line in lines)
    blocks = split_blocks(lines, alone=_stands_alone, by_line=blank < items)
    first, *others = _chunks(blocks)
    title, introduction, opening = split_header([block for block in first if not is_navigation(block.text)])
    articles = read_articles([opening, *others])
    if not articles:
        raise NotAListing("No article stands on this page, so it is not a listing.")
    return ListingPage(language or _guess_language(introduction, articles), title, introduction, articles)


def _refuse_other_kinds(text: str) -> None:
    start, end = text[:200].lstrip("\ufeff \t\r\n"), text[-200:].rstrip()
    if not start and not text.strip():
        raise NotAListing("The file is empty.")
    if "\0" in text:
        raise NotAListing("The file is not text but binary data.")
    if start.startswith("<") or text.count("</") > 5:
        raise NotAListing("The file is the source of a web page; please save the page as plain text.")
    if start[:1] + end[-1:] in ("{}", "[]"):
        raise NotAListing("The file is JSON data, not a listing page saved as text.")


def _refuse_unlikely(lines: list[str], *, items: int) -> None:
    if not items:
        raise NotAListing("No line says “Read More” (or the like in another language), so this is not a listing page.")
    if items > _MOST_ITEMS:
        raise NotAListing(f"The file holds more than {_MOST_ITEMS:,} items; one listing page never does.")
    long = sum(map(len, lines)) > (items + 1) * _MOST_CHARACTERS_AN_ITEM
    if long or len(lines) > (items + 1) * _MOST_LINES_AN_ITEM:
        raise NotAListing("Too much text stands between the “Read More” links for a listing of articles.")


def _stands_alone(line: str) -> bool:
    text = tidy(line)
    return is_read_more(line) or (len(text) <= 120 and (is_credit(text) or is_file_name(text)))


def _chunks(blocks: list[Block]) -> list[list[Block]]:
    """The blocks between "Read More" links; what follows the last link only as far as it is an article."""
    chunks: list[list[Block]] = [[]]
    for block in blocks:
        if is_read_more(block.text):
            chunks.append([])
        else:
            chunks[-1].append(block)
    last = _cut_off_article(chunks.pop())
    return [*chunks, last] if last else chunks


def _cut_off_article(blocks: list[Block]) -> list[Block]:
    """The article that the end of the file cut off, if what follows the last link is one and no side column."""
    kept: list[Block] = []
    for block in blocks:
        if is_sidebar(block.text) or is_navigation(block.text):
            break
        if not is_furniture(block.text):
            kept.append(block)
    if not kept or not is_title_like(kept[0]):
        return []
    has_body = any(is_sentence(block.text) for block in kept[1:]) or word_count(kept[-1].text) >= 5
    return kept if has_body else []


def _guess_language(introduction: tuple[str, ...], articles: tuple[Article, ...]) -> str:
    """From the running text; the titles too, since a page may hold little else."""
    texts = [text for article in articles for text in (article.title, *article.paragraphs)]
    return guess("\n".join([*introduction, *texts]))

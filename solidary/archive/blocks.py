"""Plain text as blocks: lines that stand together, and the blank lines around them.

A page saved as text keeps one more trace of its layout than its words: where a picture stood there
are more blank lines than between paragraphs. A block remembers whether such a wide gap is next to it.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

CLOSERS = "»”“\"'’)]›"
TERMINALS = ".!?…:;,"
CUT_MARKERS = ("...", "…", "[...]", "[…]", "(...)", "(…)", "[..]")
LIST_ITEM = re.compile(r"(?:[–—•·*►▪-]\s|\d{1,2}[.)]\s|[a-zа-я]\)\s)")

# A full stop after a whole word, and another sentence.
_TWO_SENTENCES = re.compile(r"[^\W\d_]{4}\.[»”\"]?\s+(?:[«“\"]\s?)?[^\W\d_]")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:#\d{2,5}|[a-zA-Z]{2,8});")
_INVISIBLE = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD))


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together.

    `raw` keeps runs of spaces, because they separate the texts of several pictures; `text` does not.
    `wide_before` and `wide_after` say that more blank lines than usual stand there: a picture's place.
    """

    raw: str
    text: str
    wide_before: bool = False
    wide_after: bool = False

    @property
    def beside_picture(self) -> bool:
        return self.wide_before or self.wide_after


def tidy(text: str) -> str:
    """Every run of spaces, non-breaking ones included, as one space; line breaks stay."""
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n")).strip()


def clean_lines(text: str) -> list[str]:
    """The lines of a text from any system, without entities and invisible characters; blank lines are empty."""
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), text).translate(_INVISIBLE)
    return [line.rstrip() for line in _LINE_ENDS.sub("\n", text).split("\n")]


def split_blocks(lines: Iterable[str], *, alone: Callable[[str], bool], by_line: bool) -> list[Block]:
    """The blocks of a page. A line that must stand `alone`, or every line if `by_line`, is a block."""
    groups: list[tuple[int, list[str]]] = []
    gap, joinable = 0, False
    for line in lines:
        if not line:
            gap, joinable = gap + 1, False
            continue
        single = by_line or alone(line)
        if joinable and not single:
            groups[-1][1].append(line)
        else:
            groups.append((gap, [line]))
        gap, joinable = 0, not single
    return _with_gaps(groups, last_gap=gap)


def _with_gaps(groups: list[tuple[int, list[str]]], *, last_gap: int) -> list[Block]:
    """Blocks which know the wide gaps beside them: wider than the page's most common one."""
    gaps = [gap for gap, _ in groups] + [last_gap]
    inner = Counter(gaps[1:-1])
    usual = max(1, min(inner, key=lambda gap: (-inner[gap], gap), default=1))
    wide = [False, *(gap > usual for gap in gaps[1:-1]), False]
    texts = ("\n".join(lines).replace("\xa0", " ") for _, lines in groups)
    return [Block(raw, tidy(raw), wide[i], wide[i + 1]) for i, raw in enumerate(texts)]


def is_cut(text: str) -> bool:
    """Whether the text ends in the mark which a theme leaves where it cut an article."""
    return text.endswith(CUT_MARKERS)


def is_sentence(text: str) -> bool:
    """Whether the text ends as sentences, salutations and announcements of a list do."""
    bare = text.rstrip(CLOSERS + " ")
    return bare.endswith(tuple(TERMINALS)) or is_cut(text)


def holds_two_sentences(text: str) -> bool:
    """Whether one sentence ends within the text and another begins."""
    return _TWO_SENTENCES.search(text) is not None


def word_count(text: str) -> int:
    """How many words; a dash or a colon that stands alone, as in French, is none."""
    return sum(any(c.isalnum() for c in word) for word in text.split())

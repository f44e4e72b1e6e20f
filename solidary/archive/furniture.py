"""What a theme prints around articles: "Read More", share bars, lines about a post, pagers, side columns."""

import re

from solidary.archive import labels
from solidary.archive.blocks import CUT_MARKERS

_EDGES = " \t\xa0\u202f.…→»›>«<←‹⇒➔►▸•|[](){}–—-:*_"
_READ_MORE_MARKS = ("»", "→", "›", ">", "…", "...", ")", "]")
_INLINE = re.compile(rf"(?<=[.…!?»”\])])\s*[\[(]?({labels.READ_MORE_INLINE})[\s→»›>.…\])]*$", re.IGNORECASE)
_IN_LANGUAGE = rf"(?:in|en|на|па|po|auf) (?:{labels.CHROME_LANGUAGES})(?: языке| мове)?"
_CHROME_LINK = rf"(?:{labels.CHROME_VERBS})(?: (?:{labels.CHROME_ARTICLES}))*"
_CHROME = re.compile(
    rf"{_CHROME_LINK}(?: (?:{labels.CHROME_THINGS}))? {_IN_LANGUAGE}"
    rf"|{_CHROME_LINK} (?:{labels.CHROME_THINGS})(?: (?:(?:in|en|на|па|po|auf) \w+|here|ici|здесь|тут))?"
    rf"|(?:{labels.CHROME_THINGS}) {_IN_LANGUAGE}"
    rf"|{_CHROME_LINK}(?: (?:{labels.CHROME_THINGS}))? (?:on|sur|на|auf|na) (?:{labels.PLATFORMS})"
)
_META = re.compile(
    rf"(?:{labels.META_HEADINGS})\s?:.*|(?:{labels.META_AUTHOR})\s?:(?:\s\S+){{1,4}}|(?:{labels.META_FILED})\b.*"
)
_DATED_META = re.compile(rf"(?:{labels.META_DATED})\b")
_BY_LINE = re.compile(r"(?:by|par|от) [\w.-]{1,30}(?: (?:on|le|in|dans|в) .{0,60}|\s?[|,·/•].{0,80})?")
_PAGE_NOTE = re.compile(
    r"(?:page|страница|стр\.|strona|seite|старонка) \d{1,4}(?: ?(?:/|of|sur|de|из|z|von|з) ?\d{1,4})?"
)
_NUMBER = re.compile(r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{4})[\d.…,|/()•·-]{1,9}")


def label(line: str) -> str:
    """The line as the word lists know it: small letters, no arrows, brackets or end punctuation."""
    return " ".join(line.strip(_EDGES).casefold().replace("’", "'").split())


def is_read_more(line: str) -> bool:
    """Whether the line is the link that closes an item of a listing."""
    if not line or len(line) > 200:
        return False
    key = label(line)
    if key in labels.READ_MORE or key.startswith(labels.READ_MORE_OF):
        return True
    return key in labels.READ_MORE_IF_MARKED and line.rstrip().endswith(_READ_MORE_MARKS)


def split_read_more(line: str) -> list[str]:
    """The line, parted from a "Read More" that the theme printed at its end without a line break."""
    found = _INLINE.search(line, max(0, len(line) - 60))
    if found is None or not line[: found.start()].strip():
        return [line]
    return [line[: found.start()].rstrip(" [("), found.group(1)]


def is_chrome(text: str) -> bool:
    """Whether the line links to the same thing in another form or language ("See video in Russian")."""
    if len(text) > 80:
        return False
    key = label(text)
    return key in labels.BACK or _CHROME.fullmatch(re.sub(r"[()]", "", key)) is not None


def is_share_bar(text: str) -> bool:
    words = label(text).split() if len(text) <= 120 else []
    bare = {word.strip("0123456789():,.|+k") for word in words}
    return len(words) <= 14 and bool(bare - {""}) and bare <= labels.SHARE | {""}


def is_meta(text: str) -> bool:
    """Whether the line tells about a post (author, headings, comments) and is not of it."""
    if len(text) > 120 or "\n" in text or text.rstrip().endswith(("!", "?", "...", "…", ":")):
        return False
    key = label(text)
    words = key.split()
    if words and labels.COMMENTS.intersection(words) and all(w in labels.COMMENT_WORDS or w.isdigit() for w in words):
        return True
    if key.split(" ")[-1] == "admin" or (_BY_LINE.fullmatch(key) and any(c.isdigit() for c in key)):
        return True
    if len(words) > 14 or (text.endswith(".") and not text.endswith(" г.")):
        return False
    return _META.fullmatch(key) is not None or (_DATED_META.match(key) is not None and any(c.isdigit() for c in key))


def is_pager(text: str) -> bool:
    """Whether the line leads to other pages of the listing, or numbers this one."""
    if len(text) > 120 or "\n" in text:
        return False
    key = label(text)
    words = key.split()
    if not words:
        return text not in CUT_MARKERS
    if _PAGE_NOTE.fullmatch(key):
        return True
    if not all(word.strip(_EDGES) in labels.PAGER | {""} or _NUMBER.fullmatch(word) for word in words):
        return False
    return len(words) > 1 or text.strip()[0] in "«←‹<" or text.strip()[-1] in "»→›>" or not key.isalpha()


def is_furniture(text: str) -> bool:
    """Whether the block is no part of any article, wherever on the page it stands."""
    return is_chrome(text) or is_share_bar(text) or is_meta(text) or is_pager(text)


def is_navigation(text: str) -> bool:
    """Whether the block belongs to the menus above the section's title."""
    if len(text) > 300:
        return False
    keys = [label(line) for line in text.split("\n")]
    if all(key in labels.NAVIGATION or is_share_bar(key) or _only_languages(key) for key in keys):
        return True
    if keys[0].startswith(labels.CRUMBS):
        return True
    first = keys[0].split()[:1]
    return is_pager(text) or bool(first and first[0] in labels.NAVIGATION and re.search(r"\s[»>›/→|]\s", text))


def _only_languages(key: str) -> bool:
    words = key.replace("|", " ").replace("/", " ").split()
    return bool(words) and all(word in labels.LANGUAGE_NAMES for word in words)


def is_sidebar(text: str) -> bool:
    """Whether the block, after the last article, opens a side column or the footer."""
    key = label(text.split("\n", 1)[0][:120])
    return (
        key in labels.SIDEBAR
        or key.startswith(labels.SIDEBAR_STARTS)
        or text.startswith(("©", "(c)"))
        or key in labels.NAVIGATION
    )

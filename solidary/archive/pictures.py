"""What text extraction leaves of pictures: file names, camera marks, descriptions, captions, credits."""

import re

from solidary.archive.blocks import LIST_ITEM, holds_two_sentences, is_sentence, tidy, word_count
from solidary.archive.labels import CAMERA_WORDS, CREDIT_WORDS, PICTURE_WORDS

_EXTENSION = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|svg|mp[34]|avi|mov|flv|wav|ogg|pdf)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"[^\W\d_]{0,10}[-_ ]?\d{3,}[\w.-]*|\d[\d._-]{5,}[\w.-]*", re.ASCII)
_HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
# With capitals two hyphens may also join the words of a place, "Rostov-on-Don"; three never do.
_HYPHENATED_NAMES = re.compile(r"\w+(?:-\w+){3,}", re.ASCII)
_PROGRAM = re.compile(
    r"(?:created|processed) (?:with|by)\b.{0,60}|(?:screen ?shot|capture d.écran|снимок экрана)\b.{0,60}", re.IGNORECASE
)
_CREDIT = re.compile(
    rf"(?:©|\(c\)\s|(?:{CREDIT_WORDS})\s?(?:[:©@/|]|[–—-]\s|(?:by|par|courtesy)\b)).*",
    re.IGNORECASE,
)
_CREDIT_NAME = re.compile(rf"(?:{CREDIT_WORDS})\.?\s+([^\W\d_][\w’'.-]*(?:\s[^\W\d_][\w’'.-]*){{0,2}})", re.IGNORECASE)
_CREDIT_SITE = re.compile(rf"(?:{CREDIT_WORDS})\s+(?:[\w-]+\.)+[a-z]{{2,6}}", re.IGNORECASE)
_TRAILING_CREDIT = re.compile(rf"[\s(\[–—|./-]((?:©|(?:{CREDIT_WORDS})\s?[:©]).{{1,60}})$", re.IGNORECASE)
_FRAGMENTS = re.compile(r"\s{2,}")


def is_file_name(fragment: str, *, lone_word: bool = False) -> bool:
    """Whether this is an image's file name or a camera's mark, and nothing for a reader.

    `lone_word` also takes a single word in small letters ("bialiatski.jpg" without its ending) for one.
    """
    words = fragment.split()
    if not words or len(words) > 8 or any(mark in fragment for mark in "@#:/"):
        return False
    if _is_camera(words) or _PROGRAM.fullmatch(fragment):
        return True
    if len(words) <= 3 and (_EXTENSION.search(fragment) or any("_" in word.strip("_") for word in words)):
        return not is_sentence(fragment)
    if len(words) > 2 or is_sentence(fragment):
        return False
    return _looks_filed(words, lone_word=lone_word)


def _is_camera(words: list[str]) -> bool:
    known = [word.casefold().strip(".,") in CAMERA_WORDS for word in words]
    return all(known) and not (len(words) == 1 and words[0].casefold() in ("image", "picture", "digital", "still"))


def _looks_filed(words: list[str], *, lone_word: bool) -> bool:
    if len(words) == 2:
        return _NUMBERED.fullmatch(words[1]) is not None and (
            words[0].casefold() in PICTURE_WORDS or _NUMBERED.fullmatch(words[0]) is not None
        )
    word = words[0]
    if _NUMBERED.fullmatch(word):
        return not (word.isdigit() and len(word) <= 4)
    hyphenated = _HYPHENATED.fullmatch(word) or _HYPHENATED_NAMES.fullmatch(word)
    return hyphenated is not None or (lone_word and word.isalpha() and word.islower())


def descriptions(raw: str, *, lone_word: bool) -> list[str] | None:
    """The readable texts of a block that holds only pictures' texts (perhaps none); None for any other block.

    Runs of spaces part the texts of several pictures, and a file name from a description.
    """
    text = tidy(raw)
    if "\n" in text or word_count(text) > 30 or len(text) > 240:
        return None
    fragments = [tidy(part) for part in _FRAGMENTS.split(raw.strip())]
    named = [is_file_name(part, lone_word=lone_word) for part in fragments]
    if is_sentence(text):
        return None
    if any(named):
        return [part for part, drop in zip(fragments, named, strict=True) if not drop]
    if re.search(r"\s{3,}", raw.strip()) and not LIST_ITEM.match(text):
        return fragments
    name, _, rest = text.partition(" ")
    return [rest] if lone_word and rest and _is_numbered_name(name) else None


def _is_numbered_name(word: str) -> bool:
    """Whether a camera named the file so ("p1000535", "IMG_2034"): letters and a long number, or underscores."""
    numbered = _NUMBERED.fullmatch(word) is not None and sum(c.isdigit() for c in word) >= 4
    return (numbered or "_" in word.strip("_")) and not word.isdigit() and "@" not in word


def is_credit(text: str) -> bool:
    """Whether the block names who made the picture ("Photo : @someone", "© FIDH", "Photo Jan Kowalski")."""
    if "\n" in text or len(text) > 120:
        return False
    if _CREDIT.fullmatch(text):
        return len(_after_prefix(text).split()) <= 6
    if _CREDIT_SITE.fullmatch(text):
        return True
    named = _CREDIT_NAME.fullmatch(text)
    return named is not None and all(word[0].isupper() for word in named.group(1).split())


def _after_prefix(text: str) -> str:
    return re.split(r"[:©@–—]|\bby\b|\bpar\b", text, maxsplit=1)[-1]


def part_credit(caption: str) -> tuple[str, str | None]:
    """A caption, and the credit printed at its end if there is one."""
    found = _TRAILING_CREDIT.search(caption, max(0, len(caption) - 90))
    if found is None or not caption[: found.start()].strip():
        return caption, None
    opened = caption[found.start()] in "(["
    credit = found.group(1).rstrip(")] .") if opened else found.group(1).strip()
    return caption[: found.start() + (caption[found.start()] == ".")].rstrip(" ([–—|/-"), credit


def is_caption_like(text: str, *, most_words: int) -> bool:
    """Whether a block could be a caption: short, on one line, no sentence, no item of a list."""
    if "\n" in text or is_sentence(text) or LIST_ITEM.match(text):
        return False
    if word_count(text) > 12 and holds_two_sentences(text):
        return False
    return word_count(text) <= most_words and len(text) <= 200

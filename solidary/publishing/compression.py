"""Compressed siblings: beside `index.html` lie `index.html.br` and `index.html.gz`, so that no server compresses twice.

Servers offer them by content negotiation alone: nothing lists or links them, and their own addresses are not served.
"""

import os
import re
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

import brotli  # type: ignore[import-untyped]

BROTLI_QUALITY = 5
ZLIB_LEVEL = 6
SMALLEST = 500  # bytes; what is smaller travels in one packet with its headers either way

RECIPE = f"brotli {brotli.__version__} quality {BROTLI_QUALITY}, zlib {zlib.ZLIB_RUNTIME_VERSION} level {ZLIB_LEVEL}"
"""Another recipe gives other bytes for the same text."""

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Content codings, the preferred one first, and what they add to a file's name."""

TEXTS = ("html", "css", "js", "svg", "xml", "atom", "json", "txt", "csv", "ics", "geojson", "webmanifest")
SIBLING = rf"\.(?:{'|'.join(TEXTS)})\.(?:br|gz)"

_TEXT_NAME = re.compile(rf"\.(?:{'|'.join(TEXTS)})$")
_SIBLING_NAME = re.compile(SIBLING + "$")
_WITHIN_SIBLING = re.compile(SIBLING + "(?=/|$)")


def is_text(path: str) -> bool:
    """Whether a file is of a kind that gets compressed siblings."""
    return bool(_TEXT_NAME.search(path))


def is_sibling(path: str) -> bool:
    """Whether a path belongs to a compressed sibling, and so to the engine."""
    return bool(_SIBLING_NAME.search(path))


def stands_where_a_sibling_may(path: str) -> bool:
    """Whether a path is that of a compressed sibling, or lies in a folder of such a name."""
    return bool(_WITHIN_SIBLING.search(path))


def siblings_of(path: str) -> tuple[str, ...]:
    """Return the paths that are kept for a text's compressed siblings; there are none beside pictures and the like."""
    return tuple(path + ending for ending in ENCODINGS.values()) if is_text(path) else ()


def original_of(path: str) -> str:
    """Return the file that a sibling is a form of; a file that is no sibling is its own original."""
    return path[:-3] if is_sibling(path) else path


def with_siblings(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the contents and, beside every text that gets smaller by it, its compressed forms; uses all cores.

    The same content gives the same bytes every time, as long as `RECIPE` is the same.
    """
    texts = [path for path, content in contents.items() if is_text(path) and len(content) >= SMALLEST]
    made = dict(contents)
    if not texts:
        return made
    with ThreadPoolExecutor(os.cpu_count()) as cores:  # both libraries let go of the interpreter's lock
        for path, forms in zip(texts, cores.map(_forms, (contents[path] for path in texts)), strict=True):
            made |= _worthwhile(path, forms, len(contents[path]))
    return made


def _forms(content: bytes) -> tuple[bytes, ...]:
    """Return a content in the order of `ENCODINGS`. The gzip header carries no time (RFC 1952: MTIME 0)."""
    return brotli.compress(content, quality=BROTLI_QUALITY), zlib.compress(content, ZLIB_LEVEL, wbits=31)


def _worthwhile(path: str, forms: Iterable[bytes], size: int) -> dict[str, bytes]:
    """Return the forms that are smaller than the original, by their paths."""
    return {name: form for name, form in zip(siblings_of(path), forms, strict=True) if len(form) < size}

"""The theme's own files, published under the hash of their content so that they can be cached for ever."""

import hashlib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "assets"


def names() -> list[str]:
    """Return the names of the theme's files."""
    return sorted(path.name for path in _FOLDER.iterdir() if path.is_file())


@cache
def content(name: str) -> bytes:
    """Return one of the theme's files as it is published."""
    return (_FOLDER / name).read_bytes()


def address(name: str) -> str:
    """Return where a file of the theme is published: "/assets/site.3f2a9c1b7e.css"."""
    stem, _, suffix = name.rpartition(".")
    return f"/assets/{stem}.{hashlib.sha256(content(name)).hexdigest()[:10]}.{suffix}"

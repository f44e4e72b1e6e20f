"""What a room publishes: outputs, and the registry through which rooms above offer them.

A room calls `register(enumerate_outputs)` once, at start. At every bake the engine asks each of these functions for
its outputs, in the order of their names, so that two bakes of the same facts give the same tree.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

T = TypeVar("T")

_SAFE_PATH = re.compile(r"[a-z0-9._-]+(/[a-z0-9._-]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bake:
    """One run of the engine: for which day, which languages and which address it makes the site.

    Rooms keep what several of their outputs need with `once`, so that it is read from the database a single time.
    """

    as_of: date
    site_url: str
    languages: tuple[str, ...]
    _kept: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: object, load: Callable[[], T]) -> T:
        """Return what `load` gives, calling it at most once for this bake and this key."""
        if key not in self._kept:
            self._kept[key] = load()
        return self._kept[key]  # type: ignore[return-value]  # the key stands for the type


@dataclass(frozen=True, slots=True)
class Output:
    """One public file and how to make it.

    `path` is relative to the tree ("en/people/index.html"); `record` is what an error names ("Person: …").
    Pages that belong in the sitemap carry their address in each language in `alternates` and, where it is known, when
    their content last changed. A `shared` output is named by its content, so that several rooms may offer it.
    """

    path: str
    record: str
    render: Callable[[], bytes]
    alternates: Mapping[str, str] = field(default_factory=dict)
    changed: datetime | None = None
    listed: bool = False
    shared: bool = False

    def __post_init__(self) -> None:
        if not is_safe_path(self.path):
            raise UnsafePath(f"{self.record} wants the address {self.path!r}, which is not a path within the site.")


class UnsafePath(ValueError):
    """An output's path would leave the tree or cannot be served everywhere."""


Enumerate = Callable[[Bake], Iterable[Output]]
_registry: dict[str, Enumerate] = {}


def register(name: str, enumerate_outputs: Enumerate) -> None:
    """Offer a room's outputs to every bake under a name such as "cases"."""
    _registry[name] = enumerate_outputs


def enumerate_all(bake: Bake) -> Iterable[Output]:
    """Yield the outputs of every room."""
    for name in sorted(_registry):
        yield from _registry[name](bake)


def is_safe_path(path: str) -> bool:
    """Whether a path stays inside the tree and consists of plain Latin letters, digits, dot, dash and underscore."""
    return bool(_SAFE_PATH.fullmatch(path)) and not any(part.strip(".") == "" for part in path.split("/"))


def file_of(address: str) -> str:
    """Return the file behind a page's address: "/en/people/" is "en/people/index.html"."""
    return address.strip("/") + "/index.html" if address != "/" else "index.html"


def address_of(path: str) -> str:
    """Return the address that shows a file: "en/people/index.html" is "/en/people/"."""
    return "/" + path.removesuffix("index.html")

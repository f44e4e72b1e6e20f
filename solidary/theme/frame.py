"""What stands around every public page: the values that `theme/base.html` is given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a template shows it; `path` is absolute within the site ("/en/people/")."""

    label: str
    path: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one of the campaign's languages.

    `exists` is False where the page was not translated; `path` then leads to the nearest page that exists.
    """

    language: str
    label: str
    path: str
    url: str
    current: bool
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """One page's frame. `path` is absolute within the site, `url` is the canonical address with the host."""

    language: str
    direction: str
    campaign: str
    tagline: str
    title: str
    description: str
    path: str
    url: str
    home: str
    alternates: tuple[Alternate, ...]
    navigation: tuple[Link, ...]
    feeds: tuple[Link, ...]
    stylesheet: str
    about: Link | None = None
    kind: str = "website"
    icon: str = ""

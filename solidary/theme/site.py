"""How a page gets its frame: who the campaign is and what stands in its navigation is filled in from above."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import engines
from django.utils import translation

from solidary.publishing.outputs import Bake
from solidary.theme import assets
from solidary.theme.frame import Alternate, Frame, Link


@dataclass(frozen=True, slots=True)
class Identity:
    """Who speaks: the campaign's name and its one line."""

    name: str
    tagline: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation; entries stand in the order of `position`. The footer takes those marked so."""

    position: int
    label: str
    path: str
    in_footer: bool = False


Identify = Callable[[Bake, str], Identity]
Navigate = Callable[[Bake, str], Iterable[Entry]]

_identify: list[Identify] = []
_navigation: dict[str, Navigate] = {}


def identify_with(function: Identify) -> None:
    """Let a room say who the campaign is, in a language."""
    _identify[:] = [function]


def add_navigation(room: str, function: Navigate) -> None:
    """Let a room put entries into the navigation."""
    _navigation[room] = function


def frame(
    bake: Bake,
    *,
    language: str,
    path: str,
    title: str,
    description: str,
    alternates: Mapping[str, str],
    feeds: tuple[Link, ...] = (),
    kind: str = "website",
) -> Frame:
    """Return the frame of one page. `alternates` maps each language in which the page exists to its path."""
    speaker = identity(bake, language)
    entries = _entries(bake, language)
    return Frame(
        language=language,
        direction="rtl" if translation.get_language_info(language)["bidi"] else "ltr",
        campaign=speaker.name,
        tagline=speaker.tagline,
        title=title,
        description=description,
        path=path,
        url=bake.site_url + path,
        home=f"/{language}/",
        alternates=_alternates(bake, language, alternates),
        navigation=tuple(_link(entry, path) for entry in entries if not entry.in_footer),
        feeds=feeds,
        stylesheet=assets.address("site.css"),
        icon=assets.address("icon.svg"),
        about=next((_link(entry, path) for entry in entries if entry.in_footer), None),
        kind=kind,
    )


def render(template: str, language: str, context: Mapping[str, object]) -> bytes:
    """Return a public page, rendered in a language."""
    with translation.override(language):
        return engines["public"].get_template(template).render(dict(context)).encode()


def identity(bake: Bake, language: str) -> Identity:
    """Return who the campaign is, in a language."""
    return bake.once(("identity", language), lambda: _identify[0](bake, language))


def _entries(bake: Bake, language: str) -> tuple[Entry, ...]:
    def gather() -> tuple[Entry, ...]:
        with translation.override(language):
            entries = [entry for navigate in _navigation.values() for entry in navigate(bake, language)]
        return tuple(sorted(entries, key=lambda entry: (entry.position, entry.path)))

    return bake.once(("navigation", language), gather)


def _link(entry: Entry, path: str) -> Link:
    return Link(entry.label, entry.path, current=path.startswith(entry.path))


def _alternates(bake: Bake, language: str, alternates: Mapping[str, str]) -> tuple[Alternate, ...]:
    labels = dict(settings.LANGUAGES)
    return tuple(
        Alternate(
            language=code,
            label=labels[code],
            path=alternates.get(code, f"/{code}/"),
            url=bake.site_url + alternates.get(code, f"/{code}/"),
            current=code == language,
            exists=code in alternates,
        )
        for code in bake.languages
    )

"""The public files of this room: the home page of each language, and the door that leads to one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.http import HttpResponse
from django.utils.html import escape, strip_tags

from solidary.cases.outputs import people, teasers, tell
from solidary.cases.presenting import person_value
from solidary.cases.values import PersonTeaser, PersonValue
from solidary.front.models import HomePage
from solidary.newsroom.outputs import addresses, newsroom, section_teasers
from solidary.newsroom.presenting import rich_html
from solidary.newsroom.values import BlockValue, Teaser
from solidary.publishing.bake import new_bake
from solidary.publishing.outputs import Bake, Output, file_of
from solidary.theme import site
from solidary.theme.frame import Link

NEWEST = 3  # articles of each section


@dataclass(frozen=True, slots=True)
class SectionOnHome:
    """A section as the home page shows it."""

    title: str
    path: str
    articles: tuple[Teaser, ...]


def outputs(bake: Bake) -> Iterator[Output]:
    """Yield the home pages, and the page at the bare address."""
    known = HomePage.objects.live().public().filter(locale__language_code__in=bake.languages)
    homes = list(known.select_related("locale").order_by("path"))
    alternates = {home.locale.language_code: home.public_path for home in homes}
    for home in homes:
        yield Output(
            file_of(home.public_path),
            f"Home page ({home.locale.language_code})",
            partial(render_home, bake, home, alternates),
            alternates,
            changed=home.last_published_at,
            listed=True,
        )
    yield Output("index.html", "Door to the languages", lambda: door(bake).encode())


def render_home(bake: Bake, home: HomePage, alternates: dict[str, str]) -> bytes:
    """Return the home page of a language."""
    language = home.locale.language_code
    sections = _sections(bake, language)
    feeds = tuple(Link(section.title, f"{section.path}feed.atom") for section in sections)
    lead_person = _lead_person(bake, home, language)
    introduction = rich_html(home.introduction, addresses(bake, language))
    identity = site.identity(bake, language)
    frame = site.frame(
        bake,
        language=language,
        path=home.public_path,
        title=identity.name,
        description=home.search_description or identity.tagline or strip_tags(introduction),
        alternates=alternates,
        feeds=feeds,
    )
    context = {
        "frame": frame,
        "introduction": (BlockValue("paragraph", html=introduction),) if introduction else (),
        "lead_person": lead_person,
        "people": _others(bake, language, lead_person),
        "sections": sections,
        "tell": tell(frame.title, frame.url),
    }
    return site.render("front/home.html", language, context)


def preview_home(home: HomePage) -> HttpResponse:
    """Return the home page as it would be baked from what is in the form."""
    return HttpResponse(render_home(new_bake(), home, {home.locale.language_code: home.public_path}))


def door(bake: Bake) -> str:
    """Return the page at the bare address: it leads to the first language, and names all without a script."""
    first = bake.languages[0]
    links = "".join(
        f'<li><a href="/{code}/" lang="{code}" hreflang="{code}">{code}</a></li>' for code in bake.languages
    )
    name = escape(site.identity(bake, first).name)
    return (
        f'<!doctype html>\n<html lang="{first}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url=/{first}/">\n<title>{name}</title>\n'
        f'<link rel="canonical" href="{bake.site_url}/{first}/">\n</head>\n'
        f"<body><main><h1>{name}</h1><ul>{links}</ul></main></body>\n</html>\n"
    )


def _lead_person(bake: Bake, home: HomePage, language: str) -> PersonValue | None:
    """Return the person shown large: the one chosen, if public, else the only one there is."""
    known = {person.pk: person for person in people(bake)}
    chosen = known.get(home.lead_person_id)
    if chosen is None and len(known) == 1:
        chosen = next(iter(known.values()))
    return person_value(chosen, language, bake.as_of) if chosen else None


def _others(bake: Bake, language: str, lead_person: PersonValue | None) -> tuple[PersonTeaser, ...]:
    """Return the people of the list: all, or nobody where the only one is shown large already."""
    listed = tuple(teasers(bake, language).values())
    return () if lead_person and len(listed) == 1 else listed


def _sections(bake: Bake, language: str) -> tuple[SectionOnHome, ...]:
    return tuple(
        SectionOnHome(section.title, section.public_path, tuple(section_teasers(bake, section)[:NEWEST]))
        for section in newsroom(bake).sections
        if section.locale.language_code == language and section.depth == 3
    )

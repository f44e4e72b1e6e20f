"""The public files of this room: a page for each public person and the list of them, in every language."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from django.utils import translation
from django.utils.translation import gettext as _

from solidary.cases.models import Person
from solidary.cases.presenting import person_path, person_teaser, person_value, portrait_of
from solidary.cases.queries import public_people
from solidary.cases.slots import articles_about
from solidary.cases.values import PersonTeaser
from solidary.publishing.images import picture_outputs
from solidary.publishing.outputs import Bake, Output, file_of
from solidary.theme import site


def outputs(bake: Bake) -> Iterator[Output]:
    """Yield the list of people and each person's page in every language."""
    for language in bake.languages:
        alternates = {code: f"/{code}/people/" for code in bake.languages}
        render = partial(render_people, bake, language)
        yield Output(file_of(alternates[language]), f"List of people ({language})", render, alternates, listed=True)
        for person in people(bake):
            alternates = person_alternates(bake, person)
            yield Output(
                file_of(alternates[language]),
                f"Person “{person}” ({language})",
                partial(render_person, bake, person, language),
                alternates,
                listed=True,
            )
    yield from picture_outputs(made for person in people(bake) if (made := portrait_of(person)))


def navigation(bake: Bake, language: str) -> Iterator[site.Entry]:
    """Yield this room's entry of the navigation."""
    yield site.Entry(10, _("People"), f"/{language}/people/")


def people(bake: Bake) -> list[Person]:
    """Return the public people, read once a bake."""
    return bake.once("people", lambda: list(public_people()))


def teasers(bake: Bake, language: str) -> dict[int, PersonTeaser]:
    """Return the public people as lists show them, by primary key."""
    return bake.once(
        ("teasers", language),
        lambda: {person.pk: person_teaser(person, language, bake.as_of) for person in people(bake)},
    )


def person_alternates(bake: Bake, person: Person) -> dict[str, str]:
    """Return a person's address in every language; a page of facts exists in all of them."""
    return {code: person_path(person.slug, code) for code in bake.languages}


def render_person(bake: Bake, person: Person, language: str) -> bytes:
    """Return a person's page."""
    value = person_value(person, language, bake.as_of)
    with translation.override(language):
        days = " ".join(filter(None, [value.days_prefix, value.days_number, value.days_words])) if value.days else ""
        description = " – ".join(filter(None, [value.name, value.status, value.status_line, days]))
    frame = site.frame(
        bake,
        language=language,
        path=value.path,
        title=value.name,
        description=description,
        alternates=person_alternates(bake, person),
        kind="profile",
    )
    context = {
        "frame": frame,
        "person": value,
        "articles": articles_about(bake, language, person.pk),
        "feeds": (),
        "tell": tell(value.name, frame.url),
    }
    return site.render("cases/person.html", language, context)


def render_people(bake: Bake, language: str) -> bytes:
    """Return the list of people."""
    listed = tuple(teasers(bake, language).values())
    with translation.override(language):
        title, description = _("People"), _("Everyone for whom this campaign stands, and how they fare today.")
    frame = site.frame(
        bake,
        language=language,
        path=f"/{language}/people/",
        title=title,
        description=description,
        alternates={code: f"/{code}/people/" for code in bake.languages},
    )
    return site.render("cases/people.html", language, {"frame": frame, "people": listed})


def tell(subject: str, url: str) -> str:
    """Return an address that opens a message about a page in the reader's own mail program."""
    return f"mailto:?subject={quote(subject)}&body={quote(url)}"

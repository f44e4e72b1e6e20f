"""Reads of this room, named for the question they answer."""

from collections.abc import Iterable
from datetime import date as Day

from django.db.models import Prefetch, QuerySet

from solidary.cases import timeline
from solidary.cases.models import Case, ChronicleEntry, EntryPublicity, Facility, Person, PersonName, Publicity
from solidary.facts.queries import in_language


class NoSuchPerson(LookupError):
    """Nobody has this address; the message says so in one sentence."""


def person_by_slug(slug: str) -> Person:
    """Return a person whatever their publicity; raise `NoSuchPerson` otherwise."""
    try:
        return with_chronicle(Person.objects.all(), ChronicleEntry.objects.all()).get(slug=slug)
    except Person.DoesNotExist:
        raise NoSuchPerson(f"There is no person called “{slug}”; `solidary case list` names those there are.") from None


def whole(pk: int) -> Person:
    """Return a person with the whole chronicle, internal entries too, for those who may see it."""
    return with_chronicle(Person.objects.filter(pk=pk), ChronicleEntry.objects.all()).get()


def public_people() -> QuerySet[Person]:
    """Return the people who have a page, with all that their pages show: nine queries however many they are."""
    return with_chronicle(Person.objects.filter(publicity=Publicity.PUBLIC), public_entries())


def public_entries() -> QuerySet[ChronicleEntry]:
    """Return the chronicle entries that readers may see."""
    return ChronicleEntry.objects.filter(publicity=EntryPublicity.PUBLIC)


def with_chronicle(people: QuerySet[Person], entries: QuerySet[ChronicleEntry]) -> QuerySet[Person]:
    """Return people with names, affiliations, cases and the given entries fetched."""
    entries = (
        entries.select_related("facility", "organisation")
        .prefetch_related("citations__source__publisher", "readings__source__publisher", "details")
        .order_by("earliest", "latest", "position", "pk")
    )
    return people.select_related("portrait").prefetch_related(
        "names",
        "affiliations__organisation",
        "affiliations__source__publisher",
        Prefetch("cases", Case.objects.order_by("key")),
        Prefetch("cases__entries", entries),
    )


def entries_of(person: Person) -> list[ChronicleEntry]:
    """Return a person's entries over all cases; no query where they were fetched with the person."""
    if person.pk is None:  # in a preview, before it was ever saved
        return []
    return [entry for case in person.cases.all() for entry in _told(case)]


def _told(case: Case) -> Iterable[ChronicleEntry]:
    for entry in case.entries.all():
        entry.case = case
        yield entry


def state_of(person: Person, on: Day, language: str = "en") -> timeline.State:
    """Return the folded state of a person's cases on a day; facilities go by their name in a language."""
    return timeline.fold([as_fact(entry, language) for entry in entries_of(person)], on)


def as_fact(entry: ChronicleEntry, language: str = "en") -> timeline.Entry:
    """Return an entry as the fold reads it."""
    return timeline.Entry(
        id=entry.pk or 0,
        case=entry.case.key,
        kind=entry.kind,
        earliest=entry.earliest,
        latest=entry.latest,
        position=entry.position,
        facility=facility_name(entry.facility, language) if entry.facility else None,
        terms=entry.terms,
        ground=entry.ground,
    )


def facility_name(facility: Facility, language: str) -> str:
    """Return a facility's name with its city."""
    return ", ".join(filter(None, [in_language(facility.name, language), in_language(facility.city, language)]))


_SEEN_FIRST = (PersonName.Kind.PRIMARY, PersonName.Kind.TRANSLITERATION, PersonName.Kind.NATIVE)


def name_in(person: Person, language: str) -> tuple[str, str]:
    """Return the name that readers of a language see, and the language it is in.

    That is the primary name in their language, else its transliteration or native form in it, else the primary name
    in English, else in any language.
    """
    names = {(name.kind, name.language): name.text for name in reversed(person.names.all())}
    primary = sorted(code for kind, code in names if kind == PersonName.Kind.PRIMARY)
    wanted = [(kind, language) for kind in _SEEN_FIRST]
    wanted += [(PersonName.Kind.PRIMARY, code) for code in ("en", *primary)]
    for key in wanted:
        if key in names:
            return names[key], key[1]
    return person.slug, ""


def native_name(person: Person) -> tuple[str, str]:
    """Return the name in the person's own language and that language; ("", "") where it is not known."""
    for name in person.names.all():
        if name.kind == PersonName.Kind.NATIVE:
            return name.text, name.language
    return "", ""

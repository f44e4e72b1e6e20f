"""Writes of this room; each is one unit that checks, saves, keeps a revision and logs.

They are refused with `ValidationError`, in words for each field, and then change nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Day

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from solidary.cases.models import (
    Affiliation,
    Case,
    ChronicleEntry,
    Citation,
    Detail,
    EntryPublicity,
    Facility,
    Person,
    PersonName,
    Publicity,
    Reading,
    check_names,
)
from solidary.facts.models import Organisation, Source
from solidary.facts.operations import Words, create, words


@dataclass(frozen=True, slots=True)
class NameGiven:
    """A name to record. `kind` is a value of `PersonName.Kind`."""

    kind: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class AffiliationGiven:
    """An affiliation to record; dates are EDTF."""

    organisation: Organisation
    role: Words
    since: str = ""
    until: str = ""
    note: Words = field(default_factory=dict)
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class ReadingGiven:
    """What one source says about one aspect, where sources disagree."""

    aspect: Words
    value: Words
    source: Source | None = None


@transaction.atomic
def add_person(
    *,
    slug: str,
    names: Sequence[NameGiven],
    country: str,
    publicity: str = Publicity.WITHHELD,
    born: str = "",
    gender: str = "",
    occupation: Words | None = None,
    affiliations: Iterable[AffiliationGiven] = (),
    user: AbstractBaseUser | None = None,
) -> Person:
    """Record a person; withheld unless the caller says otherwise. `born` is EDTF."""
    person = Person(
        slug=slug, publicity=publicity, born=born, gender=gender, country=country, occupation=words(occupation)
    )
    person.names = [PersonName(kind=name.kind, language=name.language, text=name.text) for name in names]
    person.affiliations = [
        Affiliation(
            organisation=given.organisation,
            role=words(given.role),
            since=given.since,
            until=given.until,
            note=words(given.note),
            source=given.source,
        )
        for given in affiliations
    ]
    check_names((name.kind, name.language) for name in names)
    return create(person, user)


@transaction.atomic
def add_facility(
    *,
    key: str,
    name: Words,
    kind: str,
    country: str,
    city: Words | None = None,
    user: AbstractBaseUser | None = None,
) -> Facility:
    """Record a prison, a colony or another place that holds people."""
    facility = Facility(key=key, name=words(name), kind=kind, country=country, city=words(city))
    return create(facility, user)


@transaction.atomic
def open_case(
    *,
    person: Person,
    key: str,
    country: str,
    title: Words | None = None,
    last_verified: Day | None = None,
    user: AbstractBaseUser | None = None,
) -> Case:
    """Open a case of a person."""
    case = Case(person=person, key=key, country=country, title=words(title), last_verified=last_verified)
    return create(case, user)


@transaction.atomic
def record_entry(
    *,
    case: Case,
    kind: str,
    date: str = "",
    text: Words | None = None,
    sources: Sequence[Source] = (),
    place: Words | None = None,
    facility: Facility | None = None,
    organisation: Organisation | None = None,
    provision: Words | None = None,
    term: str = "",
    ground: str = "",
    terms: str = "",
    note: Words | None = None,
    readings: Iterable[ReadingGiven] = (),
    details: Iterable[tuple[Words, Words]] = (),
    publicity: str = EntryPublicity.PUBLIC,
    position: int | None = None,
    user: AbstractBaseUser | None = None,
) -> ChronicleEntry:
    """Record one fact of a case. `date` is EDTF; without a `position` the entry stands last within its day."""
    entry = ChronicleEntry(
        case=case,
        kind=kind,
        date=date,
        position=_next_position(case, date) if position is None else position,
        text=words(text),
        place=words(place),
        facility=facility,
        organisation=organisation,
        provision=words(provision),
        term=term,
        ground=ground,
        terms=terms,
        note=words(note),
        publicity=publicity,
    )
    entry.citations = [Citation(source=source) for source in sources]
    entry.readings = [
        Reading(aspect=words(given.aspect), value=words(given.value), source=given.source) for given in readings
    ]
    entry.details = [Detail(label=words(label), value=words(value)) for label, value in details]
    return create(entry, user)


def _next_position(case: Case, date: str) -> int:
    return ChronicleEntry.objects.filter(case=case, date=date).count()

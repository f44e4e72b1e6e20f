"""Loading the demonstration campaign: all of it or nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from solidary.cases.models import Case, Facility, Person, Publicity
from solidary.cases.operations import (
    AffiliationGiven,
    NameGiven,
    ReadingGiven,
    add_facility,
    add_person,
    open_case,
    record_entry,
)
from solidary.demo.pages import load_newsroom
from solidary.facts.models import Organisation, Source
from solidary.facts.operations import add_organisation, add_source, name_campaign
from solidary.facts.queries import in_language

CAMPAIGN = Path(__file__).parent / "campaign"


class HomeNotEmpty(Exception):
    """The home holds another campaign; the demonstration is not mixed into it."""


def read(name: str) -> Any:
    """Return one file of the campaign."""
    return yaml.safe_load((CAMPAIGN / f"{name}.yaml").read_text(encoding="utf-8"))


def demo_is_loaded() -> bool:
    """Whether this home holds the demonstration campaign."""
    slugs = [person["slug"] for person in read("people")]
    return Person.objects.filter(slug__in=slugs).exists()


@transaction.atomic
def load_demo() -> None:
    """Load the demonstration campaign into an empty home; raise `HomeNotEmpty` otherwise."""
    if Person.objects.exists() or Source.objects.exists():
        raise HomeNotEmpty(
            f"{settings.SOLIDARY_HOME} holds another campaign; for the demonstration set SOLIDARY_HOME to an empty one."
        )
    campaign = read("campaign")
    name_campaign(name=campaign["name"], tagline=campaign["tagline"])
    library = Library()
    people = {given["slug"]: _load_person(given, library) for given in read("people")}
    load_newsroom(read("newsroom"), people, library.organisations, library.sources)


class Library:
    """What the facts refer to, by key, loaded when made."""

    def __init__(self) -> None:
        self.organisations: Mapping[str, Organisation] = {
            key: add_organisation(
                key=key,
                name=given["name"],
                short_name=given.get("short_name"),
                kind=given["kind"],
                country=given.get("country") or "",
                url=given.get("url") or "",
            )
            for key, given in read("organisations").items()
        }
        cited = {in_language(made.short_name or made.name, "en"): made for made in self.organisations.values()}
        self.sources: Mapping[str, Source] = {
            key: add_source(
                key=key,
                publisher=cited[given["publisher"]],
                title=given["title"],
                language=given["language"],
                url=given.get("url", ""),
                date=str(given.get("date", "")),
                document=given.get("document", ""),
            )
            for key, given in read("sources").items()
        }
        self.facilities: Mapping[str, Facility] = {
            key: add_facility(key=key, **given) for key, given in read("facilities").items()
        }


def _load_person(given: Mapping[str, Any], library: Library) -> Person:
    person = add_person(
        slug=given["slug"],
        names=[NameGiven(**name) for name in given["names"]],
        country=given["country"],
        publicity=Publicity.PUBLIC,
        born=given["born"],
        gender=given["gender"],
        occupation=given["occupation"],
        affiliations=[
            AffiliationGiven(
                organisation=library.organisations[affiliation["organisation"]],
                role=affiliation["role"],
                since=affiliation.get("since", ""),
                note=affiliation.get("note", {}),
                source=library.sources[affiliation["sources"][0]],
            )
            for affiliation in given["affiliations"]
        ],
    )
    for opened in given["cases"]:
        case = open_case(person=person, key=opened["key"], country=opened["country"], title=opened["title"])
        for entry in opened["entries"]:
            _load_entry(case, entry, library)
    return person


def _load_entry(case: Case, given: Mapping[str, Any], library: Library) -> None:
    plain = {
        name: given[name] for name in ("text", "place", "provision", "term", "ground", "terms", "note") if name in given
    }
    record_entry(
        case=case,
        kind=given["kind"],
        date=given["date"],
        sources=[library.sources[key] for key in given["sources"]],
        facility=library.facilities[given["facility"]] if "facility" in given else None,
        organisation=library.organisations[given["organisation"]] if "organisation" in given else None,
        readings=[
            ReadingGiven(
                aspect=reading.get("aspect_label") or reading["aspect"],
                value=reading["value"],
                source=library.sources[reading["source"]],
            )
            for reading in given.get("readings", ())
        ],
        details=[(detail["label"], detail["value"]) for detail in given.get("facts", ())],
        **plain,
    )

"""Writes of this room: what they keep, and what they refuse in words without changing anything."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import ModelLogEntry, Revision

from solidary.cases.models import Case, ChronicleEntry, Facility, Person, PersonName, Publicity, Reading
from solidary.cases.operations import (
    AffiliationGiven,
    NameGiven,
    ReadingGiven,
    add_facility,
    add_person,
    open_case,
    record_entry,
)
from solidary.cases.queries import state_of, whole
from tests.cast import DAY, Cast

pytestmark = pytest.mark.django_db

NAME = NameGiven("primary", "en", "Somebody Else")


def everything() -> dict[str, int]:
    """Return how much of everything there is; equal before and after a refusal."""
    models: list[type[Model]] = [Person, PersonName, Case, ChronicleEntry, Facility, Reading, Revision, ModelLogEntry]
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "abducted by unicorns"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"date": "04.08.2011"}, "date"),
        ({"date": "2011-02-30"}, "date"),
        ({"date": "2012/2011"}, "date"),
        ({"term": "4 years"}, "term"),
        ({"term": "P"}, "term"),
        ({"ground": "a whim"}, "ground"),
        ({"terms": "none"}, "terms"),
        ({"publicity": "secret"}, "publicity"),
        ({"kind": "health", "publicity": "public"}, "publicity"),
        ({"position": -1}, "position"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_in_words_and_changes_nothing(
    cast: Cast, given: dict[str, object], field: str
) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        record_entry(**{"case": cast.case, "kind": "note", "date": "2026-01-01"} | given)  # type: ignore[arg-type]
    assert list(refusal.value.message_dict) == [field]
    assert all(words.strip() for words in refusal.value.message_dict[field])
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"slug": "maryna-prykladava"}, "slug"),
        ({"slug": "../../outside"}, "slug"),
        ({"slug": "хтосьці"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"country": "XX"}, "country"),
        ({"country": "Belarus"}, "country"),
        ({"country": ""}, "country"),
        ({"born": "long ago"}, "born"),
        ({"publicity": "everyone"}, "publicity"),
        ({"gender": "x"}, "gender"),
    ],
)
def test_a_person_who_cannot_be_is_refused_in_words_and_changes_nothing(
    cast: Cast, given: dict[str, object], field: str
) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        add_person(**{"slug": "somebody", "names": [NAME], "country": "BY"} | given)  # type: ignore[arg-type]
    assert field in refusal.value.message_dict
    assert everything() == before


@pytest.mark.parametrize(
    "names",
    [
        [NAME, NameGiven("primary", "en", "Another primary name")],
        [NameGiven("nickname", "en", "Of no known kind")],
        [NameGiven("primary", "English", "In no known language")],
        [NameGiven("primary", "en", "")],
        [NameGiven("primary", "en", "x" * 201)],
    ],
    ids=["second primary", "kind", "language", "empty", "too long"],
)
def test_names_that_cannot_be_are_refused_in_words_and_change_nothing(cast: Cast, names: list[NameGiven]) -> None:
    before = everything()
    with pytest.raises(ValidationError):
        add_person(slug="somebody", names=names, country="BY")
    assert everything() == before


def test_an_affiliation_with_a_date_that_is_none_is_refused(cast: Cast) -> None:
    """It would stop every bake: a page cannot tell it."""
    before = everything()
    with pytest.raises(ValidationError):
        add_person(
            slug="somebody",
            names=[NAME],
            country="BY",
            affiliations=[AffiliationGiven(cast.publisher, {"en": "Head"}, since="since ever")],
        )
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"key": "colony-4"}, "key"),
        ({"kind": "castle"}, "kind"),
        ({"country": "ZZ"}, "country"),
        ({"name": {}}, "name"),
    ],
)
def test_a_facility_that_cannot_be_is_refused(cast: Cast, given: dict[str, object], field: str) -> None:
    usual = {"key": "colony-5", "name": {"en": "Colony"}, "kind": "colony", "country": "BY"}
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        add_facility(**usual | given)  # type: ignore[arg-type]
    assert list(refusal.value.message_dict) == [field]
    assert everything() == before


def test_a_second_case_of_one_key_is_refused(cast: Cast) -> None:
    before = everything()
    with pytest.raises(ValidationError):
        open_case(person=cast.maryna, key="2023", country="BY")
    assert everything() == before


def test_a_reading_is_not_chosen_without_a_reason() -> None:
    with pytest.raises(ValidationError) as refusal:
        Reading(chosen=True).clean()
    assert refusal.value.message_dict.keys() == {"reason"}
    Reading(chosen=True, reason="It is the court's own word.").clean()
    Reading(chosen=False).clean()


def test_a_portrait_without_a_credit_is_refused(cast: Cast) -> None:
    cast.maryna.portrait_id = 1
    with pytest.raises(ValidationError) as refusal:
        cast.maryna.clean()
    assert refusal.value.message_dict.keys() == {"portrait_credit"}


def test_whoever_has_not_said_yes_is_withheld(cast: Cast) -> None:
    assert add_person(slug="somebody", names=[NAME], country="BY").publicity == Publicity.WITHHELD


def test_a_health_entry_is_kept_where_it_is_internal(cast: Cast) -> None:
    entry = record_entry(case=cast.case, kind="health", date="2026-01", publicity="internal")
    assert ChronicleEntry.objects.get(pk=entry.pk).publicity == "internal"


def test_every_write_is_kept_as_a_revision_and_logged_with_who_did_it(cast: Cast) -> None:
    user = get_user_model().objects.create_user("coordinator")
    person = add_person(slug="somebody", names=[NAME], country="BY", user=user)
    case = open_case(person=person, key="2020", country="BY", user=user)
    facility = add_facility(key="colony-5", name={"en": "Colony"}, kind="colony", country="BY", user=user)
    entry = record_entry(case=case, kind="detained", date="2020-01-01", facility=facility, user=user)
    for record in (person, case, facility, entry):
        assert [revision.user for revision in record.revisions] == [user]
        logged = ModelLogEntry.objects.for_instance(record)
        assert [(one.action, one.user) for one in logged] == [("wagtail.create", user)]


@pytest.mark.parametrize(
    ("edtf", "stored", "earliest", "latest"),
    [
        ("2011-08-04", "2011-08-04", date(2011, 8, 4), date(2011, 8, 4)),
        ("2011-08", "2011-08", date(2011, 8, 1), date(2011, 8, 31)),
        ("2011-08-XX", "2011-08", date(2011, 8, 1), date(2011, 8, 31)),
        ("2011~", "2011~", date(2011, 1, 1), date(2011, 12, 31)),
        ("2011-08-04/2011-08-06", "2011-08-04/2011-08-06", date(2011, 8, 4), date(2011, 8, 6)),
        ("../2012", "../2012", None, date(2012, 12, 31)),
        ("", "", None, None),
    ],
)
def test_the_bounds_of_a_date_are_stored_beside_it(
    cast: Cast, edtf: str, stored: str, earliest: date | None, latest: date | None
) -> None:
    entry = ChronicleEntry.objects.get(pk=record_entry(case=cast.case, kind="note", date=edtf).pk)
    assert (entry.date, entry.earliest, entry.latest) == (stored, earliest, latest)


def kinds_of(case: Case, day: str) -> list[str]:
    """Return the kinds of a day's entries in the order in which they count."""
    entries = next(one for one in whole(case.person_id).cases.all() if one.pk == case.pk).entries.all()
    return [entry.kind for entry in entries if entry.date == day]


def test_entries_of_one_day_keep_the_order_in_which_they_were_recorded(cast: Cast) -> None:
    kinds = ["trial_opened", "convicted", "transferred", "note", "released"]
    for kind in kinds:
        record_entry(case=cast.hidden_case, kind=kind, date="2025-05-05")
    assert kinds_of(cast.hidden_case, "2025-05-05") == kinds


def test_an_entry_can_be_put_before_others_of_its_day(cast: Cast) -> None:
    record_entry(case=cast.hidden_case, kind="convicted", date="2025-05-05", position=5)
    record_entry(case=cast.hidden_case, kind="trial_opened", date="2025-05-05", position=1)
    assert kinds_of(cast.hidden_case, "2025-05-05") == ["trial_opened", "convicted"]


def test_the_order_of_one_day_decides_the_state(cast: Cast) -> None:
    for kind in ("released", "detained"):
        record_entry(case=cast.hidden_case, kind=kind, date="2025-05-05")
    state = state_of(whole(cast.henadz.pk), DAY)
    assert state.status == "held"
    assert [str(spell.end) for spell in state.spells] == ["2025-05-05", "None"]


def test_readings_and_details_are_kept_with_their_sources(cast: Cast) -> None:
    entry = record_entry(
        case=cast.case,
        kind="note",
        sources=[cast.source],
        readings=[ReadingGiven({"en": "regime"}, {"en": "strict"}, cast.source)],
        details=[({"en": "Number"}, {"en": "17"})],
    )
    stored = ChronicleEntry.objects.get(pk=entry.pk)
    assert [citation.source for citation in stored.citations.all()] == [cast.source]
    assert [(str(reading.value), reading.source) for reading in stored.readings.all()] == [("strict", cast.source)]
    assert [str(detail.value) for detail in stored.details.all()] == ["17"]


def test_an_older_revision_of_a_case_does_not_undo_newer_entries(cast: Cast) -> None:
    """An entry is a record of its own: publishing an older version of its parent once deleted newer children."""
    old = cast.case.latest_revision
    assert old is not None
    entry = record_entry(case=cast.case, kind="note", date="2026-11-01")
    restored = old.as_object()
    restored.save()
    assert ChronicleEntry.objects.filter(pk=entry.pk).exists()

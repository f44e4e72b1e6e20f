"""From facts to what a person's page shows, in the language of its readers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from lxml import html

from solidary.cases.models import ChronicleEntry, Person, Publicity
from solidary.cases.operations import NameGiven, ReadingGiven, add_person, open_case, record_entry
from solidary.cases.presenting import person_value, term_in_words
from solidary.cases.previews import preview_entry, preview_person
from solidary.cases.queries import public_people
from solidary.cases.values import PersonValue
from solidary.publishing.bake import bake, render_all
from solidary.publishing.outputs import Bake
from tests.cast import DAY, WITHOUT_INDEXES, Cast

pytestmark = pytest.mark.django_db


def value(language: str = "en", on: date = DAY, slug: str = "maryna-prykladava") -> PersonValue:
    """Return a person as a page shows them."""
    return person_value(public_people().get(slug=slug), language, on)


def page(language: str) -> html.HtmlElement:
    """Return Maryna's baked page."""
    bake(as_of=DAY)
    path = settings.PUBLIC_TREE / language / "people/maryna-prykladava/index.html"
    return html.document_fromstring(path.read_text())


# --- the number and the word -------------------------------------------------------------------------------------


def test_behind_bars(cast: Cast) -> None:
    shown = value()
    assert (shown.tone, shown.status) == ("held", "Behind bars")
    assert (shown.days_prefix, shown.days_number, shown.days) == ("", "1,299", 1299)
    assert "days behind bars" in shown.days_words
    assert [spell.label for spell in shown.spells] == ["since 3 May 2023"]
    assert "Women’s colony No. 4" in shown.status_line


def test_the_number_grows_by_one_a_day(cast: Cast) -> None:
    assert value(on=date(2026, 11, 23)).days == value().days + 1


def test_free_at_last(cast: Cast) -> None:
    record_entry(case=cast.case, kind="released", date="2026-05-03", terms="unconditional", ground="pardon")
    shown = value()
    assert (shown.tone, shown.status, shown.days_number) == ("free", "Free at last", "1,096")
    assert "Women’s colony" not in shown.status_line
    assert [spell.label for spell in shown.spells] == ["2023–2026"]
    assert value(on=date(2027, 11, 22)).days == shown.days, "the number stands still"


@pytest.mark.parametrize("terms", ["", "police_supervision", "deported", "other"])
def test_the_good_word_is_kept_for_freedom_without_conditions(cast: Cast, terms: str) -> None:
    record_entry(case=cast.case, kind="released", date="2026-05-03", terms=terms)
    assert value().status == "Out of prison"


def test_dead(cast: Cast) -> None:
    record_entry(case=cast.case, kind="died", date="2026-05-03")
    shown = value()
    assert shown.tone == "dead"
    assert shown.days == 1096
    assert "Silence serves" not in page("en").text_content()


def test_uncertain_dates_say_at_least(cast: Cast) -> None:
    ChronicleEntry.objects.filter(kind="detained", case=cast.case).delete()
    record_entry(case=cast.case, kind="detained", date="2023-05")
    shown = value()
    assert (shown.days_prefix, shown.days_number) == ("at least", "1,271")


def test_a_person_without_a_chronicle_has_a_page_all_the_same(cast: Cast) -> None:
    add_person(
        slug="nothing-known", names=[NameGiven("primary", "en", "Nothing Known")], country="BY", publicity="public"
    )
    shown = value(slug="nothing-known")
    assert (shown.days, shown.days_number, shown.spells, shown.entries) == (0, "", (), ())
    bake(as_of=DAY)
    assert (settings.PUBLIC_TREE / "ru/people/nothing-known/index.html").exists()


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [("en", "1,299", "days behind bars"), ("fr", "1\u202f299", "jours"), ("ru", "1\xa0299", "дней")],
)
def test_the_number_is_written_as_its_readers_write_it(cast: Cast, language: str, number: str, words: str) -> None:
    shown = value(language)
    assert shown.days_number == number
    assert words in shown.days_words


@pytest.mark.parametrize(("days", "words"), [(1, "день"), (2, "дня"), (5, "дней"), (21, "день")])
def test_russian_counts_its_days_by_its_own_rules(cast: Cast, days: int, words: str) -> None:
    assert words in value("ru", on=date.fromordinal(date(2023, 5, 3).toordinal() + days)).days_words


# --- languages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "name", "name_language"),
    [
        ("en", "Maryna Prykladava", "en"),
        ("fr", "Maryna Prykladava", "en"),
        ("ru", "Марина Прикладова", "ru"),
    ],
)
def test_a_name_stands_in_the_script_of_its_readers(cast: Cast, language: str, name: str, name_language: str) -> None:
    shown = value(language)
    assert (shown.name, shown.name_language) == (name, name_language)
    assert (shown.native_name, shown.native_language) == ("Марына Прыкладава", "be")


def test_every_other_name_is_shown_with_its_language(cast: Cast) -> None:
    assert value("en").other_names == (("Марина Прикладова", "ru"),)
    assert value("ru").other_names == (("Maryna Prykladava", "en"),)


def test_a_text_without_a_translation_is_shown_in_the_language_it_has_and_marked(cast: Cast) -> None:
    entry = page("ru").xpath("//ol[@class='chronicle']/li[contains(., 'library')]")[0]
    assert entry.xpath(".//p/span[@lang='en']/text()") == ["At the library, during opening hours."]
    assert "английский" in entry.text_content()
    assert page("en").xpath("//ol[@class='chronicle']//p/span[@lang]") == []


@pytest.mark.parametrize("name", ["provision", "place", "note"])
def test_a_fact_without_a_translation_is_marked_with_its_language_too(cast: Cast, name: str) -> None:
    given: dict[str, Any] = {name: {"en": "Untranslated words"}}
    record_entry(case=cast.case, kind="note", date="2026-11-01", **given)
    marked = page("ru").xpath("//*[contains(text(), 'Untranslated words')]/ancestor-or-self::*[@lang][1]/@lang")
    assert marked == ["en"]


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_page_of_a_person_exists_in_every_language(cast: Cast, language: str) -> None:
    assert page(language).get("lang") == language
    assert page(language).xpath("//h1[@class='name']")


@pytest.mark.parametrize(
    ("term", "language", "words"),
    [
        ("P4Y6M", "en", "4 years, 6 months"),
        ("P1Y", "en", "1 year"),
        ("P15D", "en", "15 days"),
        ("P2W", "en", "2 weeks"),
        ("", "en", ""),
        ("P4Y6M", "fr", "4 ans, 6 mois"),
        ("P2Y5M", "ru", "2 года, 5 месяцев"),
    ],
)
def test_a_term_is_said_in_words(term: str, language: str, words: str) -> None:
    with translation.override(language):
        assert term_in_words(term) == words


# --- the chronicle -----------------------------------------------------------------------------------------------


def test_the_chronicle_runs_from_the_newest_and_what_has_no_date_stands_last(cast: Cast) -> None:
    record_entry(case=cast.case, kind="note", text={"en": "Undated."})
    dates = [entry.machine_date for entry in value().entries]
    assert dates == ["2026-10-09", "2024-01-15", "2023-12-11", "2023-05-03", ""]


def test_what_lies_ahead_is_not_told_as_if_it_had_happened(cast: Cast) -> None:
    record_entry(case=cast.case, kind="released", date="2026-12-31")
    assert "2026-12-31" not in [entry.machine_date for entry in value().entries]
    assert value().tone == "held"


def test_every_entry_carries_its_sources_and_readings(cast: Cast) -> None:
    record_entry(
        case=cast.case,
        kind="note",
        date="2026-11-01",
        sources=[cast.source],
        readings=[ReadingGiven({"en": "Regime"}, {"en": "strict"}, cast.source)],
        details=[({"en": "Number"}, {"en": "17"})],
    )
    newest = value().entries[0]
    assert [(source.publisher, source.url) for source in newest.sources] == [
        ("Example Rights Centre", "https://example.org/report")
    ]
    assert [(reading.aspect, reading.value) for reading in newest.readings] == [("Regime", "strict")]
    assert ("Number", "17") in [(fact.label, fact.value) for fact in newest.facts]


def test_words_of_editors_are_shown_as_words(cast: Cast) -> None:
    nasty = "<script>alert('x')</script>\"'>"
    record_entry(case=cast.case, kind="note", date="2026-11-01", text={"en": nasty}, place={"en": nasty})
    assert page("en").xpath("//script") == []
    assert nasty in page("en").text_content()


# --- previews ----------------------------------------------------------------------------------------------------


def test_the_preview_of_an_entry_shows_what_is_in_the_form(cast: Cast) -> None:
    entry = ChronicleEntry(case=cast.case, kind="released", date="2026-11-20", terms="unconditional")
    shown = preview_entry(entry).content.decode()
    assert "Free at last" in shown
    assert value().tone == "held", "nothing was saved"


def test_the_preview_of_a_changed_entry_shows_it_once(cast: Cast) -> None:
    entry = ChronicleEntry.objects.get(case=cast.case, kind="visit_denied")
    entry.date = "2026-10-10"
    shown = html.document_fromstring(preview_entry(entry).content.decode())
    assert shown.xpath("//ol[@class='chronicle']/li//time/@datetime") == [
        "2026-10-10",
        "2024-01-15",
        "2023-12-11",
        "2023-05-03",
    ]


def test_the_preview_of_a_person_shows_what_is_in_the_form(cast: Cast) -> None:
    person = Person.objects.get(pk=cast.maryna.pk)
    person.born = "1990-01-02"
    assert "2 January 1990" in preview_person(person).content.decode()


def test_a_person_who_was_never_saved_has_a_preview(foundation: object) -> None:
    person = Person(slug="unsaved", country="BY", publicity=Publicity.PUBLIC)
    assert "unsaved" in preview_person(person).content.decode()


# --- queries -----------------------------------------------------------------------------------------------------

Counting = Callable[..., AbstractContextManager[Any]]


def add_people(cast: Cast, count: int) -> None:
    """Record public people, each with two cases of two entries."""
    with override_settings(TASKS=WITHOUT_INDEXES):
        for number in range(count):
            person = add_person(
                slug=f"person-{number}",
                names=[NameGiven("primary", "en", f"Person {number}"), NameGiven("native", "be", f"Чалавек {number}")],
                country="BY",
                publicity=Publicity.PUBLIC,
            )
            for key in ("2020", "2024"):
                case = open_case(person=person, key=key, country="BY")
                record_entry(
                    case=case,
                    kind="detained",
                    date=f"{key}-01-01",
                    facility=cast.colony,
                    organisation=cast.publisher,
                    sources=[cast.source],
                    readings=[ReadingGiven({"en": "Regime"}, {"en": "strict"}, cast.source)],
                    details=[({"en": "Number"}, {"en": "17"})],
                )
                record_entry(case=case, kind="released", date=f"{key}-06-01", sources=[cast.source])


def test_the_pages_of_twenty_people_need_no_more_queries_than_those_of_one(
    cast: Cast, django_assert_max_num_queries: Counting
) -> None:
    def count() -> tuple[int, int]:
        with django_assert_max_num_queries(60) as counted:
            baked = render_all(Bake(DAY, settings.SITE_URL, ("en", "fr", "ru")))
        return len(counted.captured_queries), len(baked)

    add_people(cast, 1)
    queries, pages = count()
    Person.objects.filter(slug__startswith="person-").delete()
    add_people(cast, 20)
    assert count() == (queries, pages + 19 * 3)


def test_reading_the_public_people_takes_nine_queries_as_it_says(
    cast: Cast, django_assert_max_num_queries: Counting
) -> None:
    add_people(cast, 3)
    with django_assert_max_num_queries(13):
        assert len([person_value(person, "en", DAY) for person in public_people()]) == 4

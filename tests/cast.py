"""The fixed cast of the tests. Everyone here is invented; no such people, colonies or newspapers exist."""

from dataclasses import dataclass
from datetime import date

from solidary.cases.models import Case, Facility, Person, Publicity
from solidary.cases.operations import NameGiven, add_facility, add_person, open_case, record_entry
from solidary.facts.models import Organisation, Source
from solidary.facts.operations import add_organisation, add_source, name_campaign
from solidary.newsroom.models import ArticlePage, SectionPage
from solidary.newsroom.operations import add_article, add_section
from solidary.newsroom.queries import campaign_home

DAY = date(2026, 11, 22)
"""The day on which the tests bake."""

WITHOUT_INDEXES = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
"""What Wagtail does after each save, for the admin's search and its list of usages: most of the time of a fixture."""


@dataclass
class Cast:
    """Maryna Prykladava is public and behind bars since 3 May 2023; Henadz Utoeny is withheld."""

    publisher: Organisation
    source: Source
    colony: Facility
    maryna: Person
    case: Case
    henadz: Person
    hidden_case: Case
    section: SectionPage
    article: ArticlePage

    @classmethod
    def enter(cls) -> "Cast":
        """Record the cast through the rooms' own operations."""
        name_campaign(
            name={"en": "Free Maryna", "fr": "Libérez Maryna", "ru": "Свободу Марине"}, tagline={"en": "Invented"}
        )
        publisher = add_organisation(key="example", name={"en": "Example Rights Centre"}, kind="ngo")
        source = add_source(
            key="example:report", publisher=publisher, title="A report", language="en", url="https://example.org/report"
        )
        colony = add_facility(
            key="colony-4",
            name={"en": "Women’s colony No. 4", "fr": "Colonie pour femmes n° 4", "ru": "Женская колония № 4"},
            kind="colony",
            country="BY",
        )
        maryna, case = _maryna(colony, source)
        henadz, hidden_case = _henadz(source)
        section = add_section(
            parent=campaign_home("en"), title="News", slug="news", introduction="<p>What people do for Maryna.</p>"
        )
        article = add_article(
            section=section,
            title="A letter evening in Exampletown",
            slug="letter-evening",
            date="2026-10-09",
            dateline="Exampletown, 9 October 2026",
            body=[("paragraph", "<p>Forty people wrote cards to Maryna.</p>")],
            bylines=[publisher],
            subjects=[maryna],
            citations=[source],
        )
        return cls(publisher, source, colony, maryna, case, henadz, hidden_case, section, article)


def _maryna(colony: Facility, source: Source) -> tuple[Person, Case]:
    person = add_person(
        slug="maryna-prykladava",
        names=[
            NameGiven("primary", "en", "Maryna Prykladava"),
            NameGiven("transliteration", "ru", "Марина Прикладова"),
            NameGiven("native", "be", "Марына Прыкладава"),
        ],
        country="BY",
        publicity=Publicity.PUBLIC,
        gender="female",
        occupation={"en": "Librarian", "fr": "Bibliothécaire", "ru": "Библиотекарь"},
    )
    case = open_case(person=person, key="2023", country="BY")
    record_entry(
        case=case,
        kind="detained",
        date="2023-05-03",
        text={"en": "At the library, during opening hours."},
        sources=[source],
    )
    record_entry(
        case=case, kind="convicted", date="2023-12-11", term="P6Y", text={"en": "Six years."}, sources=[source]
    )
    record_entry(case=case, kind="transferred", date="2024-01-15", facility=colony, sources=[source])
    record_entry(case=case, kind="visit_denied", date="2026-10-09", text={"en": "No reason given."}, sources=[source])
    return person, case


def _henadz(source: Source) -> tuple[Person, Case]:
    person = add_person(
        slug="henadz-utoeny",
        names=[NameGiven("primary", "en", "Henadz Utoeny")],
        country="BY",
        publicity=Publicity.WITHHELD,
    )
    case = open_case(person=person, key="2024", country="BY")
    record_entry(case=case, kind="detained", date="2024-02-29", sources=[source])
    return person, case

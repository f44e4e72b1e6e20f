"""The demonstration campaign as it is shipped: whole, sourced, in every language, and loaded once."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.test import override_settings
from i18nfield.strings import LazyI18nString
from wagtail.models import Page

from solidary.cases.commands import case
from solidary.cases.models import ChronicleEntry, Person
from solidary.cases.queries import state_of, whole
from solidary.demo.operations import HomeNotEmpty, demo_is_loaded, load_demo, read
from solidary.facts.models import Source
from solidary.newsroom.models import ArticlePage, PlainPage, SectionPage
from solidary.publishing.bake import bake, differences
from tests.cast import DAY, WITHOUT_INDEXES, Cast

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def demo(foundation: Path) -> Path:
    """Return a home with the demonstration campaign in it."""
    with override_settings(TASKS=WITHOUT_INDEXES):
        load_demo()
    return foundation


def tree() -> dict[str, bytes]:
    """Return the public tree."""
    files = (path for path in settings.PUBLIC_TREE.rglob("*") if path.is_file())
    return {str(path.relative_to(settings.PUBLIC_TREE)): path.read_bytes() for path in files}


def multilingual(value: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text in several languages in what a YAML file says, with where it stands."""
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from multilingual(part, f"{path}[{number}]")
    elif isinstance(value, dict):
        if "en" in value:
            yield path, value
        else:
            for key, part in value.items():
                yield from multilingual(part, f"{path}.{key}")


def test_every_text_of_the_campaign_is_there_in_every_language() -> None:
    texts = [
        text
        for name in ("campaign", "facilities", "newsroom", "organisations", "people")
        for text in multilingual(read(name), name)
    ]
    assert len(texts) > 100
    lacking = [
        f"{path} lacks {code}" for path, text in texts for code in LANGUAGES if not (text.get(code) or "").strip()
    ]
    assert lacking == []


def test_the_demonstration_is_whole_and_public_in_every_language(demo: Path) -> None:
    """One load for all of this: it takes seconds."""
    every_entry_has_a_source()
    every_stored_text_has_every_language()
    the_numbers_are_those_of_the_facts()
    there_are_two_sections_and_eight_articles_in_every_language()
    bake(as_of=DAY)
    first = tree()
    assert differences() == []
    every_public_page_is_baked_in_every_language(first)
    bake(as_of=DAY, full=True)
    assert tree() == first, "two full bakes are the same to the byte"
    a_second_load_is_refused_and_changes_nothing()


def every_entry_has_a_source() -> None:
    assert ChronicleEntry.objects.count() > 20
    assert [str(entry) for entry in ChronicleEntry.objects.filter(citations=None)] == []
    assert [str(article) for article in ArticlePage.objects.filter(citations=None)] == []


def every_stored_text_has_every_language() -> None:
    lacking = []
    for entry in ChronicleEntry.objects.all():
        for field in entry._meta.get_fields():
            text = getattr(entry, field.name, None)
            if isinstance(text, LazyI18nString) and text:
                data = text.data if isinstance(text.data, dict) else {}
                lacking += [f"{entry}, {field.name}: {code}" for code in LANGUAGES if not data.get(code)]
    assert lacking == []


def the_numbers_are_those_of_the_facts() -> None:
    person = whole(Person.objects.get(slug="ales-bialiatski").pk)
    early, late = (state_of(person, day) for day in (date(2014, 6, 21), date(2026, 1, 1)))
    assert (early.status, [spell.days for spell in early.spells]) == ("released", [1052])
    assert [spell.days for spell in late.spells] == [1052, 1613]
    assert late.status == "exiled_or_deported"
    assert late.facility is None
    assert early.problems == late.problems == ()
    said = CliRunner().invoke(case, ["show", "ales-bialiatski", "--on", "2014-06-21", "--json"])
    assert [spell["days"] for spell in json.loads(said.stdout)["spells"]] == [1052]


def there_are_two_sections_and_eight_articles_in_every_language() -> None:
    for code in LANGUAGES:
        assert SectionPage.objects.live().filter(locale__language_code=code).count() == 2
        assert ArticlePage.objects.live().filter(locale__language_code=code).count() >= 8
    assert all(section.introduction for section in SectionPage.objects.all())


def every_public_page_is_baked_in_every_language(baked: dict[str, bytes]) -> None:
    for code in LANGUAGES:
        assert {f"{code}/index.html", f"{code}/people/index.html", f"{code}/people/ales-bialiatski/index.html"} <= set(
            baked
        )
    for model in (SectionPage, ArticlePage, PlainPage):
        for page in model.objects.all():
            assert f"{page.public_path.strip('/')}/index.html" in baked
    assert "1,052" in baked["en/people/ales-bialiatski/index.html"].decode()


def a_second_load_is_refused_and_changes_nothing() -> None:
    models: list[type[Model]] = [Page, Person, Source, ChronicleEntry]
    before = [model._default_manager.count() for model in models]
    assert demo_is_loaded()
    with pytest.raises(HomeNotEmpty), transaction.atomic():
        load_demo()
    assert [model._default_manager.count() for model in models] == before


def test_a_home_that_holds_another_campaign_is_left_alone(cast: Cast) -> None:
    assert not demo_is_loaded()
    before = Page.objects.count()
    with pytest.raises(HomeNotEmpty, match="holds another campaign"):
        load_demo()
    assert Page.objects.count() == before


def test_a_load_that_fails_leaves_nothing_behind(foundation: Path) -> None:
    """The last language has no home page any more, so that the newsroom, which comes last, cannot be loaded."""
    Page.objects.get(depth=2, locale__language_code=LANGUAGES[-1]).delete()
    with override_settings(TASKS=WITHOUT_INDEXES), pytest.raises(Page.DoesNotExist):
        load_demo()
    assert not Person.objects.exists()
    assert not Source.objects.exists()
    assert not SectionPage.objects.exists()

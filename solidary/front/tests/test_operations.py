"""Laying the foundation: every language gets its home page, also one that joins later."""

import pytest
from django.conf import settings
from wagtail.models import Page

from solidary.front.models import HomePage
from solidary.front.operations import lay_foundation

pytestmark = pytest.mark.django_db


def homes() -> dict[str, str]:
    """Return the title of each language's home page."""
    return dict(HomePage.objects.values_list("locale__language_code", "title"))


def test_every_language_gets_a_home_page_and_wagtails_welcome_goes(db: None) -> None:
    lay_foundation()
    assert homes().keys() == {code for code, _name in settings.LANGUAGES}
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_laying_it_again_changes_nothing(db: None) -> None:
    lay_foundation()
    before = list(Page.objects.values_list("pk", "path", "title"))
    lay_foundation()
    assert list(Page.objects.values_list("pk", "path", "title")) == before


def test_a_language_that_takes_the_place_of_another_gets_a_home_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LANGUAGES", [("en", "English"), ("fr", "Français")])
    lay_foundation()
    assert homes().keys() == {"en", "fr"}
    monkeypatch.setattr(settings, "LANGUAGES", [("en", "English"), ("ru", "Русский")])
    lay_foundation()
    assert homes().keys() == {"en", "fr", "ru"}


def test_another_first_language_keeps_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_foundation()
    before = homes()
    monkeypatch.setattr(settings, "LANGUAGE_CODE", "ru")
    lay_foundation()
    assert homes() == before

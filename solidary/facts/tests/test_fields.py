"""Dates as people type them, in a form and in the view that echoes them."""

from collections.abc import Iterator

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from solidary.facts.fields import TypedDate, TypedDateInput, validate_country, validate_language
from solidary.facts.operations import add_organisation, add_source


class DateForm(forms.Form):
    """A form with one date."""

    day = TypedDate(required=False)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("4 Aug 2011", "2011-08-04"),
        ("04.08.2011", "2011-08-04"),
        ("4 août 2011", "2011-08-04"),
        ("4 августа 2011", "2011-08-04"),
        ("about 2012", "2012~"),
        ("4–6 August 2011", "2011-08-04/2011-08-06"),
        ("2011-08", "2011-08"),
        ("  2012  ", "2012"),
        ("", ""),
    ],
)
def test_a_date_is_read_as_people_type_it(typed: str, edtf: str) -> None:
    form = DateForm({"day": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == edtf


@pytest.mark.parametrize("typed", ["yesterday", "4 Augtember 2011", "31.02.2011", "2011-08-04 or so", "4/8", "<b>2011"])
def test_what_is_not_understood_is_refused_in_words_and_stays_as_it_was_typed(typed: str) -> None:
    form = DateForm({"day": typed})
    assert not form.is_valid()
    (sentence,) = form.errors["day"]
    assert len(sentence) > 10
    assert form["day"].value() == typed
    assert forms.utils.escape(typed) in str(form["day"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "4 August 2011"), ("fr", "4 août 2011"), ("ru", "4 августа 2011")]
)
def test_a_stored_date_is_shown_in_the_editors_language_and_reads_back(language: str, shown: str) -> None:
    with translation.override(language):
        value = DateForm(initial={"day": "2011-08-04"})["day"].value()
        assert value == shown
        again = DateForm({"day": value}, initial={"day": "2011-08-04"})
        assert again.is_valid()
        assert not again.has_changed()


def test_another_date_and_one_that_is_not_understood_are_changes() -> None:
    assert DateForm({"day": "5 August 2011"}, initial={"day": "2011-08-04"}).has_changed()
    assert DateForm({"day": "whenever"}, initial={"day": "2011-08-04"}).has_changed()
    assert not DateForm({"day": ""}, initial={"day": ""}).has_changed()


def test_the_box_knows_where_to_ask_how_a_date_is_read() -> None:
    assert reverse("facts:read_date") in TypedDateInput().render("day", "")


@pytest.mark.django_db
def test_nobody_who_is_not_signed_in_may_ask() -> None:
    response = Client().get(reverse("facts:read_date"), {"text": "4 August 2011"})
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert "2011-08-04" not in response.content.decode()


@pytest.fixture
def editor(db: None) -> Iterator[Client]:
    """Return the browser of somebody who is signed in; the language that a request chose does not outlast the test."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("editor"))
    with translation.override("en"):
        yield client


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("4 August 2011", "2011-08-04"), ("whenever", None), ("", ""), ("9" * 5000, None), ("\0", None)],
)
def test_the_view_says_how_a_date_is_understood(editor: Client, text: str, edtf: str | None) -> None:
    response = editor.get(reverse("facts:read_date"), {"text": text})
    assert response.status_code == 200
    said = response.json()
    assert said["edtf"] == edtf
    assert said["sentence"]


def test_the_view_answers_in_the_editors_language(editor: Client) -> None:
    said = editor.get(reverse("facts:read_date"), {"text": "4 August 2011"}, HTTP_ACCEPT_LANGUAGE="fr").json()
    assert "4 août 2011" in said["sentence"]


@pytest.mark.parametrize("code", ["by", "BLR", "XX", "", "Б"])
def test_what_is_no_country_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_country(code)


@pytest.mark.parametrize("code", ["English", "EN", "e", "en_GB", "", "en-"])
def test_what_is_no_language_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_language(code)


@pytest.mark.parametrize("code", ["en", "be", "be-tarask", "zh-Hant", "ast"])
def test_a_language_code_is_taken(code: str) -> None:
    validate_language(code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"archived_url": "not an address"}, "archived_url"),
        ({"date": "04.08.2011"}, "date"),
        ({"language": "English"}, "language"),
        ({"key": "With spaces"}, "key"),
        ({"title": ""}, "title"),
    ],
)
def test_a_source_that_cannot_be_is_refused_in_words(given: dict[str, str], field: str) -> None:
    publisher = add_organisation(key="publisher", name={"en": "Publisher"}, kind="media")
    usual = {"key": "report", "title": "A report", "language": "en"}
    with pytest.raises(ValidationError) as refusal:
        add_source(publisher=publisher, **usual | given)
    assert list(refusal.value.message_dict) == [field]

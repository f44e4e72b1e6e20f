"""Multilingual text and who the campaign is: the reader's language first, and never nothing without need."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from i18nfield.strings import LazyI18nString

from solidary.facts.models import Campaign, all_languages
from solidary.facts.operations import name_campaign, words
from solidary.facts.queries import identity, in_language, in_language_with_code
from solidary.publishing.outputs import Bake
from tests.cast import DAY

SHIPPED = [code for code, _name in settings.LANGUAGES]
LANGUAGES = st.sampled_from([*SHIPPED, "be", "uk", "pl", "ar"])
TEXTS = st.dictionaries(LANGUAGES, st.text(max_size=5))


@given(TEXTS, LANGUAGES)
def test_a_text_is_given_in_the_language_asked_for_where_it_has_one(data: dict[str, str], language: str) -> None:
    text, code = in_language_with_code(LazyI18nString(data), language)
    if data.get(language):
        assert (text, code) == (data[language], language)


@given(TEXTS, LANGUAGES)
def test_a_text_that_exists_in_any_language_is_never_empty(data: dict[str, str], language: str) -> None:
    text, code = in_language_with_code(LazyI18nString(data), language)
    assert bool(text) == any(data.values())
    if text:
        assert data[code] == text, "the language named is the one it is in"


@given(TEXTS, LANGUAGES)
def test_the_fallback_follows_the_campaigns_languages_in_their_order(data: dict[str, str], language: str) -> None:
    present = {code for code, text in data.items() if text}
    _text, code = in_language_with_code(LazyI18nString(data), language)
    if language not in present and present & set(SHIPPED):
        assert code == next(one for one in SHIPPED if one in present)


@given(TEXTS, LANGUAGES)
def test_the_short_form_says_the_same(data: dict[str, str], language: str) -> None:
    text = LazyI18nString(data)
    assert in_language(text, language) == in_language_with_code(text, language)[0]


@given(st.text(max_size=9), LANGUAGES)
def test_a_plain_text_is_in_whatever_language_is_asked_for(text: str, language: str) -> None:
    assert in_language_with_code(text, language) == (text, language)


@given(TEXTS)
def test_search_sees_every_language(data: dict[str, str]) -> None:
    found = all_languages(words(data))
    assert all(text in found for text in data.values())


def campaign(language: str) -> tuple[str, str]:
    """Return name and line of the campaign as a page shows them."""
    speaker = identity(Bake(DAY, "https://campaign.example", tuple(SHIPPED)), language)
    return speaker.name, speaker.tagline


@pytest.mark.django_db
def test_a_campaign_without_a_name_gets_a_plain_one() -> None:
    assert campaign("en") == ("Solidarity campaign", "")
    assert campaign("fr") == ("Campagne de solidarité", ""), "in the language of the page, whoever bakes it"


@pytest.mark.django_db
def test_a_campaign_is_named_in_the_readers_language_or_the_nearest() -> None:
    name_campaign(name={"en": "Free Maryna", "ru": "Свободу Марине"}, tagline={"fr": "Une ligne"})
    assert campaign("ru") == ("Свободу Марине", "Une ligne")
    assert campaign("fr") == ("Free Maryna", "Une ligne")


@pytest.mark.django_db
def test_a_campaign_is_renamed_and_not_doubled() -> None:
    name_campaign(name={"en": "One"}, tagline={})
    name_campaign(name={"en": "Two"}, tagline={})
    assert Campaign.objects.count() == 1
    assert campaign("en") == ("Two", "")

"""Writes of the newsroom: checked, kept as revisions, logged; and what they refuse."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.models import Page, PageLogEntry, Revision

from solidary.newsroom.models import ArticlePage, SectionPage
from solidary.newsroom.operations import add_article, add_section, list_also_in, publish, slug_for
from solidary.newsroom.queries import campaign_home
from solidary.publishing.outputs import is_safe_path
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def everything() -> tuple[int, int, int]:
    """Return how much there is; equal before and after a refusal."""
    return Page.objects.count(), Revision.objects.count(), PageLogEntry.objects.count()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"date": "the day before yesterday"}, "date"),
        ({"date": "2026-02-30"}, "date"),
        ({"dateline": "x" * 201}, "dateline"),
        ({"original_url": "javascript:alert(1)"}, "original_url"),
        ({"slug": "letter-evening"}, "slug"),
        ({"slug": "новости"}, "slug"),
        ({"slug": "../../outside"}, "slug"),
        ({"body": [("video", {"url": "javascript:alert(1)", "title": "Video"})]}, "body"),
        ({"body": [("heading", "")]}, "body"),
    ],
)
def test_an_article_that_cannot_be_is_refused_in_words_and_changes_nothing(
    cast: Cast, given: dict[str, object], field: str
) -> None:
    before = everything()
    with pytest.raises(ValidationError) as refusal:
        add_article(**{"section": cast.section, "title": "An article", "body": []} | given)  # type: ignore[arg-type]
    assert list(refusal.value.message_dict) == [field]
    assert everything() == before


@pytest.mark.parametrize("title", ["", "x" * 256])
def test_a_title_that_cannot_be_is_refused_and_changes_nothing(cast: Cast, title: str) -> None:
    before = everything()
    with pytest.raises(ValidationError):
        add_article(section=cast.section, title=title, body=[])
    assert everything() == before


def test_an_editor_is_refused_an_address_that_would_stop_the_bake(cast: Cast) -> None:
    cast.article.slug = "новости"
    with pytest.raises(ValidationError) as refusal:
        cast.article.full_clean()
    assert "slug" in refusal.value.message_dict


def test_a_lead_image_without_a_credit_is_refused(cast: Cast) -> None:
    cast.article.lead_image_id = 1
    with pytest.raises(ValidationError) as refusal:
        cast.article.clean()
    assert refusal.value.message_dict.keys() == {"lead_credit"}


def test_what_is_added_is_kept_as_a_revision_and_logged_with_who_did_it(cast: Cast) -> None:
    user = get_user_model().objects.create_superuser("editor")
    article = add_article(section=cast.section, title="Signed", body=[], user=user)
    assert [revision.user for revision in article.revisions.all()] == [user]
    logged = PageLogEntry.objects.filter(page=article.pk).values_list("action", "user_id")
    assert ("wagtail.publish", user.pk) in logged


def test_a_draft_is_not_live_until_it_is_published(cast: Cast) -> None:
    draft = add_article(section=cast.section, title="Draft", body=[], live=False)
    assert not ArticlePage.objects.get(pk=draft.pk).live
    assert ArticlePage.objects.get(pk=draft.pk).has_unpublished_changes
    publish(page=draft)
    assert ArticlePage.objects.get(pk=draft.pk).live


def test_two_articles_of_one_title_get_addresses_of_their_own(cast: Cast) -> None:
    slugs = [add_article(section=cast.section, title="Воля!", body=[]).slug for _ in range(3)]
    assert len(set(slugs)) == 3
    assert all(is_safe_path(slug) for slug in slugs)


@pytest.mark.parametrize("title", ["Свободу Марине!", "Liberté, égalité", "…", "自由", "!!!", "x" * 300, "а" * 300])
def test_an_address_is_made_of_plain_latin_letters_and_not_too_long(title: str) -> None:
    slug = slug_for(title)
    assert is_safe_path(slug)
    assert 0 < len(slug) <= 80


def test_listing_an_article_twice_in_a_section_lists_it_once(cast: Cast) -> None:
    other = add_section(parent=campaign_home("en"), title="Letters", slug="letters")
    for _ in range(2):
        list_also_in(article=cast.article, section=other)
    assert ArticlePage.objects.get(pk=cast.article.pk).listings.count() == 1


def test_listing_an_article_elsewhere_does_not_publish_its_draft(cast: Cast) -> None:
    other = add_section(parent=campaign_home("en"), title="Letters", slug="letters")
    cast.article.title = "Not decided"
    cast.article.save_revision()
    list_also_in(article=ArticlePage.objects.get(pk=cast.article.pk), section=other)
    stored = ArticlePage.objects.get(pk=cast.article.pk)
    assert stored.title == "A letter evening in Exampletown"
    assert stored.get_latest_revision_as_object().title == "Not decided"


def test_a_page_takes_the_language_of_its_place(cast: Cast) -> None:
    section = add_section(parent=campaign_home("ru"), title="Новости")
    assert section.locale.language_code == "ru"
    assert add_article(section=section, title="Статья", body=[]).locale.language_code == "ru"


def test_a_date_is_stored_with_the_day_that_orders_it(cast: Cast) -> None:
    assert str(add_article(section=cast.section, title="Autumn", date="2025-10", body=[]).day) == "2025-10-01"
    assert add_article(section=cast.section, title="Undated", body=[]).day is None


def test_a_section_needs_a_title(foundation: object) -> None:
    before = everything()
    with pytest.raises(ValidationError):
        add_section(parent=campaign_home("en"), title="")
    assert everything() == before
    assert not SectionPage.objects.exists()

"""The preview beside a form shows what would be baked, with what is not saved yet."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page

from solidary.front.models import HomePage
from solidary.newsroom.models import ArticlePage, PlainPage, PublicPage, SectionPage
from solidary.newsroom.operations import add_plain_page
from solidary.newsroom.queries import campaign_home
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def preview(page: PublicPage) -> str:
    """Return a preview as the admin asks for it."""
    response = page.make_preview_request()
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_preview_of_an_article_shows_words_that_are_not_saved(cast: Cast) -> None:
    cast.article.title = "Not saved yet"
    cast.article.body = [("paragraph", "<p>Nor is <b>this</b>.</p>")]
    shown = preview(cast.article)
    assert "<h1>Not saved yet</h1>" in shown
    assert "Nor is <b>this</b>." in shown
    assert ArticlePage.objects.get(pk=cast.article.pk).title == "A letter evening in Exampletown"


def test_the_preview_of_a_section_shows_its_articles(cast: Cast) -> None:
    cast.section.introduction = "<p>Not saved yet.</p>"
    shown = preview(cast.section)
    assert "Not saved yet." in shown
    assert "A letter evening in Exampletown" in shown


def test_the_preview_of_a_plain_page_and_of_a_home_page_show_them(cast: Cast) -> None:
    about = add_plain_page(parent=campaign_home("fr"), title="À propos", slug="a-propos", body=[])
    about.title = "Pas encore"
    assert "<h1>Pas encore</h1>" in preview(about)
    home = HomePage.objects.get(locale__language_code="ru")
    home.introduction = "<p>Ещё не сохранено.</p>"
    assert "Ещё не сохранено." in preview(home)


@pytest.mark.parametrize("model", [ArticlePage, SectionPage])
def test_a_page_that_was_never_saved_has_a_preview(cast: Cast, model: type[PublicPage]) -> None:
    unsaved = model(title="Never saved", locale=cast.section.locale)
    unsaved.depth = cast.section.depth + 1
    unsaved.path = Page._get_children_path_interval(cast.section.path)[1]
    assert "Never saved" in preview(unsaved)


def test_a_plain_page_that_was_never_saved_has_a_preview(cast: Cast) -> None:
    home = campaign_home("en")
    unsaved = PlainPage(title="Never saved", locale=home.locale, depth=3)
    unsaved.path = Page._get_children_path_interval(home.path)[1]
    assert "Never saved" in preview(unsaved)


def test_a_draft_keeps_its_preview(cast: Cast) -> None:
    cast.article.unpublish()
    assert "A letter evening in Exampletown" in preview(ArticlePage.objects.get(pk=cast.article.pk))


def test_nothing_public_is_served_from_the_database(cast: Cast) -> None:
    response = cast.article.serve(RequestFactory().get("/"))
    assert (response.status_code, response["Location"]) == (302, "/en/news/letter-evening/")

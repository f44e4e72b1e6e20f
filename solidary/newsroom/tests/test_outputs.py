"""What the newsroom publishes, and what it must not."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone
from lxml import html
from wagtail.models import Locale, Page

from solidary.cases.models import Person, Publicity
from solidary.facts.operations import add_organisation
from solidary.newsroom.models import ArticlePage, SectionPage
from solidary.newsroom.operations import add_article, add_plain_page, add_section
from solidary.newsroom.queries import campaign_home, newsroom
from solidary.publishing.bake import bake, differences, render_all
from solidary.publishing.outputs import Bake
from solidary.publishing.worker import Worker
from tests.cast import DAY, WITHOUT_INDEXES, Cast
from tests.waiting import eventually

pytestmark = pytest.mark.django_db

LETTER = "en/news/letter-evening/index.html"


def exists(path: str) -> bool:
    """Whether a file was baked."""
    return bool((settings.PUBLIC_TREE / path).exists())


def text(path: str) -> str:
    """Return a baked file."""
    return str((settings.PUBLIC_TREE / path).read_text())


def page(path: str) -> html.HtmlElement:
    """Return a baked page, parsed."""
    return html.document_fromstring(text(path))


def mentions(words: str) -> list[str]:
    """Return the baked files in which words stand."""
    files = (path for path in settings.PUBLIC_TREE.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(settings.PUBLIC_TREE)) for path in files if words.encode() in path.read_bytes())


def in_french(cast: Cast) -> SectionPage:
    """Return the cast's section in French."""
    return add_section(
        parent=campaign_home("fr"),
        title="Nouvelles",
        slug="nouvelles",
        introduction="<p>Ce qui se fait pour Maryna.</p>",
        translation_of=cast.section,
    )


def translated(cast: Cast, section: SectionPage) -> ArticlePage:
    """Return the cast's article in French."""
    return add_article(
        section=section,
        title="Une soirée de lettres",
        slug="soiree",
        date="2026-10-09",
        body=[("paragraph", "<p>Quarante personnes ont écrit à Maryna.</p>")],
        subjects=[cast.maryna],
        translation_of=cast.article,
    )


# --- what becomes public, and what ends to be --------------------------------------------------------------------


def test_a_published_article_stands_on_its_page_in_its_section_and_on_its_persons_page(cast: Cast) -> None:
    bake(as_of=DAY)
    shown = mentions("A letter evening in Exampletown")
    pages = {LETTER, "en/news/index.html", "en/news/feed.atom", "en/index.html"}
    assert pages | {f"{code}/people/maryna-prykladava/index.html" for code in ("en", "fr", "ru")} <= set(shown)


def test_unpublishing_removes_every_trace(cast: Cast) -> None:
    bake(as_of=DAY)
    cast.article.unpublish()
    bake(as_of=DAY)
    assert not exists("en/news/letter-evening")
    assert mentions("letter evening") == []


def test_unpublishing_a_section_takes_its_articles_with_it(cast: Cast) -> None:
    cast.section.unpublish()
    bake(as_of=DAY)
    assert not exists("en/news")
    assert mentions("letter evening") == []


def test_a_section_below_an_unpublished_one_is_not_public_either(cast: Cast) -> None:
    child = add_section(parent=cast.section, title="Letters of hers", slug="letters")
    add_article(section=child, title="The first letter", body=[])
    bake(as_of=DAY)
    assert exists("en/news/letters/the-first-letter/index.html")
    cast.section.unpublish()
    bake(as_of=DAY)
    assert mentions("The first letter") == mentions("Letters of hers") == []


def test_deleting_an_article_removes_its_file(cast: Cast) -> None:
    bake(as_of=DAY)
    ArticlePage.objects.get(pk=cast.article.pk).delete()
    bake(as_of=DAY)
    assert mentions("letter evening") == []


def test_an_article_that_moves_leaves_no_file_behind(cast: Cast) -> None:
    bake(as_of=DAY)
    other = add_section(parent=campaign_home("en"), title="Other", slug="other")
    Page.objects.get(pk=cast.article.pk).move(other, pos="last-child")
    bake(as_of=DAY)
    assert exists("en/other/letter-evening/index.html")
    assert not exists(LETTER)
    assert differences() == []


def test_a_draft_of_a_public_page_does_not_show(cast: Cast) -> None:
    cast.article.title = "A title that is not decided"
    cast.article.save_revision()
    bake(as_of=DAY)
    assert mentions("not decided") == []
    assert "A letter evening in Exampletown" in text(LETTER)


def test_a_scheduled_edit_shows_once_its_time_has_come(cast: Cast) -> None:
    cast.article.title = "A title for later"
    cast.article.go_live_at = timezone.now() + timedelta(seconds=1.5)
    cast.article.save_revision().publish()
    bake(as_of=DAY)
    assert mentions("for later") == []
    assert exists(LETTER)
    eventually(lambda: timezone.now() > cast.article.go_live_at)
    Worker().keep_schedule()
    bake(as_of=DAY)
    assert "A title for later" in text(LETTER)


def test_an_alias_is_not_baked_its_original_is_listed_instead(cast: Cast) -> None:
    in_french(cast)
    french = Locale.objects.get(language_code="fr")
    alias = cast.article.copy_for_translation(french, alias=True)
    assert alias.live or alias.alias_of_id
    Page.objects.filter(pk=alias.pk).update(live=True)
    bake(as_of=DAY)
    assert not exists("fr/nouvelles/letter-evening")
    links = page("fr/nouvelles/index.html").xpath("//article//h2/a/@href")
    assert links == ["/en/news/letter-evening/"]


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_pages_of_a_campaign_without_a_newsroom_exist(foundation: object, language: str) -> None:
    bake(as_of=DAY)
    assert exists(f"{language}/index.html")
    assert exists(f"{language}/people/index.html")


# --- languages ---------------------------------------------------------------------------------------------------


def test_an_article_without_a_translation_is_listed_in_the_other_language_and_marked(cast: Cast) -> None:
    in_french(cast)
    bake(as_of=DAY)
    link = page("fr/nouvelles/index.html").xpath("//article[contains(@class, 'teaser')]//h2/a")[0]
    assert (link.get("href"), link.get("lang")) == ("/en/news/letter-evening/", "en")
    note = page("fr/nouvelles/index.html").xpath("//article[contains(@class, 'teaser')]//h2//small/text()")[0]
    assert "anglais" in note
    excerpt = page("fr/nouvelles/index.html").xpath("//article//p/span[@lang='en']/text()")
    assert any("Forty people" in words for words in excerpt)


def test_a_translated_article_is_listed_in_its_readers_language_alone(cast: Cast) -> None:
    section = in_french(cast)
    translated(cast, section)
    bake(as_of=DAY)
    assert "Une soirée de lettres" in text("fr/nouvelles/index.html")
    assert "letter evening" not in text("fr/nouvelles/index.html")
    assert "Une soirée" not in text("en/news/index.html")


def test_a_draft_translation_changes_nothing(cast: Cast) -> None:
    section = in_french(cast)
    translated(cast, section).unpublish()
    bake(as_of=DAY)
    assert mentions("Une soirée") == []
    assert page("fr/nouvelles/index.html").xpath("//article//h2/a/@lang") == ["en"]


def alternates(path: str) -> dict[str, str]:
    """Return the translations that a page's head names."""
    links = page(path).xpath("//head/link[@rel='alternate' and @hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def test_translations_name_each_other(cast: Cast) -> None:
    translated(cast, in_french(cast))
    bake(as_of=DAY)
    site = settings.SITE_URL
    named = {"en": f"{site}/en/news/letter-evening/", "fr": f"{site}/fr/nouvelles/soiree/"}
    assert alternates(LETTER) == alternates("fr/nouvelles/soiree/index.html") == named | {"x-default": named["en"]}


def test_every_alternate_that_a_page_names_exists_and_names_it_back(cast: Cast) -> None:
    translated(cast, in_french(cast))
    bake(as_of=DAY)
    for file in settings.PUBLIC_TREE.rglob("index.html"):
        path = str(file.relative_to(settings.PUBLIC_TREE))
        own = f"{settings.SITE_URL}/{path.removesuffix('index.html')}"
        for address in alternates(path).values():
            there = address.removeprefix(f"{settings.SITE_URL}/") + "index.html"
            assert exists(there), f"{path} names {address}"
            assert own in alternates(there).values(), f"{there} does not name {path}"


def test_an_article_that_exists_in_french_alone_is_listed_in_english(cast: Cast) -> None:
    section = in_french(cast)
    add_article(section=section, title="Seulement en français", date="2026-11-01", body=[], subjects=[cast.maryna])
    bake(as_of=DAY)
    link = page("en/news/index.html").xpath("//article//h2/a")[0]
    assert (link.text, link.get("lang")) == ("Seulement en français", "fr")


def test_a_campaign_that_gave_up_a_language_still_bakes(cast: Cast) -> None:
    """Pages in a language that is no longer offered stay in the database; they are no longer public."""
    section = in_french(cast)
    add_article(section=section, title="Seulement en français", date="2026-11-01", body=[], subjects=[cast.maryna])
    translated(cast, section)
    baked = render_all(Bake(DAY, settings.SITE_URL, ("en",)))
    assert LETTER in baked
    assert [path for path in baked if path.startswith(("fr/", "ru/"))] == []
    assert [path for path, content in baked.items() if b"/fr/" in content] == []


# --- sections and their pages ------------------------------------------------------------------------------------


def test_an_article_in_two_sections_stands_in_both_and_has_one_page(cast: Cast) -> None:
    other = add_section(parent=campaign_home("en"), title="Letters", slug="letters")
    add_article(section=cast.section, title="In two", date="2026-11-02", body=[], also_in=[other])
    bake(as_of=DAY)
    for section in ("news", "letters"):
        assert page(f"en/{section}/index.html").xpath("//article//h2/a/@href")[0] == "/en/news/in-two/"
    assert not exists("en/letters/in-two")
    kicker = page("en/news/in-two/index.html").xpath("//p[@class='kicker']/a/@href")
    assert kicker == ["/en/news/", "/en/letters/"]


def test_an_article_in_a_second_section_stands_in_the_translations_of_that_section(cast: Cast) -> None:
    other = add_section(parent=campaign_home("en"), title="Letters", slug="letters")
    add_section(parent=campaign_home("fr"), title="Lettres", slug="lettres", translation_of=other)
    add_article(section=cast.section, title="In two", date="2026-11-02", body=[], also_in=[other])
    bake(as_of=DAY)
    assert page("fr/lettres/index.html").xpath("//article//h2/a/@href") == ["/en/news/in-two/"]


def test_a_listing_runs_from_the_newest_and_falls_into_pages_of_ten_that_stay(cast: Cast) -> None:
    with override_settings(TASKS=WITHOUT_INDEXES):
        for day in range(1, 12):
            add_article(section=cast.section, title=f"Day {day}", date=f"2026-08-{day:02}", body=[])
    bake(as_of=DAY)
    newest = page("en/news/index.html").xpath("//article//h2/a/@href")
    first = page("en/news/page/1/index.html").xpath("//article//h2/a/@href")
    assert newest == ["/en/news/letter-evening/", *(f"/en/news/day-{day}/" for day in range(11, 2, -1))]
    assert first == [f"/en/news/day-{day}/" for day in range(10, 0, -1)]
    assert not exists("en/news/page/2")
    older = page("en/news/index.html").xpath("//a[@rel='next']/@href")
    newer = page("en/news/page/1/index.html").xpath("//a[@rel='prev']/@href")
    assert (older, newer) == (["/en/news/page/1/"], ["/en/news/"])
    add_article(section=cast.section, title="Newest", date="2026-11-20", body=[])
    bake(as_of=DAY)
    assert page("en/news/page/1/index.html").xpath("//article//h2/a/@href") == first


def test_articles_of_one_day_stand_newest_entered_first(cast: Cast) -> None:
    for title in ("One", "Two", "Three"):
        add_article(section=cast.section, title=title, date="2026-11-02", body=[])
    bake(as_of=DAY)
    assert page("en/news/index.html").xpath("//article//h2/a/text()")[:3] == ["Three", "Two", "One"]


def test_every_link_within_the_site_leads_to_a_file(cast: Cast) -> None:
    section = in_french(cast)
    translated(cast, section)
    add_section(parent=section, title="Sous-rubrique", slug="sous")
    add_plain_page(parent=campaign_home("en"), title="About", slug="about", body=[("paragraph", "<p>We.</p>")])
    bake(as_of=DAY)
    dead = set()
    for file in settings.PUBLIC_TREE.rglob("*.html"):
        for link in html.document_fromstring(file.read_text()).xpath("//@href | //@src"):
            if link.startswith("/") and not exists(link.lstrip("/") + ("index.html" if link.endswith("/") else "")):
                dead.add(f"{file.relative_to(settings.PUBLIC_TREE)} leads to {link}")
    assert dead == set()


def test_the_newsroom_is_read_in_a_dozen_queries_however_many_articles_there_are(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(40) as counted:  # type: ignore[operator]
            render_all(Bake(DAY, settings.SITE_URL, ("en", "fr", "ru")))
        return len(counted.captured_queries)

    in_french(cast)
    few = count()
    byline = add_organisation(key="second", name={"en": "Second"}, kind="ngo")
    with override_settings(TASKS=WITHOUT_INDEXES):
        for number in range(12):
            add_article(
                section=cast.section,
                title=f"Article {number}",
                date="2026-08-01",
                body=[("paragraph", "<p>Words.</p>")],
                bylines=[cast.publisher, byline],
                subjects=[cast.maryna],
            )
    assert count() == few


# --- people in articles ------------------------------------------------------------------------------------------


def test_a_box_of_people_leaves_out_whoever_is_not_public(cast: Cast) -> None:
    add_article(
        section=cast.section,
        title="Two people",
        body=[("people", [cast.henadz, cast.maryna]), ("people", [cast.henadz])],
        subjects=[cast.henadz, cast.maryna],
    )
    bake(as_of=DAY)
    boxes = page("en/news/two-people/index.html").xpath("//div[@class='box']//a/@href")
    assert boxes == ["/en/people/maryna-prykladava/"] * 2
    assert mentions("Utoeny") == mentions("henadz") == []


def test_a_box_empties_when_its_person_is_withheld(cast: Cast) -> None:
    Person.objects.filter(pk=cast.maryna.pk).update(publicity=Publicity.WITHHELD)
    bake(as_of=DAY)
    assert mentions("Prykladava") == []
    assert page(LETTER).xpath("//div[@class='box']") == []


def test_the_articles_of_a_person_are_found_though_their_page_is_in_another_language(cast: Cast) -> None:
    bake(as_of=DAY)
    link = page("ru/people/maryna-prykladava/index.html").xpath("//article//h3/a")[0]
    assert (link.get("href"), link.get("lang")) == ("/en/news/letter-evening/", "en")


def test_every_public_page_is_among_what_is_read(cast: Cast) -> None:
    room = newsroom(["en"])
    assert [section.pk for section in room.sections] == [cast.section.pk]
    assert [article.pk for article in room.articles] == [cast.article.pk]
    assert room.plain == ()

"""Atom feeds (RFC 4287): what a reader program gets."""

from datetime import datetime

import pytest
from django.conf import settings
from django.test import override_settings
from lxml import etree

from solidary.newsroom.operations import add_article, add_section
from solidary.newsroom.queries import campaign_home
from solidary.publishing.bake import bake
from tests.cast import DAY, WITHOUT_INDEXES, Cast

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(path: str = "en/news/feed.atom") -> etree._Element:
    """Return a baked feed, parsed as a reader program would."""
    return etree.fromstring((settings.PUBLIC_TREE / path).read_bytes())


def test_a_feed_has_what_atom_asks_for(cast: Cast) -> None:
    bake(as_of=DAY)
    made = feed()
    assert made.tag == "{http://www.w3.org/2005/Atom}feed"
    assert made.findtext("a:title", namespaces=ATOM) == "News"
    assert made.findtext("a:id", namespaces=ATOM) == f"{settings.SITE_URL}/en/news/"
    assert made.findtext("a:author/a:name", namespaces=ATOM) == "Free Maryna"
    links = {link.get("rel"): link.get("href") for link in made.findall("a:link", ATOM)}
    assert links == {
        "self": f"{settings.SITE_URL}/en/news/feed.atom",
        "alternate": f"{settings.SITE_URL}/en/news/",
    }
    for element in made.findall(".//a:updated", ATOM) + made.findall(".//a:published", ATOM):
        assert datetime.fromisoformat(element.text or "").tzinfo


def test_an_entry_leads_to_the_page_and_tells_how_it_begins(cast: Cast) -> None:
    bake(as_of=DAY)
    (entry,) = feed().findall("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == "A letter evening in Exampletown"
    assert entry.findtext("a:summary", namespaces=ATOM) == "Forty people wrote cards to Maryna."
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == f"{settings.SITE_URL}/en/news/letter-evening/"


def test_a_feed_is_the_same_to_the_byte_at_every_bake(cast: Cast) -> None:
    bake(as_of=DAY)
    before = (settings.PUBLIC_TREE / "en/news/feed.atom").read_bytes()
    bake(as_of=DAY, full=True)
    assert (settings.PUBLIC_TREE / "en/news/feed.atom").read_bytes() == before


def test_a_feed_holds_the_twenty_newest_in_order_each_with_an_id_of_its_own(cast: Cast) -> None:
    with override_settings(TASKS=WITHOUT_INDEXES):
        for day in range(1, 23):
            add_article(section=cast.section, title=f"Day {day}", date=f"2026-08-{day:02}", body=[])
    bake(as_of=DAY)
    titles = [title.text for title in feed().findall("a:entry/a:title", ATOM)]
    assert titles == ["A letter evening in Exampletown", *(f"Day {day}" for day in range(22, 3, -1))]
    assert len({entry.text for entry in feed().findall("a:entry/a:id", ATOM)}) == 20


def test_an_entry_keeps_its_id_when_its_article_is_renamed(cast: Cast) -> None:
    bake(as_of=DAY)
    before = feed().findtext("a:entry/a:id", namespaces=ATOM)
    cast.article.title, cast.article.slug = "Another title", "another-address"
    cast.article.save_revision().publish()
    bake(as_of=DAY)
    assert feed().findtext("a:entry/a:id", namespaces=ATOM) == before
    assert feed().findtext("a:entry/a:title", namespaces=ATOM) == "Another title"


def test_an_empty_section_has_a_feed_that_can_be_read(cast: Cast) -> None:
    add_section(parent=campaign_home("ru"), title="Новости", slug="novosti")
    bake(as_of=DAY)
    made = feed("ru/novosti/feed.atom")
    assert made.findall("a:entry", ATOM) == []
    assert made.findtext("a:updated", namespaces=ATOM)


@pytest.mark.parametrize("title", ["<script>alert(1)</script> & more", "]]>", "pasted\x0bfrom a word processor\x07"])
def test_no_title_breaks_a_feed(cast: Cast, title: str) -> None:
    """XML forbids control characters; word processors paste them, and one must not stop the whole site."""
    add_article(
        section=cast.section, title=title, date="2026-11-01", slug="odd", body=[("paragraph", f"<p>{title}</p>")]
    )
    bake(as_of=DAY)
    words = "".join(letter for letter in title if letter >= " ")
    shown = feed().findtext("a:entry/a:title", namespaces=ATOM) or ""
    assert "".join(shown.split()) == "".join(words.split())

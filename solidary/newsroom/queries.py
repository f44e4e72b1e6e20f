"""Reads of this room: which pages are public, and what is listed where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import TypeVar

from django.db.models import QuerySet
from wagtail.models import Page

from solidary.newsroom.models import ArticlePage, PlainPage, PublicPage, SectionPage

P = TypeVar("P", bound=PublicPage)

ARTICLES_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All public pages of the newsroom, as one read gives them. Articles stand newest first."""

    homes: tuple[Page, ...]
    sections: tuple[SectionPage, ...]
    articles: tuple[ArticlePage, ...]
    plain: tuple[PlainPage, ...]


def newsroom(languages: Iterable[str]) -> Newsroom:
    """Return every page in some languages that readers may see: a dozen queries, however many pages there are.

    Left out are drafts, pages below an unpublished page, pages with a view restriction, and Wagtail's aliases: a
    page that waits for its translation is shown in the language in which it exists.
    """
    homes = tuple(_homes(languages))
    roots = {home.path for home in homes}
    sections = _below(roots, _visible(SectionPage))
    places = roots | {section.path for section in sections}
    articles = _visible(ArticlePage).prefetch_related(
        "bylines__organisation", "subjects", "listings__section", "citations__source__publisher"
    )
    return Newsroom(
        homes=homes,
        sections=tuple(sections),
        articles=tuple(sorted(_below(places, articles), key=_newest_first)),
        plain=tuple(_below(roots, _visible(PlainPage))),
    )


def _homes(languages: Iterable[str]) -> "QuerySet[Page]":
    homes = Page.objects.live().public().filter(depth=2, locale__language_code__in=list(languages))
    return homes.select_related("locale").order_by("path")


def _visible(model: type[P]) -> "QuerySet[P]":
    return model.objects.live().public().filter(alias_of=None).select_related("locale").order_by("path")


def _below(places: set[str], pages: Iterable[P]) -> list[P]:
    """Return the pages whose parents are public too; a page becomes a place for those below it."""
    reached = set(places)
    found = []
    for page in pages:
        if parent_path(page) in reached:
            reached.add(page.path)
            found.append(page)
    return found


def _newest_first(article: ArticlePage) -> tuple[int, list[int]]:
    """Order by day; within a day, and where no day is known, what stands first in the page tree comes last."""
    day = article.day or (article.first_published_at.date() if article.first_published_at else Day.min)
    return -day.toordinal(), [-ord(letter) for letter in article.path]


def parent_path(page: Page) -> str:
    """Return the tree path of a page's parent."""
    path: str = page.path[: -page.steplen]
    return path


def by_language(pages: Iterable[P]) -> dict[object, dict[str, P]]:
    """Return pages by translation key, and within it by language."""
    found: dict[object, dict[str, P]] = {}
    for page in pages:
        found.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return found


def in_nearest_language(versions: Mapping[str, P], language: str, languages: Iterable[str]) -> P:
    """Return the version for readers of a language: their own, else the first along the campaign's languages."""
    return next(versions[code] for code in (language, *languages) if code in versions)


def section_keys_of(article: ArticlePage, sections_by_path: Mapping[str, SectionPage]) -> set[object]:
    """Return the translation keys of the sections in which an article is listed."""
    keys = {listing.section.translation_key for listing in article.listings.all()}
    if parent := sections_by_path.get(parent_path(article)):
        keys.add(parent.translation_key)
    return keys


def campaign_home(language: str) -> Page:
    """Return the home page of a language; raise `Page.DoesNotExist` before the campaign has been set up."""
    return Page.objects.get(depth=2, locale__language_code=language)

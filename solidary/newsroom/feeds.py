"""Atom feeds (RFC 4287) of sections."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid5

from feedgen.feed import FeedGenerator

from solidary.newsroom.models import ArticlePage, SectionPage
from solidary.newsroom.values import Teaser
from solidary.publishing.outputs import Bake
from solidary.theme.site import identity

ENTRIES = 20
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML 1.0; word processors paste them


def atom(
    bake: Bake, section: SectionPage, path: str, teasers: Sequence[Teaser], articles: Sequence[ArticlePage]
) -> bytes:
    """Return a section's feed with its newest articles; byte for byte the same for the same articles."""
    language = section.locale.language_code
    feed = FeedGenerator()
    feed.id(bake.site_url + section.public_path)
    feed.title(_text(section.title))
    feed.author(name=_text(identity(bake, language).name))
    feed.language(language)
    feed.link(href=bake.site_url + path, rel="self")
    feed.link(href=bake.site_url + section.public_path, rel="alternate")
    shown = list(zip(teasers, articles, strict=True))[:ENTRIES]
    feed.updated(max((_changed(article) for _teaser, article in shown), default=LONG_AGO))
    for teaser, article in shown:
        _add_entry(feed, bake.site_url, teaser, article)
    content: bytes = feed.atom_str(pretty=True)
    return content


def _add_entry(feed: FeedGenerator, site_url: str, teaser: Teaser, article: ArticlePage) -> None:
    entry = feed.add_entry(order="append")
    entry.id(uuid5(article.translation_key, teaser.language).urn)
    entry.title(_text(teaser.title))
    entry.link(href=site_url + teaser.path, rel="alternate", hreflang=teaser.language)
    entry.summary(_text(teaser.excerpt))
    entry.updated(_changed(article))
    entry.published(article.first_published_at or LONG_AGO)


def _text(words: str) -> str:
    return FORBIDDEN.sub(" ", words)


def _changed(article: ArticlePage) -> datetime:
    return article.last_published_at or article.first_published_at or LONG_AGO

"""Writes of this room: adding pages, in drafts or published; each is checked, kept as a revision and logged.

They are refused with `ValidationError`, in words for each field, and then change nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date as Day
from typing import Any, TypeVar

from anyascii import anyascii
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.blocks import StreamBlockValidationError
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from solidary.cases.models import Person
from solidary.facts.models import Organisation, Source
from solidary.newsroom.models import (
    ArticleByline,
    ArticleCitation,
    ArticleListing,
    ArticlePage,
    ArticleSubject,
    PlainPage,
    PublicPage,
    SectionPage,
)

P = TypeVar("P", bound=PublicPage)
Block = tuple[str, Any]

LONGEST_SLUG = 80


@transaction.atomic
def add_section(
    *,
    parent: Page,
    title: str,
    introduction: str = "",
    slug: str = "",
    translation_of: SectionPage | None = None,
    live: bool = True,
    user: AbstractBaseUser | None = None,
) -> SectionPage:
    """Add a section below a home page or another section; `introduction` is rich text."""
    section = SectionPage(title=title, introduction=introduction)
    return _add(section, parent, slug, translation_of, live, user)


@transaction.atomic
def add_article(
    *,
    section: Page,
    title: str,
    body: Sequence[Block],
    slug: str = "",
    date: str = "",
    day: Day | None = None,
    dateline: str = "",
    lead_caption: str = "",
    lead_credit: str = "",
    bylines: Iterable[Organisation] = (),
    subjects: Iterable[Person] = (),
    citations: Iterable[Source] = (),
    also_in: Iterable[SectionPage] = (),
    is_excerpt: bool = False,
    original_url: str = "",
    translation_of: ArticlePage | None = None,
    live: bool = True,
    user: AbstractBaseUser | None = None,
) -> ArticlePage:
    """Add an article to a section, in the section's language. `date` is EDTF; `body` is a list of blocks.

    `day` orders an article whose date is not known; it is not shown.
    """
    article = ArticlePage(
        title=title,
        date=date,
        day=day,
        dateline=dateline,
        lead_caption=lead_caption,
        lead_credit=lead_credit,
        is_excerpt=is_excerpt,
        original_url=original_url,
        body=list(body),
    )
    article.bylines = [ArticleByline(organisation=organisation) for organisation in bylines]
    article.subjects = [ArticleSubject(person=person) for person in subjects]
    article.citations = [ArticleCitation(source=source) for source in citations]
    article.listings = [ArticleListing(section=listed) for listed in also_in]
    return _add(article, section, slug, translation_of, live, user)


@transaction.atomic
def add_plain_page(
    *,
    parent: Page,
    title: str,
    body: Sequence[Block],
    slug: str = "",
    translation_of: PlainPage | None = None,
    user: AbstractBaseUser | None = None,
) -> PlainPage:
    """Add a page that is no article, such as About."""
    return _add(PlainPage(title=title, body=list(body)), parent, slug, translation_of, True, user)


@transaction.atomic
def list_also_in(*, article: ArticlePage, section: SectionPage, user: AbstractBaseUser | None = None) -> None:
    """List an article in one more section, without touching what is drafted or published of it otherwise."""
    if not article.listings.filter(section=section).exists():
        draft = article.get_latest_revision_as_object()
        article.listings.add(ArticleListing(section=section))
        article.listings.commit()
        draft.listings = article.listings.all()
        draft.save_revision(user=user, log_action=True, changed=True)


@transaction.atomic
def publish(*, page: PublicPage, user: AbstractBaseUser | None = None) -> None:
    """Publish a page as it is."""
    page.full_clean()
    _check_body(page)
    page.save_revision(user=user, log_action=True).publish(user=user)


def slug_for(title: str) -> str:
    """Return a slug in plain Latin letters for a title in any script; addresses must be typable everywhere."""
    return slugify(anyascii(title))[:LONGEST_SLUG].strip("-") or "page"


def _add(page: P, parent: Page, slug: str, translation_of: P | None, live: bool, user: AbstractBaseUser | None) -> P:
    """Put a page below its parent, in the parent's language, as a draft or published."""
    page.locale = parent.locale
    page.slug = slug or find_available_slug(parent, slug_for(page.title))
    page.live = False
    page.has_unpublished_changes = True
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    page.draft_title = page.title
    page.clean_fields(exclude=["path", "depth", "url_path"])  # Wagtail checks no more than the title of a draft
    _check_body(page)
    parent.refresh_from_db()
    parent.add_child(instance=page)
    revision = page.save_revision(user=user, log_action=True)
    if live:
        revision.publish(user=user)
        page.refresh_from_db()
    return page


def _check_body(page: PublicPage) -> None:
    """Refuse blocks that the form of the admin would refuse: a model does not check them."""
    body = getattr(page, "body", None)
    try:
        if body:
            body.stream_block.clean(body)
    except StreamBlockValidationError as error:
        raise ValidationError({"body": str(error.as_json_data())}) from error

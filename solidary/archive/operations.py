"""Bringing in listing pages: all files or none, and nothing twice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from solidary.archive.listing import MAX_BYTES, Article, ListingPage, NotAListing, decode, read_listing
from solidary.archive.models import Imported
from solidary.facts import dates
from solidary.newsroom.models import ArticlePage, SectionPage
from solidary.newsroom.operations import add_article, add_section, list_also_in
from solidary.newsroom.queries import campaign_home


class NotImported(Exception):
    """Nothing was brought in; the message says why in one sentence, and names the file."""


@dataclass(slots=True)
class Report:
    """What an import made, or would make."""

    sections: int = 0
    articles: int = 0
    listings: int = 0
    known: int = 0
    titles: list[str] = field(default_factory=list)


def read_files(paths: Sequence[Path], language: str | None = None) -> list[ListingPage]:
    """Return what the files say; raise `NotImported` at the first that is no listing page in a campaign's language."""
    offered = [code for code, _name in settings.LANGUAGES]
    if language and language not in offered:
        raise NotImported(f"“{language}” is not a language of this campaign; those are {', '.join(offered)}.")
    return [_read_file(path, language, offered) for path in paths]


def _read_file(path: Path, language: str | None, offered: Sequence[str]) -> ListingPage:
    try:
        with path.open("rb") as file:
            page = read_listing(decode(file.read(MAX_BYTES + 1)), language=language)
    except NotAListing as refusal:
        raise NotImported(f"{path.name}: {refusal}") from refusal
    except OSError as error:
        raise NotImported(f"{path.name} cannot be read: {error.strerror}.") from error
    if page.language not in offered:
        raise NotImported(
            f"{path.name} seems to be in “{page.language}”, which is not a language of this campaign; "
            f"if it is in one of {', '.join(offered)}, say so with --language."
        )
    return page


def bring_in(
    pages: Sequence[ListingPage], *, live: bool = False, dry_run: bool = False, user: AbstractBaseUser | None = None
) -> Report:
    """Make sections and articles of listing pages, as drafts unless `live`; a dry run makes nothing.

    What was brought in before is left as editors made it. A teaser that stands on two pages becomes one article that
    is listed in both sections.
    """
    report = Report()
    with transaction.atomic():
        for page in pages:
            _bring_in(page, report, live, user)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _bring_in(page: ListingPage, report: Report, live: bool, user: AbstractBaseUser | None) -> None:
    section = _section(page, report, live, user)
    days = days_of(page.articles)
    for article in reversed(page.articles):  # the oldest first, as a newsroom would have written them
        _article(article, days[article.order], page.language, section, report, live, user)


def _section(page: ListingPage, report: Report, live: bool, user: AbstractBaseUser | None) -> SectionPage:
    with translation.override(page.language):
        title = page.title or _("News")  # some categories print no title
    fingerprint = _fingerprint("section", page.language, title)
    if known := Imported.objects.filter(fingerprint=fingerprint).first():
        found: SectionPage = known.page.specific
        return found
    home = campaign_home(page.language)
    section = SectionPage.objects.child_of(home).filter(title=title).first() or add_section(
        parent=home, title=title, introduction=_paragraphs(page.introduction), live=live, user=user
    )
    Imported.objects.create(fingerprint=fingerprint, page=section)
    report.sections += 1
    report.titles.append(title)
    return section


def _article(
    article: Article,
    day: Day | None,
    language: str,
    section: SectionPage,
    report: Report,
    live: bool,
    user: AbstractBaseUser | None,
) -> None:
    fingerprint = _fingerprint("article", language, article.title, *article.paragraphs[:1])
    if known := Imported.objects.filter(fingerprint=fingerprint).first():
        page: ArticlePage = known.page.specific
        elsewhere = not page.is_child_of(section) and not page.listings.filter(section=section).exists()
        if elsewhere:
            list_also_in(article=page, section=section, user=user)
        report.listings += elsewhere
        report.known += not elsewhere
        return
    page = add_article(
        section=section,
        title=article.title[:255],
        body=[("paragraph", f"<p>{escape(paragraph)}</p>") for paragraph in article.paragraphs],
        date=date_in(article.dateline or ""),
        day=day,
        dateline=(article.dateline or "")[:200],
        lead_caption=" ".join(article.captions)[:300],
        lead_credit=(article.credit or "")[:200],
        is_excerpt=article.excerpt,
        live=live,
        user=user,
    )
    Imported.objects.create(fingerprint=fingerprint, page=page)
    report.articles += 1
    report.titles.append(article.title)


def days_of(articles: Sequence[Article]) -> dict[int, Day | None]:
    """Return the day by which each article is ordered, by its order on the page.

    A listing runs from the newest: an article without a date takes that of the next older one that has one, else of
    the next newer, so that it stays where the page had it. It is not shown.
    """
    known = {article.order: dates.from_edtf(date_in(article.dateline or "")).earliest for article in articles}
    days: dict[int, Day | None] = {}
    for run in (sorted(known, reverse=True), sorted(known)):
        last: Day | None = None
        for order in run:
            last = known[order] or last
            days[order] = days.get(order) or last
    return days


def date_in(dateline: str) -> str:
    """Return the date of a dateline as EDTF: "2014-06-26" for "Paris-Geneva, June 26, 2014"; "" without a year."""
    words = dateline.replace("–", " – ").replace("—", " – ").split()
    for start in range(len(words)):
        try:
            return dates.read_date(" ".join(words[start:]).strip(" .,–-")).edtf
        except dates.DateNotUnderstood:
            continue
    return ""


def _paragraphs(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(" ".join(part.casefold().split()) for part in parts).encode()).hexdigest()

"""The public files of this room: sections with their listings and feeds, articles, and plain pages."""

from collections.abc import Iterator, Mapping
from functools import partial

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from solidary.cases.outputs import teasers as people_teasers
from solidary.cases.outputs import tell
from solidary.cases.presenting import source_value
from solidary.newsroom import feeds, presenting, queries
from solidary.newsroom.listing import Slice, slices
from solidary.newsroom.models import ArticlePage, PlainPage, PublicPage, SectionPage
from solidary.newsroom.values import ArticleValue, SectionValue, Teaser
from solidary.publishing.images import picture_outputs
from solidary.publishing.outputs import Bake, Output, file_of
from solidary.theme import site
from solidary.theme.frame import Frame, Link

RELATED = 3  # teasers beneath an article


def outputs(bake: Bake) -> Iterator[Output]:
    """Yield every file of the newsroom."""
    room = newsroom(bake)
    for section in room.sections:
        yield from _section_outputs(bake, section)
    for page in (*room.articles, *room.plain):
        render = render_article if isinstance(page, ArticlePage) else render_plain
        yield Output(
            file_of(page.public_path),
            f"{page._meta.verbose_name} “{page.title}” ({page.locale.language_code})",
            partial(render, bake, page),
            alternates(bake, page),
            changed=page.last_published_at,
            listed=True,
        )
    yield from _picture_outputs(bake)


def _section_outputs(bake: Bake, section: SectionPage) -> Iterator[Output]:
    name = f"Section “{section.title}” ({section.locale.language_code})"
    for part in slices(len(articles_in(bake, section)), queries.ARTICLES_A_PAGE):
        yield Output(
            file_of(page_path(section, part.number)),
            f"{name}, page {part.number}" if part.number else name,
            partial(render_section, bake, section, part),
            alternates(bake, section) if part.number is None else {},
            listed=part.number is None,
        )
    yield Output(
        feed_path(section).lstrip("/"),
        f"Feed of {name}",
        lambda: feeds.atom(
            bake, section, feed_path(section), section_teasers(bake, section), articles_in(bake, section)
        ),
    )


def _picture_outputs(bake: Bake) -> Iterator[Output]:
    """Yield the pictures that pages show."""
    room = newsroom(bake)
    shown = {made for page in (*room.articles, *room.plain) for made in presenting.pictures_of(page)}
    yield from picture_outputs(shown)


def navigation(bake: Bake, language: str) -> Iterator[site.Entry]:
    """Yield the top sections, and the plain pages for the footer."""
    room = newsroom(bake)
    tops = [section for section in room.sections if section.depth == 3 and section.locale.language_code == language]
    for position, section in enumerate(tops):
        yield site.Entry(20 + position, section.title, section.public_path)
    for page in room.plain:
        if page.locale.language_code == language:
            yield site.Entry(90, page.title, page.public_path, in_footer=True)


def newsroom(bake: Bake) -> queries.Newsroom:
    """Return the public pages, read once a bake."""
    return bake.once("newsroom", lambda: queries.newsroom(bake.languages))


def alternates(bake: Bake, page: PublicPage) -> dict[str, str]:
    """Return a page's address in each language in which it exists."""

    def gather() -> dict[object, dict[str, str]]:
        room = newsroom(bake)
        versions = queries.by_language([*room.sections, *room.articles, *room.plain])
        return {key: {code: page.public_path for code, page in pages.items()} for key, pages in versions.items()}

    known = bake.once("alternates", gather).get(page.translation_key, {})
    own = {page.locale.language_code: page.public_path}
    return {code: (known | own)[code] for code in bake.languages if code in known | own}


def addresses(bake: Bake, language: str) -> Mapping[int, str]:
    """Return where a link to each public page leads readers of a language, by primary key: to their own translation."""

    def gather() -> dict[int, str]:
        room = newsroom(bake)
        found = {home.pk: f"/{home.locale.language_code}/" for home in room.homes}
        for versions in queries.by_language([*room.sections, *room.articles, *room.plain]).values():
            for page in versions.values():
                found[page.pk] = versions.get(language, page).public_path
        return found

    return bake.once(("addresses", language), gather)


def surroundings(bake: Bake, language: str) -> presenting.Surroundings:
    """Return what bodies in a language may speak of."""
    return presenting.Surroundings(people_teasers(bake, language), addresses(bake, language))


def articles_in(bake: Bake, section: SectionPage) -> list[ArticlePage]:
    """Return a section's articles for its language, newest first; untranslated ones in the language they are in."""

    def gather() -> dict[object, list[dict[str, ArticlePage]]]:
        room = newsroom(bake)
        paths = {section.path: section for section in room.sections}
        found: dict[object, list[dict[str, ArticlePage]]] = {}
        for versions in queries.by_language(room.articles).values():
            keys = set().union(*(queries.section_keys_of(article, paths) for article in versions.values()))
            for key in keys:
                found.setdefault(key, []).append(versions)
        return found

    listed = bake.once("articles by section", gather).get(section.translation_key, [])
    return [queries.in_nearest_language(versions, section.locale.language_code, bake.languages) for versions in listed]


def teaser(bake: Bake, article: ArticlePage, language: str) -> Teaser:
    """Return an article as lists show it, made once a bake."""
    return bake.once(("teaser", article.pk, language), lambda: presenting.teaser(article, language))


def section_teasers(bake: Bake, section: SectionPage) -> list[Teaser]:
    """Return a section's articles as its listing shows them, newest first."""
    language = section.locale.language_code
    return [teaser(bake, article, language) for article in articles_in(bake, section)]


def articles_about(bake: Bake, language: str, person: int) -> list[Teaser]:
    """Return teasers of the articles about a person, newest first; untranslated ones in the language they are in."""

    def gather() -> dict[int, list[Teaser]]:
        found: dict[int, list[Teaser]] = {}
        for versions in queries.by_language(newsroom(bake).articles).values():
            article = queries.in_nearest_language(versions, language, bake.languages)
            for subject in article.subjects.all():
                found.setdefault(subject.person_id, []).append(teaser(bake, article, language))
        return found

    return bake.once(("articles about", language), gather).get(person, [])


def page_path(section: SectionPage, number: int | None) -> str:
    """Return the address of a page of a section's listing; None is the section's own."""
    return section.public_path if number is None else f"{section.public_path}page/{number}/"


def feed_path(section: SectionPage) -> str:
    """Return the address of a section's feed."""
    return f"{section.public_path}feed.atom"


def section_value(bake: Bake, section: SectionPage, part: Slice) -> SectionValue:
    """Return one page of a section's listing."""
    count = len(articles_in(bake, section))
    parts = slices(count, queries.ARTICLES_A_PAGE)
    children = [child for child in newsroom(bake).sections if queries.parent_path(child) == section.path]
    return SectionValue(
        path=page_path(section, part.number),
        title=section.title,
        introduction=introduction(section) if part.number is None else (),
        children=tuple(Link(child.title, child.public_path) for child in children),
        articles=tuple(section_teasers(bake, section)[part.start : part.stop]),
        number=part.number or 0,
        pages=tuple(Link(_page_label(other), page_path(section, other.number), other == part) for other in parts),
        newer="" if part.newer == 0 else page_path(section, part.newer),
        older=page_path(section, part.older) if part.older else "",
        feed=feed_path(section),
    )


def _page_label(part: Slice) -> str:
    return _("Page %(number)s") % {"number": part.number} if part.number else _("Newest page")


def introduction(section: SectionPage) -> tuple[str, ...]:
    """Return a section's introduction as paragraphs of plain text."""
    paragraphs = section.introduction.split("</p>")
    return tuple(text for part in paragraphs if (text := " ".join(strip_tags(part).split())))


def article_value(bake: Bake, article: ArticlePage) -> ArticleValue:
    """Return an article's page."""
    language = article.locale.language_code
    people = people_teasers(bake, language)
    value = teaser(bake, article, language)
    return ArticleValue(
        path=value.path,
        title=value.title,
        language=language,
        date=value.date,
        machine_date=value.machine_date,
        dateline=value.dateline,
        bylines=presenting.bylines(article, language),
        lead_image=value.image,
        blocks=presenting.block_values(article.body, surroundings(bake, language)),
        is_excerpt=article.is_excerpt,
        original=article.original_url,
        sources=tuple(source_value(citation.source, language) for citation in article.citations.all()),
        sections=_sections_of(bake, article),
        people=presenting.boxes([subject.person_id for subject in article.subjects.all()], people),
        related=_related(bake, article),
    )


def _sections_of(bake: Bake, article: ArticlePage) -> tuple[Link, ...]:
    """Return the sections of the article's language in which it is listed."""
    room = newsroom(bake)
    keys = queries.section_keys_of(article, {section.path: section for section in room.sections})
    return tuple(
        Link(section.title, section.public_path)
        for section in room.sections
        if section.translation_key in keys and section.locale_id == article.locale_id
    )


def _related(bake: Bake, article: ArticlePage) -> tuple[Teaser, ...]:
    """Return the newest other articles about the same people."""
    language = article.locale.language_code
    own = article.public_path
    found: dict[str, Teaser] = {}
    for subject in article.subjects.all():
        about = articles_about(bake, language, subject.person_id)
        found |= {teaser.path: teaser for teaser in about if teaser.path != own}
    return tuple(found.values())[:RELATED]


def render_section(bake: Bake, section: SectionPage, part: Slice) -> bytes:
    """Return one page of a section's listing."""
    value = section_value(bake, section, part)
    language = section.locale.language_code
    title = section.title
    if part.number:
        with translation.override(language):
            title = _("%(section)s, page %(number)s") % {"section": title, "number": part.number}
    description = section.search_description or (introduction(section) or (title,))[0]
    page_frame = _frame(
        bake,
        section,
        path=value.path,
        title=title,
        description=description,
        feeds=(Link(section.title, value.feed),),
        addresses=alternates(bake, section) if part.number is None else {language: value.path},
    )
    return site.render("newsroom/section.html", language, {"frame": page_frame, "section": value})


def render_article(bake: Bake, article: ArticlePage) -> bytes:
    """Return an article's page."""
    value = article_value(bake, article)
    page_frame = _frame(
        bake, article, description=article.search_description or presenting.excerpt(article), kind="article"
    )
    context = {"frame": page_frame, "article": value, "tell": tell(value.title, page_frame.url)}
    return site.render("newsroom/article.html", value.language, context)


def render_plain(bake: Bake, page: PlainPage) -> bytes:
    """Return a plain page."""
    language = page.locale.language_code
    page_frame = _frame(bake, page, description=page.search_description or page.title)
    value = {"title": page.title, "blocks": presenting.block_values(page.body, surroundings(bake, language))}
    context = {"frame": page_frame, "page": value, "tell": tell(page.title, page_frame.url)}
    return site.render("newsroom/page.html", language, context)


def _frame(
    bake: Bake,
    page: PublicPage,
    *,
    description: str,
    path: str = "",
    title: str = "",
    feeds: tuple[Link, ...] = (),
    addresses: Mapping[str, str] | None = None,
    kind: str = "website",
) -> Frame:
    return site.frame(
        bake,
        language=page.locale.language_code,
        path=path or page.public_path,
        title=title or page.title,
        description=description,
        alternates=alternates(bake, page) if addresses is None else addresses,
        feeds=feeds,
        kind=kind,
    )

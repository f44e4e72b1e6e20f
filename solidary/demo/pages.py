"""The demonstration's newsroom: sections, articles and the about page, in every language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.html import escape

from solidary.cases.models import Person
from solidary.facts.models import Organisation, Source
from solidary.newsroom.models import ArticlePage, PlainPage, SectionPage
from solidary.newsroom.operations import Block, add_article, add_plain_page, add_section, publish
from solidary.newsroom.queries import campaign_home

Given = Mapping[str, Any]
Sections = Mapping[str, Mapping[str, SectionPage]]


def load_newsroom(
    given: Given,
    people: Mapping[str, Person],
    organisations: Mapping[str, Organisation],
    sources: Mapping[str, Source],
) -> None:
    """Publish the home pages' texts, the about page, the sections and their articles in every language."""
    languages = [code for code, _name in settings.LANGUAGES]
    for language in languages:
        _home(given["home"], language)
    sections = {section["key"]: _section(section, languages) for section in given["sections"]}
    for article in given["articles"]:
        _article(article, sections, languages, people, organisations, sources)
    _about(given["about"], languages)


def _home(given: Given, language: str) -> None:
    home = campaign_home(language).specific
    home.title = given["title"][language]
    home.introduction = _paragraph(given["introduction"][language])
    publish(page=home)


def _section(given: Given, languages: Sequence[str]) -> dict[str, SectionPage]:
    made: dict[str, SectionPage] = {}
    for language in languages:
        made[language] = add_section(
            parent=campaign_home(language),
            title=given["title"][language],
            slug=_slug(given, language),
            introduction="".join(_paragraph(words[language]) for words in given["introduction"]),
            translation_of=next(iter(made.values()), None),
        )
    return made


def _article(
    given: Given,
    sections: Sections,
    languages: Sequence[str],
    people: Mapping[str, Person],
    organisations: Mapping[str, Organisation],
    sources: Mapping[str, Source],
) -> None:
    first, *others = given["sections"]
    made: dict[str, ArticlePage] = {}
    for language in languages:
        made[language] = add_article(
            section=sections[first][language],
            title=given["title"][language],
            slug=_slug(given, language),
            date=given["date"],
            dateline=given.get("dateline", {}).get(language, ""),
            bylines=[organisations[key] for key in given["bylines"]],
            subjects=[people[slug] for slug in given["about"]],
            citations=[sources[key] for key in given["sources"]],
            also_in=[sections[key][language] for key in others],
            is_excerpt=given["excerpt"],
            original_url=given.get("original", ""),
            body=[_block(block, language, people) for block in given["body"]],
            translation_of=next(iter(made.values()), None),
        )


def _about(given: Given, languages: Sequence[str]) -> None:
    made: dict[str, PlainPage] = {}
    for language in languages:
        made[language] = add_plain_page(
            parent=campaign_home(language),
            title=given["title"][language],
            slug=_slug(given, language),
            body=[("paragraph", _paragraph(words[language])) for words in given["paragraphs"]],
            translation_of=next(iter(made.values()), None),
        )


def _slug(given: Given, language: str) -> str:
    slug = given["slug"]
    return str(slug if isinstance(slug, str) else slug[language])


def _block(given: Given, language: str, people: Mapping[str, Person]) -> Block:
    (kind, value), *_rest = given.items()
    if kind == "quotation":
        return kind, {
            "text": _paragraph(value["text"][language]),
            "speaker": value.get("speaker", {}).get(language, ""),
        }
    if kind == "people":
        return kind, [people[slug] for slug in value]
    return kind, _paragraph(value[language]) if kind == "paragraph" else value[language]


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"

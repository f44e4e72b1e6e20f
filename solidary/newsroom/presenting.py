"""From Wagtail pages to what the public pages show in one language."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape, strip_tags
from django.utils.text import Truncator
from wagtail.images.models import Image
from wagtail.rich_text.rewriters import LinkRewriter

from solidary.cases.values import PersonTeaser
from solidary.facts import dates
from solidary.facts.queries import in_language
from solidary.newsroom.models import ArticlePage, PublicPage
from solidary.newsroom.values import BlockValue, ImageValue, PersonBox, Teaser
from solidary.publishing.images import Picture, picture

TAGS = {"p", "a", "b", "strong", "i", "em", "ul", "ol", "li", "br"}
EXCERPT_LENGTH = 280  # characters

People = dict[int, PersonTeaser]


def teaser(article: ArticlePage, language: str) -> Teaser:
    """Return an article as lists show it to readers of a language."""
    date = dates.describe(article.date, language)
    return Teaser(
        path=article.public_path,
        title=article.title,
        language=article.locale.language_code,
        date=date,
        machine_date=dates.machine_date(article.date),
        dateline=place_of(article.dateline, date),
        byline=", ".join(bylines(article, language)),
        excerpt=excerpt(article),
        image=lead_image(article),
    )


_YEAR_WORDS = {"", "г", "года"}  # what Russian puts after a year


def place_of(dateline: str, date: str) -> str:
    """Return what a dateline says beside the date that is shown anyway: "Vilnius" of "Vilnius, August 2013"."""
    place, found, rest = dateline.partition(date) if date else (dateline, "", "")
    return place.strip(" ,.–—-\u00a0") if found and rest.strip(" .\u00a0") in _YEAR_WORDS else dateline


def excerpt(article: ArticlePage) -> str:
    """Return the beginning of an article's first paragraph as plain text."""
    for block in article.body:
        if block.block_type == "paragraph":
            return Truncator(" ".join(strip_tags(block.value.source).split())).chars(EXCERPT_LENGTH)
    return ""


def bylines(article: ArticlePage, language: str) -> tuple[str, ...]:
    """Return the names of the organisations that sign an article."""
    return tuple(in_language(byline.organisation.name, language) for byline in article.bylines.all())


def lead_image(article: ArticlePage) -> ImageValue | None:
    """Return an article's lead image; nothing is shown without a credit."""
    if not (article.lead_image and article.lead_credit):
        return None
    return image_value(article.lead_image, article.lead_image.description, article.lead_caption, article.lead_credit)


def image_value(image: Image, alt: str, caption: str, credit: str) -> ImageValue:
    """Return a picture of the baked site made from an uploaded one."""
    made = public_picture(image)
    return ImageValue(
        src=f"/{made.largest.path}",
        width=made.width,
        height=made.height,
        alt=alt,
        caption=caption,
        credit=credit,
        avif=made.srcset("avif"),
        webp=made.srcset("webp"),
    )


def public_picture(image: Image) -> Picture:
    """Return the public form of an uploaded picture."""
    with image.open_file() as file:
        return picture(file)


def pictures_of(page: PublicPage) -> Iterator[Picture]:
    """Yield the pictures that a page shows."""
    lead = getattr(page, "lead_image", None)
    if lead and getattr(page, "lead_credit", ""):
        yield public_picture(lead)
    for block in getattr(page, "body", ()):
        if block.block_type == "image":
            yield public_picture(block.value["image"])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a body may speak of: the public people, and the addresses of the public pages, by primary key."""

    people: People
    addresses: Mapping[int, str]


def block_values(body: Iterable[Any], around: Surroundings) -> tuple[BlockValue, ...]:
    """Return the blocks of a body. People who are not public are not shown, and a box without people is left out."""
    made = (_MAKERS[block.block_type](block.value, around) for block in body)
    return tuple(block for block in made if block is not None)


def rich_html(source: str, addresses: Mapping[int, str]) -> str:
    """Return rich text as sanitised markup. A link to a page that is not among the public addresses is only words."""

    def page_link(attributes: dict[str, str]) -> str:
        number = attributes.get("id", "")
        address = addresses.get(int(number)) if number.isdecimal() else None
        return f'<a href="{escape(address)}">' if address else "<a>"

    linked = LinkRewriter(rules={"page": page_link})(source)
    return nh3.clean(linked, tags=TAGS, link_rel="noopener noreferrer")


def person_box(person: PersonTeaser) -> PersonBox:
    """Return a person as a box beside an article shows them."""
    return PersonBox(person.path, person.name, person.tone, person.status, person.days_number, person.days_words)


def boxes(keys: Sequence[int], people: People) -> tuple[PersonBox, ...]:
    """Return boxes for those of the given people who are public."""
    return tuple(person_box(people[key]) for key in keys if key in people)


def _paragraph(value: Any, around: Surroundings) -> BlockValue:
    return BlockValue("paragraph", html=rich_html(value.source, around.addresses))


def _heading(value: Any, around: Surroundings) -> BlockValue:
    return BlockValue("heading", text=str(value))


def _quotation(value: dict[str, Any], around: Surroundings) -> BlockValue:
    return BlockValue("quotation", html=rich_html(value["text"].source, around.addresses), text=str(value["speaker"]))


def _image(value: dict[str, Any], around: Surroundings) -> BlockValue:
    image = value["image"]
    alt = getattr(image, "contextual_alt_text", None) or ""
    return BlockValue("image", image=image_value(image, alt, str(value["caption"]), str(value["credit"])))


def _video(value: dict[str, Any], around: Surroundings) -> BlockValue:
    url = str(value["url"])
    return BlockValue("video", text=str(value["title"]), url=url, host=urlsplit(url).hostname or "")


def _people(value: Sequence[Any], around: Surroundings) -> BlockValue | None:
    shown = boxes([person.pk for person in value if person], around.people)
    return BlockValue("people", people=shown) if shown else None


_MAKERS: dict[str, Callable[[Any, Surroundings], BlockValue | None]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quotation": _quotation,
    "image": _image,
    "video": _video,
    "people": _people,
}

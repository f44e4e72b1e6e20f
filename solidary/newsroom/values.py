"""What the public pages of this room are given: frozen values in one language, never models."""

from dataclasses import dataclass

from solidary.cases.values import SourceValue
from solidary.theme.frame import Link


@dataclass(frozen=True, slots=True)
class ImageValue:
    """A picture of the baked site with its size in pixels; `avif` and `webp` are its `srcset` in each encoding."""

    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    avif: str = ""
    webp: str = ""


@dataclass(frozen=True, slots=True)
class Teaser:
    """An article in a list. `language` differs from the page's where the article was not translated.

    `excerpt` is one paragraph of plain text; `date` is in words, `machine_date` as ISO 8601 (may be partial).
    """

    path: str
    title: str
    language: str
    date: str
    machine_date: str
    dateline: str
    byline: str
    excerpt: str
    image: ImageValue | None = None


@dataclass(frozen=True, slots=True)
class PersonBox:
    """A person whom an article is about."""

    path: str
    name: str
    tone: str
    status: str
    days_number: str
    days_words: str


@dataclass(frozen=True, slots=True)
class BlockValue:
    """One block of a body.

    `kind` is "paragraph", "heading", "quotation", "image", "video" or "people". `html` is sanitised markup
    (paragraph, quotation), `text` plain words (heading, the speaker of a quotation, the title of a video),
    `url` the address of a video and `host` its host name.
    """

    kind: str
    html: str = ""
    text: str = ""
    url: str = ""
    host: str = ""
    image: ImageValue | None = None
    people: tuple[PersonBox, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleValue:
    """An article's page. `original` is the address of the full text where this is an excerpt, else ""."""

    path: str
    title: str
    language: str
    date: str
    machine_date: str
    dateline: str
    bylines: tuple[str, ...]
    lead_image: ImageValue | None
    blocks: tuple[BlockValue, ...]
    is_excerpt: bool
    original: str
    sources: tuple[SourceValue, ...]
    sections: tuple[Link, ...]
    people: tuple[PersonBox, ...]
    related: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class SectionValue:
    """One page of a section's listing. `number` counts from the oldest articles (page 1); `pages` are all of them,
    in the order in which they are offered (newest first), with the current one marked."""

    path: str
    title: str
    introduction: tuple[str, ...]
    children: tuple[Link, ...]
    articles: tuple[Teaser, ...]
    number: int
    pages: tuple[Link, ...]
    newer: str
    older: str
    feed: str

"""What the public pages of this room are given: frozen values in one language, never models."""

from dataclasses import dataclass
from datetime import date

from solidary.theme import drawing


@dataclass(frozen=True, slots=True)
class SourceValue:
    """Where a fact comes from, as a reader sees it. `language` is that of the source."""

    publisher: str
    title: str
    url: str
    language: str
    date: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A small fact with its label. `language` is what the value is really in, "" where it has no language."""

    label: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class AttributedReading:
    """One of several sourced readings of one aspect ("regime"): "strict", by Viasna.

    `language` is what the reading is really in.
    """

    aspect: str
    value: str
    language: str
    source: SourceValue | None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class EntryValue:
    """One chronicle entry. `tone` is "held", "free", "dead", "honour" or "plain"; `icon` names a symbol of the theme.

    `text_language` and `note_language` differ from the page's language where no translation exists yet. `note` says
    in words why sources differ or what is not certain; `readings` list what each source says.
    """

    anchor: str
    date: str
    machine_date: str
    kind: str
    label: str
    tone: str
    icon: str
    text: str
    text_language: str
    facts: tuple[LabelledFact, ...]
    note: str
    note_language: str
    readings: tuple[AttributedReading, ...]
    sources: tuple[SourceValue, ...]


@dataclass(frozen=True, slots=True)
class SpellValue:
    """One detention. `label` is "2011–2014" or "since 3 May 2023"; `end` is None while it lasts."""

    start: date
    end: date | None
    label: str
    days: int
    days_text: str


@dataclass(frozen=True, slots=True)
class MarkValue:
    """A point on the strip of years: `above` says on which side the label stands; most marks have none."""

    on: date
    label: str
    tone: str
    above: bool


@dataclass(frozen=True, slots=True)
class PersonValue:
    """A person's page in one language.

    `tone` is "held", "free", "dead" or "other" and gives the colour; `status` is the word beside it and
    `status_line` the rest of the sentence ("deported to Lithuania on 13 December 2025", may be empty).
    `days_number` is "2,665"; `days_words` what follows it ("days behind bars, in two detentions") and
    `days_prefix` what stands before it where dates are uncertain ("at least"), else "".
    `other_names` are (name, language); `entries` come in the order in which they are shown, newest first.
    `portrait` is a path within the site with its size in pixels, `portrait_avif` and `portrait_webp` its `srcset`.
    """

    slug: str
    path: str
    name: str
    name_language: str
    native_name: str
    native_language: str
    other_names: tuple[tuple[str, str], ...]
    lead: str
    tone: str
    status: str
    status_line: str
    born: str
    days: int
    days_prefix: str
    days_number: str
    days_words: str
    spells: tuple[SpellValue, ...]
    marks: tuple[MarkValue, ...]
    entries: tuple[EntryValue, ...]
    affiliations: tuple[str, ...]
    as_of: date
    portrait: str = ""
    portrait_credit: str = ""
    portrait_avif: str = ""
    portrait_webp: str = ""
    portrait_width: int = 0
    portrait_height: int = 0

    @property
    def tally(self) -> drawing.Tally:
        """The wall of strokes; drawn anew at each call."""
        return drawing.tally([spell.days for spell in self.spells], freed=self.tone == "free")

    def strip(self, direction: str = "ltr") -> drawing.Strip:
        """The strip of years in the page's direction; computed anew at each call."""
        return drawing.strip(
            [(spell.start, spell.end) for spell in self.spells],
            [drawing.Point(mark.on, mark.label, mark.tone, mark.above) for mark in self.marks],
            today=self.as_of,
            mirrored=direction == "rtl",
        )


@dataclass(frozen=True, slots=True)
class PersonTeaser:
    """A person in a list."""

    path: str
    name: str
    name_language: str
    native_name: str
    native_language: str
    lead: str
    tone: str
    status: str
    status_line: str
    days_prefix: str
    days_number: str
    days_words: str

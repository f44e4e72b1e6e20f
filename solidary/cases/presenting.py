"""From facts to what a page shows in one language: words, numbers and dates as its readers write them."""

from collections.abc import Mapping, Sequence
from datetime import date as Day
from gettext import translation as translations

import pycountry
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrPromise

from solidary.cases.kinds import KINDS, RELEASE_GROUNDS, RELEASE_TERMS, STATUSES
from solidary.cases.models import Affiliation, ChronicleEntry, Person, Reading
from solidary.cases.queries import entries_of, facility_name, name_in, native_name, state_of
from solidary.cases.timeline import Spell, State
from solidary.cases.values import (
    AttributedReading,
    EntryValue,
    LabelledFact,
    MarkValue,
    PersonTeaser,
    PersonValue,
    SourceValue,
    SpellValue,
)
from solidary.facts import dates
from solidary.facts.models import Source
from solidary.facts.queries import in_language, in_language_with_code
from solidary.publishing.images import Picture, picture

MARKED_KINDS = frozenset(("convicted", "sentenced", "released", "deported", "died"))
"""Kinds that the strip of years names; honours are dots without a name."""


def person_path(slug: str, language: str) -> str:
    """Return the address of a person's page."""
    return f"/{language}/people/{slug}/"


def person_value(person: Person, language: str, as_of: Day) -> PersonValue:
    """Return a person's page; no query where the person was fetched `with_chronicle`."""
    with translation.override(language):
        teaser = person_teaser(person, language, as_of)
        state = state_of(person, as_of, language)
        entries = sorted(_past(person, as_of), key=_newest_first)
        portrait = portrait_of(person)
        return PersonValue(
            slug=person.slug,
            path=teaser.path,
            name=teaser.name,
            name_language=teaser.name_language,
            native_name=teaser.native_name,
            native_language=teaser.native_language,
            other_names=_other_names(person, {teaser.name, teaser.native_name}),
            lead=teaser.lead,
            tone=teaser.tone,
            status=teaser.status,
            status_line=teaser.status_line,
            born=dates.describe(person.born, language),
            days=state.days_detained,
            days_prefix=teaser.days_prefix,
            days_number=teaser.days_number,
            days_words=teaser.days_words,
            spells=tuple(_spell(spell, language, as_of) for spell in state.spells),
            marks=tuple(_marks(entries)),
            entries=tuple(entry_value(entry, language) for entry in entries),
            affiliations=tuple(_affiliation(affiliation, language) for affiliation in person.affiliations.all()),
            as_of=as_of,
            portrait=f"/{portrait.largest.path}" if portrait else "",
            portrait_avif=portrait.srcset("avif") if portrait else "",
            portrait_webp=portrait.srcset("webp") if portrait else "",
            portrait_credit=in_language(person.portrait_credit, language),
            portrait_width=portrait.width if portrait else 0,
            portrait_height=portrait.height if portrait else 0,
        )


def person_teaser(person: Person, language: str, as_of: Day) -> PersonTeaser:
    """Return a person as lists show them."""
    with translation.override(language):
        state = state_of(person, as_of, language)
        name, name_language = name_in(person, language)
        native, native_language = native_name(person)
        tone, status = _status(state)
        return PersonTeaser(
            path=person_path(person.slug, language),
            name=name,
            name_language=name_language or language,
            native_name=native if native != name else "",
            native_language=native_language,
            lead=" · ".join(filter(None, [in_language(person.occupation, language), country_name(person.country)])),
            tone=tone,
            status=status,
            status_line=_status_line(state, language),
            days_prefix=_("at least") if len(set(state.days_detained_range)) > 1 else "",
            days_number=format_decimal(state.days_detained, locale=language) if state.days_detained else "",
            days_words=_days_words(state),
        )


def portrait_of(person: Person) -> Picture | None:
    """Return the public form of a person's portrait."""
    if not person.portrait:
        return None
    with person.portrait.open_file() as file:
        return picture(file)


def entry_value(entry: ChronicleEntry, language: str) -> EntryValue:
    """Return one chronicle entry as a page shows it."""
    kind = KINDS[entry.kind]
    text, text_language = in_language_with_code(entry.text, language)
    note, note_language = in_language_with_code(entry.note, language)
    return EntryValue(
        anchor=f"entry-{entry.pk or 'new'}",
        date=dates.describe(entry.date, language),
        machine_date=dates.machine_date(entry.date),
        kind=entry.kind,
        label=str(kind.label),
        tone=kind.tone,
        icon=kind.icon,
        text=text,
        text_language=text_language,
        facts=tuple(_facts(entry, language)),
        note=note,
        note_language=note_language,
        readings=tuple(_reading(reading, language) for reading in entry.readings.all()),
        sources=tuple(source_value(citation.source, language) for citation in entry.citations.all()),
    )


def source_value(source: Source, language: str) -> SourceValue:
    """Return a source as readers see it."""
    return SourceValue(
        publisher=in_language(source.publisher.short_name or source.publisher.name, language),
        title=source.title,
        url=source.url,
        language=source.language,
        date=dates.describe(source.date, language),
        document=source.document,
    )


def country_name(code: str) -> str:
    """Return a country's name in the active language, from the catalogues of iso-codes that pycountry ships."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    names = translations("iso3166-1", pycountry.LOCALES_DIR, [translation.get_language() or "en"], fallback=True)
    return names.gettext(getattr(country, "common_name", country.name))


def _past(person: Person, as_of: Day) -> list[ChronicleEntry]:
    return [entry for entry in entries_of(person) if entry.earliest is None or entry.earliest <= as_of]


def _newest_first(entry: ChronicleEntry) -> tuple[int, int, int, int]:
    """Order entries from the newest; within a day the last comes first. What has no date stands at the end."""
    latest = -(entry.latest or Day.min).toordinal()
    earliest = -(entry.earliest or Day.min).toordinal()
    return latest, earliest, -entry.position, -(entry.pk or 2**62)


def _status(state: State) -> tuple[str, str]:
    """Return tone and words of a state: the good word is said only where freedom has no conditions."""
    if state.status == "released":
        return "free", _("Free at last") if state.terms == "unconditional" else _("Out of prison")
    if state.status == "exiled_or_deported":
        return "free", _("Out of prison")
    status = STATUSES[state.status]
    return status.tone, str(status.label)


def _status_line(state: State, language: str) -> str:
    """Return the rest of the sentence beside the status: where and since when, or how and when."""
    if state.status == "held":
        return ", ".join(filter(None, [state.facility, _since(state.since, language)]))
    since = dates.describe(state.since.isoformat(), language) if state.since else ""
    status = STATUSES[state.status]
    detail = str(status.details.get(state.detail, "")) if state.detail != "unknown" else ""
    terms = str(RELEASE_TERMS[state.terms]) if state.terms in ("police_supervision", "other") else ""
    return ", ".join(filter(None, [detail, terms, since]))


def _days_words(state: State) -> str:
    days = ngettext("day behind bars", "days behind bars", state.days_detained)
    count = len(state.spells)
    spells = ngettext("in %(count)d detention", "in %(count)d detentions", count) % {"count": count}
    return f"{days}, {spells}" if count > 1 else days


def _since(day: Day | None, language: str) -> str:
    """Return "since 3 May 2023" as the language says it."""
    return dates.describe(f"{day.isoformat()}/..", language) if day else ""


def _spell(spell: Spell, language: str, as_of: Day) -> SpellValue:
    if spell.end is None:
        label = _since(spell.start, language)
    elif spell.start.year == spell.end.year:
        label = str(spell.start.year)
    else:
        label = f"{spell.start.year}–{spell.end.year}"
    days = ngettext("%(number)s day", "%(number)s days", spell.days)
    number = format_decimal(spell.days, locale=language)
    return SpellValue(spell.start, spell.end, label, spell.days, days % {"number": number})


def _marks(entries: Sequence[ChronicleEntry]) -> list[MarkValue]:
    """Return the points of the strip, oldest first; names stand above and below in turn."""
    marks: list[MarkValue] = []
    for entry in reversed(entries):
        kind = KINDS[entry.kind]
        if entry.latest and (entry.kind in MARKED_KINDS or kind.tone == "honour"):
            label = str(kind.label) if entry.kind in MARKED_KINDS else ""
            marks.append(MarkValue(entry.latest, label, kind.tone, above=kind.tone == "held"))
    return marks


def _facts(entry: ChronicleEntry, language: str) -> list[LabelledFact]:
    """Return the labelled facts of an entry that its text may not say."""
    known = [
        LabelledFact(_("Place"), *in_language_with_code(entry.place, language)),
        LabelledFact(_("Facility"), facility_name(entry.facility, language) if entry.facility else ""),
        LabelledFact(
            _("Body"), *in_language_with_code(entry.organisation.name if entry.organisation else "", language)
        ),
        LabelledFact(_("Provision"), *in_language_with_code(entry.provision, language)),
        LabelledFact(_("Term"), term_in_words(entry.term)),
        LabelledFact(_("Ground"), _known(entry.ground, RELEASE_GROUNDS)),
        LabelledFact(_("Terms"), _known(entry.terms, RELEASE_TERMS)),
    ]
    details = [
        LabelledFact(in_language(detail.label, language), *in_language_with_code(detail.value, language))
        for detail in entry.details.all()
    ]
    return [fact for fact in known + details if fact.value]


def _known(code: str, labels: Mapping[str, StrPromise]) -> str:
    """Return a vocabulary's label; "" for what is not known, which needs no line of its own."""
    return str(labels[code]) if code and code != "unknown" else ""


def term_in_words(term: str) -> str:
    """Return a term given as ISO 8601 ("P4Y6M") in words of the active language ("4 years, 6 months")."""
    words = []
    number = ""
    for letter in term.removeprefix("P"):
        if letter.isdigit():
            number += letter
        else:
            words.append(_unit(letter, int(number)))
            number = ""
    return ", ".join(words)


def _unit(letter: str, count: int) -> str:
    names = {
        "Y": ngettext("%(count)d year", "%(count)d years", count),
        "M": ngettext("%(count)d month", "%(count)d months", count),
        "W": ngettext("%(count)d week", "%(count)d weeks", count),
        "D": ngettext("%(count)d day", "%(count)d days", count),
    }
    return names[letter] % {"count": count}


def _reading(reading: Reading, language: str) -> AttributedReading:
    value, value_language = in_language_with_code(reading.value, language)
    return AttributedReading(
        aspect=in_language(reading.aspect, language),
        value=value,
        language=value_language,
        source=source_value(reading.source, language) if reading.source else None,
        chosen=reading.chosen,
    )


def _affiliation(affiliation: Affiliation, language: str) -> str:
    role = in_language(affiliation.role, language)
    organisation = in_language(affiliation.organisation.name, language)
    span = f"{affiliation.since or '..'}/{affiliation.until or '..'}"
    when = dates.describe(span, language) if affiliation.since or affiliation.until else ""
    return ", ".join(filter(None, [role, organisation, when]))


def _other_names(person: Person, shown: set[str]) -> tuple[tuple[str, str], ...]:
    names = {name.text: name.language for name in person.names.all() if name.text not in shown}
    return tuple(sorted(names.items()))

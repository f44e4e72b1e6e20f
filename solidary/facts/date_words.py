"""The words of dates: what people type in the shipped languages, and how a date is told in a language.

Month names are those of CLDR (Unicode Common Locale Data Repository), by way of Babel. The rest is written here:
CLDR has no words for "about", "before" or "spring".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

# English is read and told day first, as in the United Kingdom.
LOCALES = {"en": "en_GB", "fr": "fr", "ru": "ru", "be": "be"}
# Locatives of Russian and Belarusian ("в августе", "у жніўні") and short forms in use that CLDR does not list.
OTHER_MONTHS = {
    "январе жанвере студзені янв студз": 1,
    "феврале лютым фев": 2,
    "марте сакавіку мрт": 3,
    "апреле красавіку": 4,
    "мае траўні травень траўня": 5,
    "июне чэрвені jun": 6,
    "июле ліпені jul": 7,
    "августе жніўні": 8,
    "сентябре верасні сен сент sep sept": 9,
    "октябре кастрычніку": 10,
    "ноябре лістападзе ноя": 11,
    "декабре снежні": 12,
}
SEASON_WORDS = {
    "spring printemps весна весны весной весну вясна вясны вясной вясну": 21,
    "summer ete лето лета летом летам": 22,
    "autumn fall automne осень осени осенью восень восені восенню": 23,
    "winter hiver зима зимы зимой зиму зіма зімы зімой зіму": 24,
}
ROLE_WORDS = {
    "about": "about around circa ca c approx approximately vers environ ~ ≈ "
    "около примерно приблизительно каля прыкладна",
    "perhaps": "perhaps possibly probably maybe peut-etre возможно вероятно наверное магчыма ?",
    "both": "%",
    "before": "before avant до раньше да",
    "after": "after apres после пасля",
    "since": "since depuis",
    "until": "until till by jusqu",
    "from": "from du с со з са",
    "to": "to au a по па -",
    "open": "…",
    "decade": "annees",
    "between": "between entre между між",
    "and": "and et и і",
    "vague": "early late mid beginning end middle debut fin mi milieu начало начале конец конце середина середине",
    "": ", . ' ’ of in the on year le la les l d de en an annee г год года году года годы у ў в во",
}


def plain(word: str) -> str:
    """Return a word in lower case and without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _role_words() -> Iterator[tuple[str, tuple[str, int]]]:
    for role, words in ROLE_WORDS.items():
        yield from ((plain(word), (role, 0)) for word in words.split())


def _season_words() -> Iterator[tuple[str, tuple[str, int]]]:
    for words, number in SEASON_WORDS.items():
        yield from ((plain(word), ("season", number)) for word in words.split())


def _month_words() -> Iterator[tuple[str, tuple[str, int]]]:
    for code in LOCALES.values():
        for contexts in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                yield from ((plain(name).rstrip("."), ("month", number)) for number, name in contexts[width].items())
    for words, number in OTHER_MONTHS.items():
        yield from ((plain(word), ("month", number)) for word in words.split())


# What each word that people may type is: a role, and the number of a month or season.
VOCABULARY: dict[str, tuple[str, int]] = {**dict(_role_words()), **dict(_season_words()), **dict(_month_words())}


@dataclass(frozen=True, slots=True)
class Words:
    """How one language tells dates. `governed` is what stands after "before", "since" and "about"."""

    locale: Locale
    about: str = "≈ {}"
    perhaps: str = "{} ?"
    before: str = "< {}"
    since: str = "≥ {}"
    decade: str = "{}–{}"
    seasons: tuple[str, ...] = ()
    governed_seasons: tuple[str, ...] = ()
    governed_day: str = "{}"
    governed_year: str = "{}"
    first_day: str = "1"
    declines: bool = False

    def day_number(self, day: int) -> str:
        """Return a day of the month: "4", "1er"."""
        return self.first_day if day == 1 else str(day)

    def day_and_month(self, day: int, month: int) -> str:
        """Return "4 August"."""
        return f"{self.day_number(day)} {self.locale.months['format']['wide'][month]}"

    def month(self, month: int, *, governed: bool = False) -> str:
        """Return "August"; in languages that decline names, as it stands alone or after a preposition."""
        context = "format" if governed and self.declines else "stand-alone"
        return str(self.locale.months[context]["wide"][month])

    def whole(self, year: int, month: int, day: int | None) -> str:
        """Return a day or month with its year the way CLDR has it, for languages that have no words here."""
        if day:
            return str(format_date(date(year, month, day), "long", self.locale))
        return str(format_skeleton("yMMMM", date(year, month, 1), locale=self.locale))

    def season(self, number: int, *, governed: bool = False) -> str:
        """Return "spring" for 21 and so on, "" in a language that has no words here."""
        names = self.governed_seasons if governed else self.seasons
        return names[number - 21] if names else ""


_SLAVIC = {"governed_year": "{} года", "declines": True}
_SHIPPED: dict[str, dict[str, object]] = {
    "en": {
        "about": "about {}",
        "perhaps": "perhaps {}",
        "before": "before {}",
        "since": "since {}",
        "decade": "{}s",
        "seasons": ("spring", "summer", "autumn", "winter"),
        "governed_seasons": ("spring", "summer", "autumn", "winter"),
    },
    "fr": {
        "about": "vers {}",
        "perhaps": "peut-être {}",
        "before": "avant {}",
        "since": "depuis {}",
        "decade": "années {}",
        "seasons": ("printemps", "été", "automne", "hiver"),
        "governed_seasons": ("le printemps", "l’été", "l’automne", "l’hiver"),
        "governed_day": "le {}",
        "first_day": "1er",
    },
    "ru": {
        "about": "около {}",
        "perhaps": "возможно, {}",
        "before": "до {}",
        "since": "с {}",
        "decade": "{}-е",
        "seasons": ("весна", "лето", "осень", "зима"),
        "governed_seasons": ("весны", "лета", "осени", "зимы"),
        **_SLAVIC,
    },
    "be": {
        "about": "каля {}",
        "perhaps": "магчыма, {}",
        "before": "да {}",
        "since": "з {}",
        "decade": "{}-я",
        "seasons": ("вясна", "лета", "восень", "зіма"),
        "governed_seasons": ("вясны", "лета", "восені", "зімы"),
        **_SLAVIC,
    },
}


@lru_cache(maxsize=64)
def words_of(language: str) -> Words:
    """Return the words of a language, by code ("fr", "fr-ca"); CLDR's month names and signs for others."""
    locale = _locale(language)
    shipped = _SHIPPED.get(locale.language, {})
    return Words(locale=locale, **shipped)  # type: ignore[arg-type]


def _locale(language: str) -> Locale:
    code = language.replace("-", "_")
    for candidate in (LOCALES.get(code.split("_")[0]), code, code.split("_")[0]):
        try:
            if candidate:
                return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(LOCALES["en"])

"""Uncertain dates: what people type, EDTF text with its bounds, and a date in words.

EDTF is the Extended Date/Time Format of the Library of Congress (ISO 8601-2:2019), levels 0 and 1, for the years 1800
to 2200. The grammar is our own (`date_points`): the `edtf` library takes 5 ms a date and turns 04.08.2011 into 8 April;
the tests ask it whether it agrees with every text that is accepted or written here.

Bounds are what the text says and no more. EDTF gives "~" and "?" no width, so "about 2012" lies within 2012; whoever
knows a width writes an interval. A season has no hemisphere in EDTF; here spring is March to May and so on, as in the
`edtf` library, and winter reaches from January of its year to the February after, since people mean either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from solidary.facts.date_points import DateNotUnderstood, Period, Point, following, parse_edtf
from solidary.facts.date_reader import read_period
from solidary.facts.date_words import Words, words_of

__all__ = ["DateNotUnderstood", "UncertainDate", "describe", "from_edtf", "read_date"]


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """EDTF text, "" when undated, and its bounds, inclusive. A bound is None where the date is open or undated."""

    edtf: str
    earliest: date | None
    latest: date | None


def read_date(text: str) -> UncertainDate:
    """Read what a person typed, in any of the shipped languages, day first; "" is undated.

    Raise `DateNotUnderstood`, naming what was not understood: nothing is left over, and nothing guessed.
    """
    return _dated(read_period(text))


def from_edtf(text: str) -> UncertainDate:
    """Check EDTF text and compute its bounds; "" is undated. Raise `DateNotUnderstood`.

    What means the same is written the same: "2011-08-XX" becomes "2011-08", "20XX" becomes "2000/2099".
    """
    return _dated(parse_edtf(text))


@lru_cache(maxsize=4096)
def describe(edtf: str, language: str) -> str:
    """Tell a date in a language: "4 August 2011", "около 2012 года"; "" when undated.

    Without year words where a date stands alone ("4 августа 2011"), with them after a preposition ("до 2012 года").
    `read_date` reads every wording of a shipped language back. Raise `DateNotUnderstood` for what is not EDTF.
    """
    return _tell(parse_edtf(edtf), words_of(language))


def _dated(period: Period) -> UncertainDate:
    start, end = period.start, period.end
    if start and start.year is None:
        return UncertainDate(period.edtf, None, None)
    return UncertainDate(period.edtf, start.bounds[0] if start else None, end.bounds[1] if end else None)


def _tell(period: Period, words: Words) -> str:
    start, end = period.start, period.end
    if start is None and end is None:
        return ""
    if start is None or end is None:
        return _tell_open(start, end, words)
    return _tell_point(start, words) if start == end else _tell_both(start, end, words)


def _tell_open(start: Point | None, end: Point | None, words: Words) -> str:
    if start:
        if start.mark:
            return f"{_tell_point(start, words)} – …"
        return words.since.format(_tell_point(start, words, governed=True))
    if end and end.is_plain:
        return words.before.format(_tell_point(following(end), words, governed=True))
    return f"… – {_tell_point(end, words)}" if end else ""


def _tell_both(start: Point, end: Point, words: Words) -> str:
    told = _tell_point(end, words)
    if not _are_alike(start, end):
        return f"{_tell_point(start, words)} – {told}"
    if not start.month:
        return f"{start.year}–{end.year}"
    if start.year != end.year or not words.seasons:
        return f"{_tell_point(start, words)} – {told}"
    if not start.day:
        return f"{words.month(start.month)} – {told}"
    if start.month == end.month:
        return f"{words.day_number(start.day)}–{told}"
    return f"{words.day_and_month(start.day, start.month)} – {told}"


def _are_alike(start: Point, end: Point) -> bool:
    same_precision = bool(start.day) == bool(end.day) and bool(start.month) == bool(end.month)
    return same_precision and start.is_plain and end.is_plain


def _tell_point(point: Point, words: Words, *, governed: bool = False) -> str:
    if point.mark:
        return _tell_marked(point, words)
    year = "" if point.year is None else str(point.year)
    if point.year and point.month and not words.seasons:
        return words.whole(point.year, point.month, point.day)
    if point.is_decade:
        return words.decade.format(year, int(year) + 9)
    told = f"{_tell_part(point, words, governed=governed)} {year}".strip()
    if not governed:
        return told
    return words.governed_day.format(told) if point.day else words.governed_year.format(told)


def _tell_part(point: Point, words: Words, *, governed: bool) -> str:
    if point.day and point.month:
        return words.day_and_month(point.day, point.month)
    if point.season:
        return words.season(point.season, governed=governed)
    return words.month(point.month, governed=governed) if point.month else ""


def _tell_marked(point: Point, words: Words) -> str:
    bare = Point(point.year, point.month, point.day)
    told = _tell_point(bare, words, governed=point.mark in "~%")
    if point.mark in "~%":
        told = words.about.format(told)
    return words.perhaps.format(told) if point.mark in "?%" else told


def machine_date(edtf: str) -> str:
    """Return the date for `<time datetime>`: a day, a month or a year; "" for what HTML cannot say."""
    plain = edtf.rstrip("~?%")
    return plain if plain.replace("-", "").isdigit() and len(plain) in (4, 7, 10) and plain[5:7] <= "12" else ""

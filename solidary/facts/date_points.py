"""EDTF text (Library of Congress, ISO 8601-2:2019, levels 0 and 1) as points and periods, from 1800 to 2200."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1800, 2200
LONGEST = 100
_POINT = re.compile(r"([0-9]{4}|[0-9]{3}X|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%]?)", re.ASCII)
_CENTURY = re.compile(r"([0-9]{2})XX")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_WINTER = 24


class DateNotUnderstood(ValueError):
    """A text is no date; the message is one sentence that says what was not understood."""


@dataclass(frozen=True, slots=True)
class Point:
    """One date of EDTF: a year, season, month or day, a decade, or a day of every year (`year` None)."""

    year: int | None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    is_decade: bool = False
    mark: str = ""

    @property
    def edtf(self) -> str:
        """Return the EDTF text."""
        year = "XXXX" if self.year is None else f"{self.year:04}"
        parts = [year[:3] + "X" if self.is_decade else year]
        parts += [f"{part:02}" for part in (self.season or self.month, self.day) if part]
        return "-".join(parts) + self.mark

    @property
    def bounds(self) -> tuple[date, date]:
        """Return the first and the last day it may be; only for a point that has a year."""
        year = self.year or FIRST_YEAR
        if self.season:
            return _season_bounds(year, self.season)
        if self.is_decade:
            return date(year, 1, 1), date(year + 9, 12, 31)
        first, last = self.month or 1, self.month or 12
        return date(year, first, self.day or 1), date(year, last, self.day or monthrange(year, last)[1])

    @property
    def is_plain(self) -> bool:
        """Whether it is a year, month or day without any mark."""
        return self.year is not None and not (self.mark or self.season or self.is_decade)


@dataclass(frozen=True, slots=True)
class Period:
    """An EDTF interval, open where an end is None; a single date is one that starts and ends with itself."""

    start: Point | None
    end: Point | None

    @property
    def edtf(self) -> str:
        """Return the EDTF text."""
        if self.start == self.end:
            return self.start.edtf if self.start else ""
        return f"{self.start.edtf if self.start else '..'}/{self.end.edtf if self.end else '..'}"


def parse_edtf(text: str) -> Period:
    """Return the parts of EDTF text; raise `DateNotUnderstood`."""
    if not text:
        return Period(None, None)
    if century := _CENTURY.fullmatch(text):
        first = int(century[1]) * 100
        return checked_period(Point(first), Point(first + 99), text)
    start, slash, end = text[:LONGEST].partition("/")
    if not slash:
        point = _parse_point(start, text)
        return checked_period(point, point, text)
    period = checked_period(_parse_end(start, text), _parse_end(end, text), text)
    if any(point and (point.is_decade or point.year is None) for point in (period.start, period.end)):
        raise _not_edtf(text)
    return period


def checked_period(start: Point | None, end: Point | None, text: str) -> Period:
    """Return a period that ends after it begins, in years we know; raise `DateNotUnderstood`."""
    for point in (start, end):
        if point and point.year is not None and not FIRST_YEAR <= point.year <= LAST_YEAR:
            raise DateNotUnderstood(
                _("The year %(year)d is not between %(first)d and %(last)d.")
                % {"year": point.year, "first": FIRST_YEAR, "last": LAST_YEAR}
            )
    if start is None and end is None:
        raise DateNotUnderstood(_("“%(text)s” is open at both ends, so it says nothing.") % {"text": text})
    if start and end and start.year is not None and start.bounds[0] > end.bounds[1]:
        raise DateNotUnderstood(_("“%(text)s” ends before it begins.") % {"text": text})
    return Period(start, end)


def point_of_day(year: int, month: int, day: int | None, mark: str, text: str) -> Point:
    """Return a month or a day that the calendar has; raise `DateNotUnderstood`."""
    if not 1 <= month <= 12:
        raise DateNotUnderstood(_("There is no month %(month)d in “%(text)s”.") % {"month": month, "text": text})
    if day is not None and not (1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]):
        raise DateNotUnderstood(_("“%(text)s” is not a day of the calendar.") % {"text": text})
    return Point(year, month, day, mark=mark)


def _season_bounds(year: int, season: int) -> tuple[date, date]:
    if season == _WINTER:
        return date(year, 1, 1), date(year + 1, 2, monthrange(year + 1, 2)[1])
    first, last = _SEASONS[season]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _not_edtf(text: str) -> DateNotUnderstood:
    return DateNotUnderstood(
        _("“%(text)s” is not a date in EDTF of level 0 or 1, such as 2011-08-04, 2011-08 or 2012~.")
        % {"text": text[:LONGEST]}
    )


def _parse_end(text: str, whole: str) -> Point | None:
    return None if text in ("", "..") else _parse_point(text, whole)


def _parse_point(text: str, whole: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise _not_edtf(whole)
    year, month, day, mark = match.groups()
    if year.endswith("X"):
        return _parse_unspecified(match, whole)
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise _not_edtf(whole)
        return Point(int(year), mark=mark)
    return _parse_month(int(year), int(month), day, mark, whole)


def _parse_month(year: int, month: int, day: str | None, mark: str, whole: str) -> Point:
    if 21 <= month <= _WINTER:
        if day or mark:
            raise _not_edtf(whole)
        return Point(year, season=month)
    return point_of_day(year, month, int(day) if day and day != "XX" else None, mark, whole)


def _parse_unspecified(match: re.Match[str], whole: str) -> Point:
    year, month, day, mark = match.groups()
    if year != "XXXX" and not (month or mark):
        return Point(int(year[:3]) * 10, is_decade=True)
    if year != "XXXX" or not month or mark or "XX" in (month, day):
        raise _not_edtf(whole)
    # 2000 is a leap year: 29 February is a day of some years.
    every = point_of_day(2000, int(month), int(day) if day else None, "", whole)
    return Point(None, every.month, every.day)


def following(point: Point) -> Point:
    """Return the day, month or year after a plain one."""
    if point.year is None or not point.month:
        return Point((point.year or 0) + 1)
    if not point.day:
        return Point(point.year + point.month // 12, point.month % 12 + 1)
    day = date.fromordinal(date(point.year, point.month, point.day).toordinal() + 1)
    return Point(day.year, day.month, day.day)

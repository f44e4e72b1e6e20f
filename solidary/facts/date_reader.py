"""Reading what people type: words and numbers become a period, or one sentence says what was not understood.

The text is cut into tokens, each of one role; a leading word ("before", "since", "between") or a dash splits it into
ends; an end is a bag of parts, each of which may be given once. Whatever has no part in this is refused by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from solidary.facts.date_points import (
    LONGEST,
    DateNotUnderstood,
    Period,
    Point,
    checked_period,
    following,
    parse_edtf,
    point_of_day,
)
from solidary.facts.date_words import VOCABULARY, plain

_EDTF_SHAPE = re.compile(r"[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?|(\.\.|[0-9X]{4}[^\s/]*)?/(\.\.|[0-9X]{4}[^\s/]*)?")
_TABLE_HYPHENS = re.compile(r"(?<=\d)-([^\W\d_]+\.?)-(?=\d{4})")
_TOKEN = re.compile(
    r"""(?P<big>\d{4}([./-])\d{1,2}\2\d{1,2}(?!\d))
    | (?P<yearmonth>\d{4}-\d{1,2}(?!\d))
    | (?P<full>\d{1,2}([./-])\d{1,2}\5\d+)
    | (?P<monthyear>\d{1,2}[./]\d{4}(?!\d))
    | (?P<daymonth>\d{1,2}[./]\d{1,2}(?!\d))
    | (?P<decade>\d{3}0(?:s\b|-?[еях]\b))
    | (?P<day>\d{1,2}(?:st|nd|rd|th|er|re|-?(?:го|ого|е|й))\b)
    | (?P<number>\d+)
    | (?P<word>peut-[eê]tre|[^\W\d_]+)
    | (?P<sign>\.\.+|\S)""",
    re.VERBOSE | re.IGNORECASE,
)
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "‒": "-", "\u00a0": " ", "\u202f": " "})
_SIGNS = {"..": ("open", 0), "...": ("open", 0)}
_UNKNOWN = ("unknown", 0)
_RANGE_ROLES = frozenset(("to", "until", "before"))
_SHIFTS = frozenset(("before", "after"))


class _Token(NamedTuple):
    role: str
    number: int
    text: str
    start: int


@dataclass(slots=True)
class _Draft:
    """The parts of one date, as far as they were given."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    is_decade: bool = False
    about: bool = False
    perhaps: bool = False

    def lend(self, other: _Draft) -> None:
        """Give the other end of a range what it left unsaid: "4–6 August 2011"."""
        if other.month is None and other.season is None and (other.day or other.year is None):
            other.month = self.month if other.day else None
        if other.year is None:
            other.year = self.year

    @property
    def mark(self) -> str:
        """Return the EDTF sign for about, perhaps, both or neither."""
        return ("%" if self.about else "?") if self.perhaps else "~" * self.about

    def point(self) -> Point:
        """Return the date; raise `DateNotUnderstood` where something is missing."""
        if self.year is None:
            raise DateNotUnderstood(
                _("“%(text)s” has no year; write the year with four digits.") % {"text": self.text.strip()}
            )
        if self.month:
            return point_of_day(self.year, self.month, self.day, self.mark, self.text.strip())
        if self.day or ((self.season or self.is_decade) and self.mark) or (self.season and self.is_decade):
            raise _not_one_date(self.text)
        return Point(self.year, season=self.season, is_decade=self.is_decade, mark=self.mark)


def read_period(text: str) -> Period:
    """Return the period that a person meant; raise `DateNotUnderstood`."""
    tidy = unicodedata.normalize("NFC", text).translate(_DASHES).strip()
    if not tidy:
        return Period(None, None)
    if len(tidy) > LONGEST:
        raise DateNotUnderstood(_("“%(text)s…” is too long for a date.") % {"text": tidy[:30]})
    if _EDTF_SHAPE.fullmatch(tidy):
        return _with_year(parse_edtf(tidy), tidy)
    tidy = _TABLE_HYPHENS.sub(r" \1 ", tidy)
    return _read(_tokens(tidy), tidy)


def _with_year(period: Period, text: str) -> Period:
    if period.start and period.start.year is None:
        raise DateNotUnderstood(_("“%(text)s” has no year; write the year with four digits.") % {"text": text})
    return period


def _tokens(text: str) -> list[_Token]:
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> _Token:
    group, text = match.lastgroup or "", match[0]
    role, number = group, 0
    if group == "word":
        role, number = VOCABULARY.get(plain(text), _UNKNOWN)
    elif group == "sign":
        role, number = _SIGNS.get(text) or VOCABULARY.get(text, _UNKNOWN)
    return _Token(role, number, text, match.start())


def _read(tokens: Sequence[_Token], text: str) -> Period:
    lead = tokens[0].role
    if lead == "between":
        return _range(tokens[1:], frozenset(("and", "to")), text)
    if lead == "from":
        roles = {token.role for token in tokens[1:]}
        return _range(tokens[1:], _RANGE_ROLES, text) if roles & _RANGE_ROLES else _open(lead, tokens[1:], text)
    if lead in ("before", "after", "since", "until"):
        return _open(lead, tokens[1:], text)
    if any(token.role == "to" for token in tokens):
        return _range(tokens, frozenset(("to",)), text)
    point = _draft(tokens, text).point()
    return checked_period(point, point, text)


def _open(lead: str, tokens: Sequence[_Token], text: str) -> Period:
    # French says "jusqu'au", "jusqu'à".
    point = _draft([token for token in tokens if lead != "until" or token.role != "to"], text).point()
    if point.is_decade or (lead in _SHIFTS and not point.is_plain):
        raise DateNotUnderstood(
            _("“%(text)s” cannot be kept: put a day, a month or a year after “%(word)s”.")
            % {"text": text, "word": text.split()[0]}
        )
    if lead == "before":
        return checked_period(None, _preceding(point), text)
    if lead == "until":
        return checked_period(None, point, text)
    return checked_period(following(point) if lead == "after" else point, None, text)


def _preceding(point: Point) -> Point:
    if point.year is None or not point.month:
        return Point((point.year or 0) - 1)
    if point.day == 1 or not point.day:
        month = Point(point.year - (point.month == 1), (point.month - 2) % 12 + 1)
        return Point(month.year, month.month, month.bounds[1].day) if point.day else month
    return Point(point.year, point.month, point.day - 1)


def _range(tokens: Sequence[_Token], splitters: frozenset[str], text: str) -> Period:
    at = next((place for place, token in enumerate(tokens) if place and token.role in splitters), None)
    if at is None:
        raise _not_one_date(text)
    start, end = _end(tokens[:at], text), _end(tokens[at + 1 :], text)
    if start and end:
        if start.year is None:
            # "about 4–6 August 2011": one year, one "about".
            end.about, end.perhaps = end.about or start.about, end.perhaps or start.perhaps
            start.about, start.perhaps = end.about, end.perhaps
        end.lend(start)
        start.lend(end)
    return _checked_range(start.point() if start else None, end.point() if end else None, text)


def _checked_range(start: Point | None, end: Point | None, text: str) -> Period:
    if (start and start.is_decade) or (end and end.is_decade):
        raise _not_one_date(text)
    return checked_period(start, end, text)


def _end(tokens: Sequence[_Token], text: str) -> _Draft | None:
    return None if [token.role for token in tokens] == ["open"] else _draft(tokens, text)


def _draft(tokens: Sequence[_Token], text: str) -> _Draft:
    end = tokens[-1].start + len(tokens[-1].text) if tokens else 0
    draft = _Draft(text[tokens[0].start : end] if tokens else text)
    for token in tokens:
        if not _add(draft, token):
            raise _left_over(token, text)
    return draft


def _add(draft: _Draft, token: _Token) -> bool:
    """Put a token into the draft; False where it has no place in it."""
    if token.role in _NUMERIC:
        return _give(draft, **dict(zip(_NUMERIC[token.role], _numbers(token), strict=True)))
    if token.role in ("month", "season"):
        return _give(draft, **{token.role: token.number})
    if token.role == "number":
        return _add_number(draft, token)
    if token.role in ("about", "perhaps", "both"):
        draft.about |= token.role != "perhaps"
        draft.perhaps |= token.role != "about"
    elif token.role == "decade":
        return _add_decade(draft, token)
    elif token.role == "vague":
        raise DateNotUnderstood(
            _("“%(word)s” cannot be kept in a date; give days or months, such as 1–10 August 2011.")
            % {"word": token.text}
        )
    return token.role in _HARMLESS


_NUMERIC = {
    "big": ("year", "month", "day"),
    "yearmonth": ("year", "month"),
    "full": ("day", "month", "year"),
    "monthyear": ("month", "year"),
    "daymonth": ("day", "month"),
    "day": ("day",),
}
_HARMLESS = frozenset(("", "about", "perhaps", "both"))
_DIGITS = re.compile(r"\d+")


def _numbers(token: _Token) -> list[int]:
    digits = _DIGITS.findall(token.text)
    if token.role == "full" and len(digits[2]) != 4:
        raise _bad_year(token.text)
    numbers = [int(number) for number in digits]
    month = dict(zip(_NUMERIC[token.role], numbers, strict=True)).get("month", 1)
    if not 1 <= month <= 12:
        raise DateNotUnderstood(
            _("There is no month %(month)d in “%(text)s”; dates are read day first: day.month.year.")
            % {"month": month, "text": token.text}
        )
    return numbers


def _give(draft: _Draft, **parts: int) -> bool:
    for name, number in parts.items():
        if getattr(draft, name) is not None or (name == "season" and draft.month) or (name == "month" and draft.season):
            return False
        setattr(draft, name, number)
    return True


def _add_number(draft: _Draft, token: _Token) -> bool:
    if len(token.text) == 4:
        return _give(draft, year=int(token.text))
    if len(token.text) > 2 or (draft.day is not None and draft.month and draft.year is None):
        raise _bad_year(token.text)
    return _give(draft, day=int(token.text))


def _add_decade(draft: _Draft, token: _Token) -> bool:
    # "1990s", "1990-е" carry their year; "années" announces it.
    draft.is_decade = True
    return not token.text[0].isdigit() or _give(draft, year=int(token.text[:4]))


def _bad_year(text: str) -> DateNotUnderstood:
    return DateNotUnderstood(_("Write the year of “%(text)s” with four digits.") % {"text": text})


def _left_over(token: _Token, text: str) -> DateNotUnderstood:
    return DateNotUnderstood(
        _("“%(rest)s” in “%(text)s” is not understood as part of a date.") % {"rest": text[token.start :], "text": text}
    )


def _not_one_date(text: str) -> DateNotUnderstood:
    return DateNotUnderstood(_("“%(text)s” does not say one date.") % {"text": text.strip()})

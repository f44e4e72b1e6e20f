"""The two pictures that are drawn from a case's spells: the wall of tally strokes and the strip of years.

Pure arithmetic: spells and marks go in, positions and paths come out. How they look is left to the templates and
the stylesheet, so that the same values serve a page, a counter to embed, and a poster.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

GROUP_SIZE = 5
DAYS_PER_WEEK = 7
DRAWN_BY_THE_DAY = 400
"""Up to so many days in all, the wall shows one stroke a day; above, one stroke a week."""

# Six groups of five as a hand scratches them: four uprights, then the bar across.
# Units are pixels in a box of 38 by 36.
_VARIANTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("M5 5q-1 14 1 26", "M12 4q1 13 0 28", "M19 6q-1 12 1 25", "M27 4q1 15-1 27", "M1 26q16-6 35-16"),
    ("M6 4q0 15-1 28", "M13 6q-1 12 1 25", "M21 4q0 13-2 28", "M28 5q1 12 0 26", "M2 24q17-5 34-13"),
    ("M5 6q1 12 2 26", "M13 4q0 15-1 27", "M20 5q1 13 1 27", "M27 6q0 11 1 25", "M1 28q18-8 35-20"),
    ("M7 4q-2 14-2 27", "M14 5q-1 14-2 27", "M20 4q1 14-1 27", "M28 6q-2 13-1 26", "M2 25q15-3 34-14"),
    ("M5 4q2 13 1 27", "M11 5q2 14 2 26", "M19 4q0 13 1 29", "M26 5q2 13 1 26", "M1 23q18-3 35-11"),
    ("M6 5q-2 13 0 28", "M13 4q-2 13 0 27", "M20 6q-1 13 0 25", "M28 4q-2 14 0 28", "M2 27q16-7 34-17"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Up to five strokes drawn together.

    A full group is one of a few shared drawings (`symbol` names it); a broken one, and the one that ends in freedom,
    is drawn by itself as `path`. `last` is the stroke of the release, "" in every other group.
    """

    strokes: int
    earlier: bool
    symbol: str
    path: str
    last: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The wall. `symbols` are the shared drawings that occur in it, as (name, path); `unit` is "day" or "week"."""

    groups: tuple[Group, ...]
    symbols: tuple[tuple[str, str], ...]
    unit: str

    @property
    def strokes(self) -> int:
        """How many strokes stand on the wall."""
        return sum(group.strokes for group in self.groups)


def tally(spells: Sequence[int], *, freed: bool) -> Tally:
    """Draw a wall for spells given as days, oldest first; all but the last are "earlier".

    By the week, a stroke stands for each full week of a spell, and no spell goes without a stroke. Every spell begins a
    group of its own. With `freed`, the very last stroke is set apart as the one of the release.
    """
    by_the_day = sum(spells) <= DRAWN_BY_THE_DAY
    sizes: list[tuple[int, bool]] = []
    for index, days in enumerate(spells):
        strokes = days if by_the_day else max(days // DAYS_PER_WEEK, min(days, 1))
        full, rest = divmod(strokes, GROUP_SIZE)
        earlier = index < len(spells) - 1
        sizes += [(size, earlier) for size in [GROUP_SIZE] * full + [rest] * bool(rest)]
    groups = tuple(
        _group(position, strokes, earlier, freed=freed and not earlier and position == len(sizes) - 1)
        for position, (strokes, earlier) in enumerate(sizes)
    )
    used = sorted({group.symbol for group in groups} - {""})
    symbols = tuple((name, "".join(_VARIANTS[int(name[1:])])) for name in used)
    return Tally(groups, symbols, "day" if by_the_day else "week")


def _group(position: int, strokes: int, earlier: bool, *, freed: bool) -> Group:
    # Knuth's multiplicative hash: the same wall on every bake, without a pattern that the eye finds in the rows.
    variant = (position * 2654435761 % 2**32 >> 16) % len(_VARIANTS)
    drawn = _VARIANTS[variant][:strokes]
    if freed:
        return Group(strokes, earlier, "", "".join(drawn[:-1]), drawn[-1])
    if strokes == GROUP_SIZE:
        return Group(strokes, earlier, f"t{variant}", "", "")
    return Group(strokes, earlier, "", "".join(drawn), "")


NARROW_WIDTH = 288.0
"""Pixels that the strip has on the smallest phone (320 less its margins)."""
WIDE_WIDTH = 640.0
"""Pixels that the strip has at least where the stylesheet shows the labels marked `wide`."""
CHARACTER_WIDTH = 7.6
"""Pixels that one character of a label takes at most on average, at the strip's 13 pixels."""
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Point:
    """What the strip is to show at one day."""

    on: date
    label: str
    tone: str
    above: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A spell on the strip; `x` and `width` in per cent."""

    x: float
    width: float
    earlier: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark on the strip; `x` in per cent."""

    x: float
    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words that stand above or below the strip. `anchor` is SVG's text-anchor; `wide` ones have no room on a phone."""

    x: float
    anchor: str
    text: str
    above: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year's first day on the strip; `wide` ones have no room on a phone."""

    x: float
    anchor: str
    text: str
    wide: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip of years, from the first day of its first year to the last day of its last."""

    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    years: tuple[Year, ...]


def strip(
    spells: Sequence[tuple[date, date | None]], points: Sequence[Point], *, today: date, mirrored: bool = False
) -> Strip:
    """Place spells, marks and years between 0 and 100 per cent; `mirrored` runs time from right to left.

    A label that would touch another one on its side is moved beside its mark, and left out where that does not help;
    the mark stays. What has no room on a phone but has it on a wider screen is marked `wide`.
    """
    bounds = [day for start, end in spells for day in (start, end or today)] + [point.on for point in points]
    if not bounds:
        return Strip((), (), (), ())
    first, last = min(bounds).year, max(bounds).year
    place = _scale(first, last, mirrored=mirrored)

    bars = []
    for index, (start, end) in enumerate(spells):
        left, right = sorted((place(start), place(end or today)))
        bars.append(Bar(left, round(max(right - left, 0.3), 2), earlier=index < len(spells) - 1))
    dots = tuple(Dot(place(point.on), point.tone, point.label) for point in points)
    labels = [
        label
        for above in (True, False)
        for label in _labels([(place(p.on), p.label) for p in points if p.label and p.above is above], above, mirrored)
    ]
    return Strip(tuple(bars), dots, tuple(labels), _years(first, last, place, mirrored=mirrored))


def _scale(first: int, last: int, *, mirrored: bool) -> Callable[[date], float]:
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()

    def place(day: date) -> float:
        share = 100 * (day.toordinal() - start) / (end - start)
        return round(100 - share if mirrored else share, 2)

    return place


def label_bounds(x: float, anchor: str, text: str, width: float, *, mirrored: bool = False) -> tuple[float, float]:
    """The pixels that a label covers on a strip of `width` pixels, as (left, right)."""
    at, length = x * width / 100, len(text) * CHARACTER_WIDTH
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    if mirrored:
        before = 1 - before
    return at - before * length, at + (1 - before) * length


def _labels(wanted: Sequence[tuple[float, str]], above: bool, mirrored: bool) -> Iterable[Label]:
    """Give room first to what fits on a phone, then to what fits on a wider screen.

    Labels are anchored in per cent and have a fixed length: what is free at one width is free at every greater one.
    """
    placed: list[Label] = []
    left = list(wanted)
    for width, wide in ((NARROW_WIDTH, False), (WIDE_WIDTH, True)):
        still_left = []
        for x, text in left:
            anchor = _free_anchor(x, text, width, placed, mirrored)
            if anchor:
                placed.append(Label(x, anchor, text, above, wide))
            else:
                still_left.append((x, text))
        left = still_left
    return placed


def _free_anchor(x: float, text: str, width: float, placed: Sequence[Label], mirrored: bool) -> str:
    taken = [label_bounds(label.x, label.anchor, label.text, width, mirrored=mirrored) for label in placed]
    for anchor in ("middle", "start", "end"):
        left, right = label_bounds(x, anchor, text, width, mirrored=mirrored)
        free = all(right + _GAP <= others_left or left - _GAP >= others_right for others_left, others_right in taken)
        if free and left >= 0 and right <= width:
            return anchor
    return ""


def _years(first: int, last: int, place: Callable[[date], float], *, mirrored: bool) -> tuple[Year, ...]:
    span = last - first + 1
    wide = _year_step(span, WIDE_WIDTH, 1)
    narrow = _year_step(span, NARROW_WIDTH, wide)
    ticks = []
    for year in range(first, last + 1, wide):
        x = place(date(year, 1, 1))
        ticks.append(Year(x, _year_anchor(x, str(year), mirrored), str(year), wide=bool((year - first) % narrow)))
    return tuple(ticks)


def _year_step(span: int, width: float, multiple_of: int) -> int:
    room = 1.5 * len("2011") * CHARACTER_WIDTH + _GAP
    return max(ceil(room * span / width / multiple_of), 1) * multiple_of


def _year_anchor(x: float, text: str, mirrored: bool) -> str:
    left, right = label_bounds(x, "middle", text, NARROW_WIDTH, mirrored=mirrored)
    if left >= 0 and right <= NARROW_WIDTH:
        return "middle"
    return "start" if (left < 0) is not mirrored else "end"

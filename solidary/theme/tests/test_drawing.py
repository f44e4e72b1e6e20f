"""The wall of strokes and the strip of years, checked for any spells and any marks."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.theme import drawing

spell_days = st.lists(st.integers(min_value=0, max_value=9000), max_size=5)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2060, 12, 31))
points = st.builds(
    drawing.Point,
    on=days,
    label=st.text(alphabet="abcdefгд ", max_size=30).map(str.strip),
    tone=st.sampled_from(["held", "free", "honour", "plain"]),
    above=st.booleans(),
)
LATEST = date(2060, 12, 31)


@st.composite
def spells(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    edges = sorted(draw(st.lists(days, min_size=0, max_size=8, unique=True)))
    pairs: list[tuple[date, date | None]] = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        pairs.append((edges[-1], None))
    return pairs


def expected_strokes(spell_lengths: Sequence[int]) -> int:
    if sum(spell_lengths) <= drawing.DRAWN_BY_THE_DAY:
        return sum(spell_lengths)
    return sum(max(length // 7, 1) for length in spell_lengths if length)


@given(spell_days, st.booleans())
def test_the_wall_has_a_stroke_for_each_day_or_for_each_full_week(lengths: list[int], freed: bool) -> None:
    wall = drawing.tally(lengths, freed=freed)

    assert wall.strokes == expected_strokes(lengths)
    assert wall.unit == ("day" if sum(lengths) <= drawing.DRAWN_BY_THE_DAY else "week")


@given(spell_days, st.booleans())
def test_strokes_stand_in_fives_and_only_the_end_of_a_spell_breaks_a_group(lengths: list[int], freed: bool) -> None:
    wall = drawing.tally(lengths, freed=freed)

    assert all(1 <= group.strokes <= drawing.GROUP_SIZE for group in wall.groups)
    assert sum(group.strokes < drawing.GROUP_SIZE for group in wall.groups) <= len(lengths)


@given(spell_days, st.booleans())
def test_every_group_shows_as_many_strokes_as_it_counts(lengths: list[int], freed: bool) -> None:
    wall = drawing.tally(lengths, freed=freed)
    shared = dict(wall.symbols)

    for group in wall.groups:
        drawn = shared[group.symbol] if group.symbol else group.path + group.last
        assert drawn.count("M") == group.strokes


@given(spell_days)
def test_only_the_last_stroke_of_the_last_spell_is_that_of_the_release(lengths: list[int]) -> None:
    freed = drawing.tally(lengths, freed=True)
    held = drawing.tally(lengths, freed=False)

    assert not any(group.last for group in held.groups)
    assert not any(group.last for group in freed.groups[:-1])
    if lengths and lengths[-1]:
        assert freed.groups[-1].last.count("M") == 1


@given(spell_days, st.booleans())
def test_the_same_spells_always_draw_the_same_wall(lengths: list[int], freed: bool) -> None:
    assert drawing.tally(lengths, freed=freed) == drawing.tally(tuple(lengths), freed=freed)


def test_all_spells_but_the_last_are_drawn_as_earlier() -> None:
    wall = drawing.tally([1052, 1613], freed=True)

    assert [group.earlier for group in wall.groups] == [True] * 30 + [False] * 46
    assert wall.strokes == 150 + 230


def test_a_spell_of_a_few_days_keeps_one_stroke_on_a_wall_of_weeks() -> None:
    wall = drawing.tally([3, 1613], freed=False)

    assert wall.groups[0].strokes == 1
    assert wall.groups[0].earlier


def test_a_case_without_days_has_an_empty_wall() -> None:
    assert drawing.tally([], freed=False).groups == ()
    assert drawing.tally([0], freed=True).groups == ()


@given(spells(), st.lists(points, max_size=12), st.booleans())
def test_everything_on_the_strip_stands_between_its_ends(
    pairs: list[tuple[date, date | None]], marks: list[drawing.Point], mirrored: bool
) -> None:
    strip = drawing.strip(pairs, marks, today=LATEST, mirrored=mirrored)

    assert len(strip.bars) == len(pairs)
    assert len(strip.dots) == len(marks)
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 for bar in strip.bars)
    assert all(0 <= dot.x <= 100 for dot in strip.dots)
    assert all(0 <= year.x <= 100 for year in strip.years)


@pytest.mark.parametrize("width", [drawing.NARROW_WIDTH, 328.0, drawing.WIDE_WIDTH, 1120.0])
@given(pairs=spells(), marks=st.lists(points, max_size=12), mirrored=st.booleans())
def test_labels_on_one_side_never_touch_and_never_leave_the_strip(
    width: float, pairs: list[tuple[date, date | None]], marks: list[drawing.Point], mirrored: bool
) -> None:
    strip = drawing.strip(pairs, marks, today=LATEST, mirrored=mirrored)
    shown = [label for label in strip.labels if width >= drawing.WIDE_WIDTH or not label.wide]
    rows = (
        [(label.x, label.anchor, label.text) for label in shown if label.above],
        [(label.x, label.anchor, label.text) for label in shown if not label.above],
        [(year.x, year.anchor, year.text) for year in strip.years if width >= drawing.WIDE_WIDTH or not year.wide],
    )

    for row in rows:
        spans = sorted(drawing.label_bounds(*label, width, mirrored=mirrored) for label in row)
        assert all(before[1] < after[0] for before, after in pairwise(spans))
        assert all(left >= -0.01 and right <= width + 0.01 for left, right in spans)


@given(spells(), st.lists(points, max_size=8))
def test_a_mirrored_strip_runs_from_right_to_left(
    pairs: list[tuple[date, date | None]], marks: list[drawing.Point]
) -> None:
    plain = drawing.strip(pairs, marks, today=LATEST)
    mirrored = drawing.strip(pairs, marks, today=LATEST, mirrored=True)

    assert [dot.x for dot in mirrored.dots] == pytest.approx([100 - dot.x for dot in plain.dots], abs=0.02)
    assert [label.anchor for label in mirrored.labels] == [label.anchor for label in plain.labels]


@given(spells(), st.lists(points, max_size=8))
def test_the_same_facts_always_give_the_same_strip(
    pairs: list[tuple[date, date | None]], marks: list[drawing.Point]
) -> None:
    assert drawing.strip(pairs, marks, today=LATEST) == drawing.strip(pairs, marks, today=LATEST)


def test_a_running_spell_reaches_to_today() -> None:
    today = date(2026, 7, 2)
    strip = drawing.strip([(date(2025, 1, 1), None)], [], today=today)

    (bar,) = strip.bars
    assert bar.x == 0
    assert bar.width == pytest.approx(100 * (today - date(2025, 1, 1)) / timedelta(days=729), abs=0.01)


def test_a_case_without_dates_has_an_empty_strip() -> None:
    assert drawing.strip([], [], today=LATEST) == drawing.Strip((), (), (), ())

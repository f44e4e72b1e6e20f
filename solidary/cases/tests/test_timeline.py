"""The fold: the numbers of the field, what each kind of entry does, what contradicts itself, and what always holds."""

import random
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.cases.kinds import GROUND_DETAILS, KINDS, RELEASE_GROUNDS, RELEASE_TERMS, STATUSES, Effect
from solidary.cases.timeline import Entry, State, fold
from solidary.facts.dates import from_edtf

TODAY = date(2026, 1, 1)


def entry(when: str, kind: str, **more: object) -> Entry:
    read = from_edtf(when)
    given = {"id": f"{kind} {when}", "case": "2011", **more}
    return Entry(kind=kind, earliest=read.earliest, latest=read.latest, **given)  # type: ignore[arg-type]


def told(*lines: str, on: str = "2026-01-01", **more: object) -> State:
    """Fold lines such as "2011-08-04 detained"; a line that is one word is undated."""
    entries = []
    for place, line in enumerate(lines):
        when, _, kind = line.rpartition(" ")
        entries.append(entry(when, kind, id=place, position=place, **more))
    return fold(entries, date.fromisoformat(on))


def codes(state: State) -> list[str]:
    return [problem.code for problem in state.problems]


# --- Ales Bialiatski, as in the facts of the demonstration -----------------------------------------------------------

BABRUISK, HORKI = "Penal colony No. 2, Babruisk", "Penal colony No. 9, Horki"
BIALIATSKI = [
    entry("2011-08-04", "detained"),
    entry("2011-11-02", "trial_opened"),
    entry("2011-11-24", "convicted"),
    entry("2012-01-24", "appeal_rejected"),
    entry("2012-02-28", "transferred", facility=BABRUISK),
    entry("2012-03-21", "penalty"),
    entry("2012-05-16", "penalty"),
    entry("2012-06-02", "penalty"),
    entry("2012-08", "parcel_denied"),
    entry("2012-04-12", "complaint_submitted"),
    entry("2012-10", "honour_granted"),
    entry("2013-07", "visit_denied"),
    entry("2013", "parcel_denied"),
    entry("2012", "honour_granted", id="prizes"),
    entry("2014", "honour_handed_over"),
    entry("2013-09", "honour_granted"),
    entry("2012", "amnesty_refused"),
    entry("2013", "amnesty_refused"),
    entry("2014-06-21", "released", ground="amnesty"),
    entry("2014-10-24", "opinion"),
    entry("2021-07-14", "detained", case="2021"),
    entry("2022-10-07", "honour_granted", case="2021"),
    entry("2023-01-05", "trial_opened", case="2021"),
    entry("2023-03-03", "convicted", case="2021"),
    entry("2023-04-21", "appeal_rejected", case="2021"),
    entry("2023-05", "transferred", case="2021", facility=HORKI),
    entry("2024", "opinion", case="2021"),
    entry("2025-12-13", "released", case="2021", terms="deported"),
    entry("2025-12-13", "deported", case="2021", position=1),
]


@pytest.mark.parametrize(
    ("on", "days", "status", "detail", "facility"),
    [
        ("2011-08-03", 0, "unknown", "", None),
        ("2011-08-04", 0, "held", "under_investigation", None),
        ("2011-11-02", 90, "held", "on_trial", None),
        ("2011-11-24", 112, "held", "serving_sentence", None),
        ("2013-01-01", 516, "held", "serving_sentence", BABRUISK),
        ("2014-06-20", 1051, "held", "serving_sentence", BABRUISK),
        ("2014-06-21", 1052, "released", "amnesty", None),
        ("2018-01-01", 1052, "released", "amnesty", None),
        ("2021-07-14", 1052, "held", "under_investigation", None),
        ("2023-05-10", 1052 + 665, "held", "serving_sentence", HORKI),
        ("2026-01-01", 2665, "exiled_or_deported", "deported", None),
    ],
)
def test_bialiatski_is_where_the_sources_say(
    on: str, days: int, status: str, detail: str, facility: str | None
) -> None:
    state = fold(BIALIATSKI, date.fromisoformat(on))
    assert (state.days_detained, state.status, state.detail, state.facility) == (days, status, detail, facility)
    assert state.days_detained_range == (days, days)
    assert state.problems == ()


def test_bialiatski_was_held_in_two_spells_of_two_cases() -> None:
    state = fold(BIALIATSKI, TODAY)
    assert [(spell.start, spell.end, spell.days, spell.case) for spell in state.spells] == [
        (date(2011, 8, 4), date(2014, 6, 21), 1052, "2011"),
        (date(2021, 7, 14), date(2025, 12, 13), 1613, "2021"),
    ]
    assert state.since == date(2025, 12, 13)
    assert state.terms == "deported"


def test_the_free_years_add_no_day() -> None:
    for n in range((date(2021, 7, 14) - date(2014, 6, 21)).days + 1):
        assert fold(BIALIATSKI, date(2014, 6, 21) + timedelta(n)).days_detained == 1052


def test_his_trial_is_upcoming_before_it_opens() -> None:
    coming = fold(BIALIATSKI, date(2022, 12, 1)).upcoming
    assert [(c.on, c.kind, c.case) for c in coming] == [(date(2023, 1, 5), "trial_opened", "2021")]


# --- Every status is reached -----------------------------------------------------------------------------------------

REACHED = [
    ("held", "under_investigation", ["2011-08-04 detained"]),
    ("held", "on_trial", ["2011-08-04 detained", "2011-11-02 trial_opened"]),
    ("held", "serving_sentence", ["2011-08-04 detained", "2011-11-24 sentenced"]),
    ("held", "serving_sentence", ["2011-08-04 detained", "2011-11-24 sentenced", "2012-01-01 new_charge_in_prison"]),
    ("held", "without_legal_basis", ["2011-08-04 detained", "2011-11-24 convicted", "2012-01-24 acquitted"]),
    ("held", "incommunicado", ["2011-08-04 detained", "2011-11-24 convicted", "2012-01-24 incommunicado"]),
    ("held", "under_investigation", ["2011-08-04 detained", "2012-01-24 incommunicado", "2013-01-24 contact_restored"]),
    ("restricted", "house_arrest", ["2011-08-04 detained", "2011-09-01 house_arrest"]),
    ("restricted", "open_institution", ["2011-08-04 detained", "2011-09-01 moved_to_open_institution"]),
    ("restricted", "restricted_in_movement", ["2011-09-01 charged", "2011-10-01 supervision_imposed"]),
    ("released", "convicted", ["2011-08-04 detained", "2011-08-05 charged", "2011-08-06 released", "2012 convicted"]),
    ("released", "under_investigation", ["2011-08-04 detained", "2011-08-05 charged", "2011-08-06 released"]),
    ("released", "on_trial", ["2011-08-04 detained", "2011-08-05 charged", "2011-08-06 released", "2012 trial_opened"]),
    ("released", "acquitted", ["2011-08-04 detained", "2011-08-05 acquitted", "2011-08-06 released"]),
    ("released", "unknown", ["2011-08-04 detained", "2011-08-05 convicted", "2011-08-06 released"]),
    ("not_detained", "under_investigation", ["2011 charged"]),
    ("not_detained", "on_trial", ["2011 trial_opened"]),
    ("not_detained", "convicted", ["2011 convicted"]),
    ("not_detained", "acquitted", ["2011 charged", "2012 acquitted"]),
    ("escaped", "", ["2011-08-04 detained", "2011-09-01 escaped"]),
    ("fugitive", "", ["2011-08-04 charged", "2011-09-01 escaped"]),
    ("fugitive", "", ["2011-08-04 house_arrest", "2011-09-01 escaped"]),
    ("exiled_or_deported", "deported", ["2011-08-04 detained", "2011-09-01 deported"]),
    ("missing", "", ["2011-08-04 went_missing"]),
    ("forcibly_disappeared", "", ["2011-08-04 disappeared"]),
    ("dead", "at_arrest", ["2011-08-04 detained", "2011-08-04 died"]),
    ("dead", "under_investigation", ["2011-08-04 detained", "2011-09-04 died"]),
    ("dead", "in_custody", ["2011-08-04 detained", "2011-09-04 convicted", "2012-09-04 died"]),
    ("dead", "in_custody", ["2011-08-04 house_arrest", "2012-09-04 died"]),
    ("dead", "after_release", ["2011-08-04 detained", "2011-09-04 released", "2012-09-04 died"]),
    ("dead", "unknown", ["2012-09-04 died"]),
    ("unknown", "", []),
    ("unknown", "", ["2012 honour_granted"]),
]


@pytest.mark.parametrize(("status", "detail", "lines"), REACHED)
def test_a_chronicle_gives_the_status(status: str, detail: str, lines: list[str]) -> None:
    state = told(*lines)
    assert (state.status, state.detail) == (status, detail)
    assert state.problems == ()


@pytest.mark.parametrize("ground", RELEASE_GROUNDS)
def test_a_release_gives_its_ground(ground: str) -> None:
    state = fold([entry("2011-08-04", "detained"), entry("2014-06-21", "released", ground=ground)], TODAY)
    assert (state.status, state.detail, state.ground) == ("released", GROUND_DETAILS[ground], ground)


@pytest.mark.parametrize("terms", RELEASE_TERMS)
def test_a_release_keeps_its_terms(terms: str) -> None:
    state = fold([entry("2011-08-04", "detained"), entry("2014-06-21", "released", terms=terms)], TODAY)
    exiled = terms in ("exiled", "deported")
    assert (state.status, state.terms) == ("exiled_or_deported" if exiled else "released", terms)
    assert state.detail == (terms if exiled else "unknown")


def test_every_status_and_detail_is_reached_by_some_chronicle() -> None:
    reached = {(status, detail) for status, detail, _ in REACHED}
    reached |= {("released", detail) for detail in GROUND_DETAILS.values()}
    reached |= {("exiled_or_deported", terms) for terms in ("exiled", "deported")}
    assert reached == {(code, detail) for code, status in STATUSES.items() for detail in (status.details or [""])}


# --- Days ------------------------------------------------------------------------------------------------------------


def test_house_arrest_counts_no_days_and_a_return_to_the_cell_does() -> None:
    state = told("2011-08-04 detained", "2011-08-14 house_arrest", "2011-09-04 detained", "2011-09-05 released")
    assert [spell.days for spell in state.spells] == [10, 1]
    assert state.problems == ()


def test_a_transfer_changes_the_place_and_not_the_spell() -> None:
    entries = [entry("2011-08-04", "detained", facility="A"), entry("2011-08-14", "transferred", facility="B")]
    assert fold(entries, date(2011, 8, 13)).facility == "A"
    state = fold(entries, date(2011, 8, 24))
    assert (state.facility, state.days_detained, len(state.spells)) == ("B", 20, 1)


@pytest.mark.parametrize(
    ("lines", "least", "most"),
    [
        (["2011-08 detained", "2011-10-01 released"], 31, 61),
        (["2011-08-04 detained", "2011-10 released"], 58, 88),
        (["2011-08 detained", "2011-08 released"], 0, 30),
        (["2011-08-04/2011-08-06 detained", "2011-08-14 released"], 8, 10),
        (["2011-08-04 detained", "2011 released"], 0, 149),
        (["2011 released", "2011-08-04 detained"], 0, 149),
        (["2011-08-04 detained", "2012/.. released"], 150, 5264),
        (["../2011-08-04 detained", "2011-08-14 released"], 10, 10),
        (["2011-08-01 detained", "2011-08 released", "2011-08-10 detained", "2011-08-20 released"], 10, 19),
        (["2010-05-01 detained", "2011-06-01 released", "2011 detained", "2012-02-01 released"], 428, 641),
    ],
)
def test_uncertain_dates_give_a_range(lines: list[str], least: int, most: int) -> None:
    state = told(*lines)
    assert state.days_detained_range == (least, most)
    assert state.days_detained == least
    assert state.problems == ()


def test_a_detention_of_this_month_has_begun() -> None:
    state = told("2026-01 detained")
    assert (state.status, state.days_detained_range, state.since) == ("held", (0, 0), TODAY)


def test_a_detention_with_an_open_date_counts_nothing_and_says_so() -> None:
    state = told("2011-08-04/.. detained")
    assert (state.status, state.days_detained, codes(state)) == ("held", 0, ["open_start"])


def test_after_a_disappearance_no_day_is_counted_until_the_person_is_found() -> None:
    state = told("2011-08-04 detained", "2011-08-14 disappeared", "2012-08-14 found", "2012-08-15 released")
    assert ([spell.days for spell in state.spells], state.problems) == ([10, 1], ())


def test_whoever_is_found_stands_where_they_stood() -> None:
    state = told("2011-08-04 detained", "2011-08-14 released", "2012 went_missing", "2013 found", ground="pardon")
    assert (state.status, state.detail, state.ground) == ("released", "pardon", "pardon")


def test_supervision_after_a_release_is_one_of_its_terms() -> None:
    state = told("2011-08-04 detained", "2011-08-14 released", "2011-08-14 supervision_imposed", ground="parole")
    assert (state.status, state.detail, state.terms) == ("released", "parole", "police_supervision")


# --- Undated ---------------------------------------------------------------------------------------------------------


def test_an_undated_detention_is_a_status_without_days() -> None:
    state = told("detained")
    assert (state.status, state.days_detained, state.since, codes(state)) == ("held", 0, None, ["undated"])


def test_undated_entries_are_silent_beside_dated_ones() -> None:
    state = told("2011-08-04 detained", "released")
    assert (state.status, codes(state)) == ("held", ["undated"])


def test_an_undated_death_wins_and_changes_no_days() -> None:
    state = told("died", "2011-08-04 detained", on="2011-08-14")
    assert (state.status, state.detail, state.days_detained) == ("dead", "under_investigation", 10)


# --- Contradictions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "code", "sentence"),
    [
        (["2011-05-04 released"], "before_detention", "Released, 4 May 2011: no detention comes before it."),
        (["2011-08-04 released", "2011-08-04 detained"], "before_detention", "Released, 4 August 2011: no detention"),
        (["2011-05 incommunicado"], "before_detention", "Held incommunicado, May 2011: no detention comes before it."),
        (["2011 detained", "2012-05-04 detained"], "detained_while_held", "Detained, 4 May 2012: already detained,"),
        (["2011 detained", "2012-01 released", "2013 released"], "released_twice", "Released, 2013: already released,"),
        (["2011 detained", "2012 deported", "2013 released"], "released_twice", "Released, 2013: already released,"),
        (["2011 detained", "2012 released", "2013 transferred"], "not_in_custody", "Transferred, 2013: the person was"),
        (["2011 detained", "2012 escaped", "2013 escaped"], "not_in_custody", "Escaped, 2013: the person was not in"),
        (["2011 found"], "found_not_missing", "Found, 2011: the person was not missing then."),
        (["2011 died", "2012 visit_denied"], "after_death", "Visit refused, 2012: this is after the person's death."),
        (["2011-08-04 died", "2011-08-04 detained"], "after_death", "Detained, 4 August 2011: this is after"),
        (["2011 died", "2012 died"], "died_twice", "Died, 2012: a death is already recorded."),
        (["2011 teleported"], "unknown_kind", "“teleported” is not a kind of entry that is known."),
        (["charged"], "undated", "Charged: without a date it changes no days."),
    ],
)
def test_a_contradiction_is_told_in_words(lines: list[str], code: str, sentence: str) -> None:
    state = told(*lines)
    assert codes(state) == [code]
    assert str(state.problems[0]).startswith(sentence)


def test_a_second_detention_while_held_opens_no_spell() -> None:
    state = told("2011-08-04 detained", "2011-08-10 detained", "2011-08-14 released")
    assert [spell.days for spell in state.spells] == [10]


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.posthumous])
def test_the_dead_are_still_honoured_answered_and_rehabilitated(kind: str) -> None:
    state = told("2011-08-04 detained", "2011-09-04 died", f"2012 {kind}")
    assert (state.status, state.days_detained) == ("dead", 31)
    assert state.problems == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["2013-07-14 detained", "2013 transferred"],
        ["2013 died", "2013-07-14 detained"],
        ["2013-07-14 detained", "2013 died", "2013-09 visit_denied"],
        ["2011-11-02 trial_opened", "2011 convicted", "2011-08-04 detained"],
        ["2025-12-13 detained", "2025-12-13 deported", "2025-12-13 released"],
    ],
)
def test_dates_that_may_fit_are_no_contradiction(lines: list[str]) -> None:
    assert told(*lines).problems == ()


def test_a_verdict_of_the_year_is_not_undone_by_the_trial_before_it() -> None:
    assert told("2011-08-04 detained", "2011 convicted", "2011-11-02 trial_opened").detail == "serving_sentence"


# --- What always holds -----------------------------------------------------------------------------------------------

FIRST = date(2010, 1, 1)
days_of_a_few_years = st.integers(0, 1500).map(lambda n: FIRST + timedelta(n))
PLAIN = [code for code, kind in KINDS.items() if kind.effect is Effect.NONE]


@st.composite
def bounds(draw: st.DrawFn) -> tuple[date | None, date | None]:
    first = draw(days_of_a_few_years)
    last = first + timedelta(draw(st.sampled_from((0, 0, 0, 1, 30, 365, 900))))
    hidden = draw(st.integers(0, 20))
    return (None if hidden in (1, 2) else first), (None if hidden in (2, 3) else last)


@st.composite
def entries(draw: st.DrawFn, kinds: list[str] = [*KINDS, "teleported"], dated: bool = False) -> Entry:  # noqa: B006
    earliest, latest = draw(bounds())
    if dated and not (earliest or latest):
        earliest = FIRST
    return Entry(
        id=draw(st.integers()),
        case=draw(st.sampled_from(("a", "b"))),
        kind=draw(
            st.sampled_from(kinds)
            | st.sampled_from([k for k in ("detained", "released", "died") if k in kinds] or kinds)
        ),
        earliest=earliest,
        latest=latest,
        position=draw(st.integers(0, 3)),
        facility=draw(st.sampled_from((None, "A", "B"))),
        terms=draw(st.sampled_from(("", "deported", "parole"))),
        ground=draw(st.sampled_from(("", "amnesty", "nonsense"))),
    )


chronicles = st.lists(entries(), max_size=12)
todays = st.integers(-10, 2600).map(lambda n: FIRST + timedelta(n))
always = settings(max_examples=200, deadline=None)


@always
@given(chronicles, todays)
def test_any_chronicle_folds_to_a_sound_state(chronicle: list[Entry], today: date) -> None:
    state = fold(chronicle, today)
    least, most = state.days_detained_range
    assert 0 <= least == state.days_detained <= most
    assert state.detail in (STATUSES[state.status].details or [""])
    assert all(str(problem) for problem in state.problems)
    assert state.since is None or state.since <= today
    for spell in state.spells:
        assert 0 <= spell.days == spell.days_range[0] <= spell.days_range[1]
        assert spell.start_earliest <= spell.start <= (spell.end or today)
        assert spell.end is None or spell.end <= (spell.end_latest or today) <= today


@always
@given(chronicles, todays)
def test_spells_never_overlap(chronicle: list[Entry], today: date) -> None:
    spells = fold(chronicle, today).spells
    for before, after in pairwise(spells):
        assert before.end is not None
        assert before.end <= after.start


@always
@given(chronicles, todays, st.integers(0, 900))
def test_a_later_day_never_has_fewer_days(chronicle: list[Entry], today: date, more: int) -> None:
    assert fold(chronicle, today).days_detained <= fold(chronicle, today + timedelta(more)).days_detained


@always
@given(st.lists(entries(dated=True), max_size=10), todays, st.randoms())
def test_the_order_of_typing_matters_only_within_a_day(
    chronicle: list[Entry], today: date, dice: random.Random
) -> None:
    by_day = {(e.earliest or e.latest, e.latest or date.max): e for e in chronicle}
    apart = list(by_day.values())
    shuffled = apart[:]
    dice.shuffle(shuffled)
    one, other = fold(apart, today), fold(shuffled, today)
    assert replace(one, problems=()) == replace(other, problems=())
    assert set(one.problems) == set(other.problems)


@always
@given(chronicles, entries(PLAIN), todays)
def test_an_entry_without_effect_on_liberty_never_changes_the_status(
    chronicle: list[Entry], plain: Entry, today: date
) -> None:
    before, after = fold(chronicle, today), fold([*chronicle, plain], today)
    assert (before.status, before.detail, before.spells) == (after.status, after.detail, after.spells)


@always
@given(chronicles, entries(), todays)
def test_an_undated_entry_never_changes_days(chronicle: list[Entry], extra: Entry, today: date) -> None:
    undated = replace(extra, earliest=None, latest=None)
    before, after = fold(chronicle, today), fold([*chronicle, undated], today)
    assert (before.spells, before.days_detained_range) == (after.spells, after.days_detained_range)


@always
@given(chronicles, entries(["died"]), todays)
def test_a_death_always_wins(chronicle: list[Entry], death: Entry, today: date) -> None:
    happened = (death.earliest or death.latest or today) <= today
    if happened:
        state = fold([death, *chronicle], today)
        assert (state.status, state.facility) == ("dead", None)


@always
@given(chronicles, todays)
def test_what_lies_ahead_changes_nothing_but_what_is_upcoming(chronicle: list[Entry], today: date) -> None:
    begun = [e for e in chronicle if not (e.earliest or e.latest) or (e.earliest or e.latest or today) <= today]
    if any(e.kind in KINDS and KINDS[e.kind].effect is not Effect.NONE and (e.earliest or e.latest) for e in begun):
        now, without = fold(chronicle, today), fold(begun, today)
        assert (now.status, now.detail, now.spells) == (without.status, without.detail, without.spells)


def test_a_campaign_of_fifteen_hundred_people_folds_in_a_second() -> None:
    half = BIALIATSKI[::2]
    began = time.perf_counter()
    for _ in range(1500):
        fold(half, TODAY)
    assert time.perf_counter() - began < 1

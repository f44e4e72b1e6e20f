"""The fold: from the chronicle of a person's cases to the state of the person on a day.

Pure: no database, no clock, no settings; only words go through gettext. `fold` never raises, whatever stands in the
chronicle: what contradicts itself comes back as `Problem`, in words for the editor.

Days are end minus start, as the field counts (4 August 2011 to 21 June 2014: 1,052 days); spells add up. Uncertain
dates give a range, whose minimum is the headline: from the latest possible start to the earliest possible end. An entry
takes effect on the earliest day on which it may have happened. A later day never gives a smaller minimum.

Undated entries change no days. `died` wins even so; other undated entries decide the status only where the chronicle
has no dated entry that touches liberty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from solidary.cases.kinds import KINDS, Effect, Kind
from solidary.cases.liberty import Custody, Entry, Moment, Walk
from solidary.facts.dates import describe

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

__all__ = ["Coming", "Entry", "Problem", "Spell", "State", "fold"]

PROBLEMS: dict[str, StrPromise] = {
    "released_twice": _("%(what)s, %(when)s: already released, and not detained again since."),
    "before_detention": _("%(what)s, %(when)s: no detention comes before it."),
    "not_in_custody": _("%(what)s, %(when)s: the person was not in custody then."),
    "detained_while_held": _("%(what)s, %(when)s: already detained, and not released since."),
    "found_not_missing": _("%(what)s, %(when)s: the person was not missing then."),
    "after_death": _("%(what)s, %(when)s: this is after the person's death."),
    "died_twice": _("%(what)s, %(when)s: a death is already recorded."),
    "open_start": _("%(what)s, %(when)s: the date has no end, so no days are certain."),
    "undated": _("%(what)s: without a date it changes no days."),
    "unknown_kind": _("“%(what)s” is not a kind of entry that is known."),
}


@dataclass(frozen=True, slots=True)
class Spell:
    """A maximal period of detention.

    `start` and `end` bound what is certain (the latest start, the earliest end); `end` is None while it lasts, and so
    are the bounds of the end. `days` is the minimum, `days_range` minimum and maximum. `opened_by` and `closed_by` are
    the ids of the entries, where the dates stand as they were typed.
    """

    start: date
    end: date | None
    days: int
    days_range: tuple[int, int]
    case: str
    start_earliest: date
    start_latest: date
    end_earliest: date | None
    end_latest: date | None
    opened_by: int | str
    closed_by: int | str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """What an editor should look at, about one entry. `code` is a key of `PROBLEMS`; `str()` gives the sentence."""

    code: str
    entry: int | str
    kind: str
    earliest: date | None = None
    latest: date | None = None

    @property
    def text(self) -> str:
        """Return one sentence in the language in force."""
        known = KINDS.get(self.kind)
        when = describe(_edtf_between(self.earliest, self.latest), get_language() or "en")
        return str(PROBLEMS[self.code]) % {"what": known.label if known else self.kind, "when": when}

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Coming:
    """A hearing or trial that lies ahead; `on` is the earliest day on which it may be."""

    on: date
    kind: str
    case: str
    entry: int | str


@dataclass(frozen=True, slots=True)
class State:
    """The state of a person on a day. `status` is a key of `kinds.STATUSES`, `detail` one of its details or "".

    `since` is the day on which the status began (while held: `Spell.start`; otherwise the earliest possible day), None
    where it is not known; `last` the entry that gave it. `ground` and `terms` are those of the release, "" otherwise.
    """

    status: str
    detail: str
    since: date | None
    spells: tuple[Spell, ...]
    days_detained: int
    days_detained_range: tuple[int, int]
    facility: str | None
    problems: tuple[Problem, ...]
    upcoming: tuple[Coming, ...]
    last: Entry | None = None
    ground: str = ""
    terms: str = ""


def fold(entries: Iterable[Entry], today: date) -> State:
    """Return the state on `today` of the person whose entries, of all cases and in any order, these are."""
    chronicle = _Chronicle(entries)
    told = [moment for moment in chronicle.dated if moment.first <= today]
    death, problems = _death(told)
    problems += chronicle.problems + _after(death, told)
    walk = _walk([moment for moment in told if not _is_after(death, moment)], death)
    problems += [_problem(code, moment.entry) for moment, code in walk.refused]
    spells = tuple(_spell(custody, today) for custody in walk.custodies)
    shown = chronicle.without_dates(walk)
    low, high = sum(spell.days for spell in spells), sum(spell.days_range[1] for spell in spells)
    return State(
        status=shown.now.status,
        detail=shown.detail(),
        since=_since(shown, spells),
        spells=spells,
        days_detained=low,
        days_detained_range=(low, high),
        facility=shown.now.facility if shown.now.status in ("held", "restricted") else None,
        problems=tuple(sorted(problems, key=_when)),
        upcoming=_upcoming(chronicle.dated, today),
        last=shown.now.given_by.entry if shown.now.given_by else None,
        ground=shown.now.ground,
        terms=shown.now.terms,
    )


class _Chronicle:
    """The entries, sorted into what is dated, what is not, and what is not understood."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.dated: list[Moment] = []
        self.undated: list[Moment] = []
        self.problems: list[Problem] = []
        for entry in entries:
            self._sort(entry, KINDS.get(entry.kind))
        self.dated.sort(key=lambda moment: moment.key)
        self.undated.sort(key=lambda moment: moment.entry.position)

    def _sort(self, entry: Entry, kind: Kind | None) -> None:
        if kind is None:
            self.problems.append(_problem("unknown_kind", entry))
        elif entry.earliest or entry.latest:
            self.dated.append(Moment.of(entry, kind))
            if kind.effect is Effect.DETAINS and not entry.latest:
                self.problems.append(_problem("open_start", entry))
        elif kind.effect is not Effect.NONE:
            self.undated.append(Moment(date.min, date.min, entry, kind))
            self.problems.append(_problem("undated", entry))

    def without_dates(self, walk: Walk) -> Walk:
        """Return the walk that tells the status: the dated one, unless only undated entries touch liberty."""
        deaths = [moment for moment in self.undated if moment.kind.effect is Effect.KILLS]
        if self.undated and all(moment.kind.effect is Effect.NONE for moment in self.dated):
            return _timeless(_walk(self.undated, deaths[0] if deaths else None))
        if deaths and walk.now.status != "dead":
            walk.die(deaths[0])
            return _timeless(walk)
        return walk


def _walk(moments: Sequence[Moment], death: Moment | None) -> Walk:
    walk = Walk()
    for moment in moments:
        walk.take(moment)
    if death:
        walk.die(death)
    return walk


def _timeless(walk: Walk) -> Walk:
    walk.now.since = None
    return walk


def _death(told: Sequence[Moment]) -> tuple[Moment | None, list[Problem]]:
    """Return the death that counts, the one that is over first, and a problem for every other."""
    deaths = sorted((m for m in told if m.kind.effect is Effect.KILLS), key=lambda m: (m.last, *m.key))
    return (deaths[0] if deaths else None), [_problem("died_twice", moment.entry) for moment in deaths[1:]]


def _is_after(death: Moment | None, moment: Moment) -> bool:
    """Whether an entry is certainly later than a death: on a later day, or stored after it on the same certain day."""
    if death is None:
        return False
    if moment.first == death.last and moment.is_exact and death.is_exact:
        return moment.key > death.key
    return moment.first > death.last


def _after(death: Moment | None, told: Sequence[Moment]) -> list[Problem]:
    return [
        _problem("after_death", moment.entry)
        for moment in told
        if not moment.kind.posthumous and moment.kind.effect is not Effect.KILLS and _is_after(death, moment)
    ]


def _spell(custody: Custody, today: date) -> Spell:
    end, end_last = custody.end_first, min(custody.end_last or today, today)
    low = max(0, ((end or today) - custody.last).days)
    return Spell(
        start=min(custody.last, end or today),
        end=end,
        days=low,
        days_range=(low, (end_last - custody.first).days),
        case=custody.opened.entry.case,
        start_earliest=custody.first,
        start_latest=min(custody.last, today),
        end_earliest=end,
        end_latest=end_last if end else None,
        opened_by=custody.opened.entry.id,
        closed_by=custody.closed.entry.id if custody.closed else None,
    )


def _since(walk: Walk, spells: Sequence[Spell]) -> date | None:
    if walk.now.status == "held" and spells:
        return spells[-1].start
    return walk.now.since


def _upcoming(dated: Sequence[Moment], today: date) -> tuple[Coming, ...]:
    return tuple(
        Coming(moment.first, moment.entry.kind, moment.entry.case, moment.entry.id)
        for moment in dated
        if moment.first > today and moment.kind.scheduled
    )


def _problem(code: str, entry: Entry) -> Problem:
    return Problem(code, entry.id, entry.kind, entry.earliest, entry.latest)


def _when(problem: Problem) -> date:
    return problem.earliest or problem.latest or date.max


def _edtf_between(earliest: date | None, latest: date | None) -> str:
    """Return EDTF text for two bounds: a year, a month or a day where they are one, an interval otherwise."""
    if earliest is None and latest is None:
        return ""
    if earliest is None or latest is None:
        return f"{earliest or '..'}/{latest or '..'}"
    if earliest == latest:
        return earliest.isoformat()
    return _whole(earliest, latest) or f"{earliest}/{latest}"


def _whole(earliest: date, latest: date) -> str:
    ends_month = (latest + timedelta(days=1)).day == 1
    if earliest.day != 1 or not ends_month or earliest.year != latest.year:
        return ""
    if earliest.month == latest.month:
        return f"{earliest:%Y-%m}"
    return f"{earliest:%Y}" if (earliest.month, latest.month) == (1, 12) else ""

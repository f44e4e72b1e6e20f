"""How liberty changes: a walk over dated entries, one at a time, from the earliest day each may have happened.

Pure, and a table: `RULES` says for each effect from which statuses it may start, in which it changes nothing, and what
it does. Anything else is refused and kept, never raised. Because the walk only ever goes forward from `Moment.first`,
what it found on an earlier day is a beginning of what it finds on a later one; that is why days never go down.

A refused entry whose bounds overlap a later one waits for it: a release "in 2013" is no contradiction to a detention
on 14 July 2013. Two entries of one certain day keep their stored order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from solidary.cases.kinds import EXILING_TERMS, GROUND_DETAILS, STATUSES, Effect, Kind

EVERYWHERE = frozenset(STATUSES) - {"dead"}
AT_LARGE = frozenset(("unknown", "not_detained", "released"))
LOST = frozenset(("missing", "forcibly_disappeared"))

# How far the proceedings are, least first: the furthest of a person's cases decides.
STAGES = ("acquitted", "accused", "on_trial", "convicted")
HELD_DETAILS = {
    "acquitted": "without_legal_basis",
    "accused": "under_investigation",
    "on_trial": "on_trial",
    "convicted": "serving_sentence",
}
FREE_DETAILS = {
    "acquitted": "acquitted",
    "accused": "under_investigation",
    "on_trial": "on_trial",
    "convicted": "convicted",
}
PENDING = frozenset(("under_investigation", "on_trial"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A chronicle entry as the fold reads it; both bounds None means undated."""

    id: int | str
    case: str
    kind: str
    earliest: date | None
    latest: date | None
    position: int = 0
    facility: str | None = None
    terms: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated entry of a known kind, with bounds to count with."""

    first: date
    last: date
    entry: Entry
    kind: Kind

    @classmethod
    def of(cls, entry: Entry, kind: Kind) -> Moment:
        """Return the moment of a dated entry: without an earliest day the latest stands for it, no latest is any."""
        first = entry.earliest or entry.latest or date.min
        return cls(first, max(first, entry.latest or date.max), entry, kind)

    @property
    def key(self) -> tuple[date, date, int]:
        """The place in the chronicle."""
        return self.first, self.last, self.entry.position

    @property
    def is_exact(self) -> bool:
        """Whether the day is certain."""
        return self.first == self.last


@dataclass(slots=True)
class Custody:
    """A spell in the making: the bounds of its start and, once it is over, of its end."""

    opened: Moment
    first: date
    last: date
    end_first: date | None = None
    end_last: date | None = None
    closed: Moment | None = None


@dataclass(slots=True)
class Standing:
    """What is known of a person's liberty at one point of the walk. `since` is the earliest day it may have begun."""

    status: str = "unknown"
    detail: str = ""
    since: date | None = None
    given_by: Moment | None = None
    facility: str | None = None
    ground: str = ""
    terms: str = ""


@dataclass(slots=True)
class Walk:
    """The walk itself. `refused` holds what stood in contradiction, with a code that says how."""

    now: Standing = field(default_factory=Standing)
    custodies: list[Custody] = field(default_factory=list)
    refused: list[tuple[Moment, str]] = field(default_factory=list)
    stages: dict[str, tuple[str, date]] = field(default_factory=dict)
    isolated: bool = False
    before_loss: Standing = field(default_factory=Standing)

    def take(self, moment: Moment) -> None:
        """Go one entry further."""
        rule = RULES.get(moment.kind.effect)
        if rule is None or self._changes_nothing(rule, moment):
            return
        if self.now.status in rule.starts:
            self._enter(moment, moment.first)
        else:
            self.refused.append((moment, self._why(moment.kind.effect)))

    def die(self, moment: Moment) -> None:
        """End the walk with a death, after every entry that may have come before it."""
        detail = self._death_detail(moment)
        self.reach("dead", moment, self._not_before_custody(moment.first), detail)

    def reach(self, status: str, moment: Moment, at: date, detail: str = "") -> None:
        """Come into a status, and out of the cell where it is not "held"."""
        if self.now.status == "held" != status:
            self._close(moment, at)
        if (status, detail) != (self.now.status, self.now.detail):
            self.now = Standing(status, detail, at, moment)

    def open(self, moment: Moment, at: date) -> None:
        """Begin a spell. The one before it has ended by then at the latest."""
        last = max(moment.last, at)
        if self.custodies:
            before = self.custodies[-1]
            before.end_last = min(before.end_last or last, last)
        self.custodies.append(Custody(moment, at, last))
        self.isolated = False
        self.reach("held", moment, at)
        self.now.facility = moment.entry.facility

    def stage(self) -> str:
        """Return the furthest stage of all cases, "" where none is known."""
        return max((stage for stage, _ in self.stages.values()), key=STAGES.index, default="")

    def detail(self) -> str:
        """Return the finer status."""
        if self.now.status == "held":
            return "incommunicado" if self.isolated else HELD_DETAILS[self._held_stage()]
        if self.now.status == "not_detained":
            return FREE_DETAILS[self.stage()]
        return self.now.detail

    def _held_stage(self) -> str:
        # Whoever is held in a case of which nothing more is known is under investigation.
        case = self.custodies[-1].opened.entry.case
        return max(self.stage() or "accused", self.stages.get(case, ("accused",))[0], key=STAGES.index)

    def _close(self, moment: Moment, at: date) -> None:
        custody = self.custodies[-1]
        custody.end_first, custody.end_last, custody.closed = at, max(moment.last, at), moment
        self.isolated = False

    def _not_before_custody(self, at: date) -> date:
        return max(at, self.custodies[-1].first) if self.now.status == "held" else at

    def _changes_nothing(self, rule: Rule, moment: Moment) -> bool:
        if self.now.status in rule.idle:
            return True
        # "Released" beside "deported" on one day tells the same thing twice.
        return (
            moment.kind.effect is Effect.RELEASES
            and self.now.status == "exiled_or_deported"
            and self.now.given_by is not None
            and moment.first <= self.now.given_by.last
        )

    def _enter(self, moment: Moment, at: date) -> None:
        RULES[moment.kind.effect].do(self, moment, at)
        for waiting in self.refused:
            if self._may_follow(waiting[0], moment, at):
                self.refused.remove(waiting)
                self._enter(waiting[0], at)
                return

    def _may_follow(self, late: Moment, moment: Moment, at: date) -> bool:
        both_certain = late.is_exact and moment.is_exact
        return not both_certain and late.last >= at and self.now.status in RULES[late.kind.effect].starts

    def _why(self, effect: Effect) -> str:
        if effect in REFUSALS:
            return REFUSALS[effect]
        if effect is Effect.RELEASES and self.now.status in ("released", "exiled_or_deported"):
            return "released_twice"
        return "not_in_custody" if self.custodies else "before_detention"

    def _death_detail(self, moment: Moment) -> str:
        if self.now.status == "held":
            return self._death_in_custody(self.custodies[-1], moment)
        if self.now.status == "restricted" and self.now.detail != "restricted_in_movement":
            return "in_custody"
        if self.now.status in ("released", "restricted", "exiled_or_deported") and self.custodies:
            return "after_release"
        return "unknown"

    def _death_in_custody(self, custody: Custody, moment: Moment) -> str:
        if custody.opened.is_exact and moment.is_exact and moment.first == custody.first:
            return "at_arrest"
        return "under_investigation" if self._held_stage() in ("accused", "on_trial") else "in_custody"


def _detain(walk: Walk, moment: Moment, at: date) -> None:
    walk.open(moment, at)


def _release(walk: Walk, moment: Moment, at: date) -> None:
    entry = moment.entry
    if entry.terms in EXILING_TERMS:
        walk.reach("exiled_or_deported", moment, at, entry.terms)
    else:
        walk.reach("released", moment, at, GROUND_DETAILS.get(entry.ground) or _likely_ground(walk, entry.case))
    walk.now.ground, walk.now.terms = entry.ground, entry.terms
    if walk.now.detail not in PENDING:
        walk.stages.clear()


def _likely_ground(walk: Walk, case: str) -> str:
    # A release without a ground leaves the proceedings where they stand; a sentence that stands explains nothing.
    stage = walk.stages.get(case, ("convicted",))[0]
    return "unknown" if stage == "convicted" else FREE_DETAILS[stage]


def _move(walk: Walk, moment: Moment, at: date) -> None:
    walk.now.facility = moment.entry.facility


def _confine_at_home(walk: Walk, moment: Moment, at: date) -> None:
    walk.reach("restricted", moment, at, "house_arrest")
    walk.now.facility = moment.entry.facility


def _open_regime(walk: Walk, moment: Moment, at: date) -> None:
    walk.reach("restricted", moment, at, "open_institution")
    walk.now.facility = moment.entry.facility


def _supervise(walk: Walk, moment: Moment, at: date) -> None:
    if walk.now.status == "released":
        walk.now.terms = "police_supervision"
    else:
        walk.reach("restricted", moment, at, "restricted_in_movement")


def _isolate(walk: Walk, moment: Moment, at: date) -> None:
    walk.isolated = True


def _reconnect(walk: Walk, moment: Moment, at: date) -> None:
    walk.isolated = False


def _proceed(stage: str) -> Callable[[Walk, Moment, date], None]:
    def proceed(walk: Walk, moment: Moment, at: date) -> None:
        if _goes_further(walk.stages.get(moment.entry.case), stage, moment):
            walk.stages[moment.entry.case] = (stage, moment.last)
        if walk.now.status == "unknown":
            walk.reach("not_detained", moment, at)
        elif walk.now.status == "released" and walk.now.detail in PENDING:
            walk.now.detail = FREE_DETAILS[walk.stage()]

    return proceed


def _goes_further(known: tuple[str, date] | None, stage: str, moment: Moment) -> bool:
    # A new charge does not end a sentence, and a trial "in 2011" does not come after a verdict of that year; but an
    # acquittal ends everything before it, and whoever was acquitted can be charged anew.
    if known is None or stage == "acquitted":
        return True
    if known[0] == "acquitted":
        return moment.first > known[1]
    return STAGES.index(stage) >= STAGES.index(known[0])


def _escape(walk: Walk, moment: Moment, at: date) -> None:
    walk.reach("escaped" if walk.now.status == "held" else "fugitive", moment, at)


def _lose(status: str) -> Callable[[Walk, Moment, date], None]:
    def lose(walk: Walk, moment: Moment, at: date) -> None:
        if walk.now.status not in LOST:
            walk.before_loss = walk.now
        walk.reach(status, moment, at)

    return lose


def _find(walk: Walk, moment: Moment, at: date) -> None:
    before = walk.before_loss
    if before.status == "held":
        walk.open(moment, at)
    else:
        walk.reach(before.status, moment, at, before.detail)
        walk.now.facility, walk.now.ground, walk.now.terms = before.facility, before.ground, before.terms


def _deport(walk: Walk, moment: Moment, at: date) -> None:
    terms = walk.now.terms
    walk.reach("exiled_or_deported", moment, at, "deported")
    walk.now.terms = walk.now.terms or (terms if terms in EXILING_TERMS else "deported")


@dataclass(frozen=True, slots=True)
class Rule:
    """From which statuses an effect starts, in which it changes nothing, and what it does."""

    do: Callable[[Walk, Moment, date], None]
    starts: frozenset[str]
    idle: frozenset[str] = frozenset()


RULES: Mapping[Effect, Rule] = {
    Effect.DETAINS: Rule(_detain, EVERYWHERE - {"held"}),
    Effect.RELEASES: Rule(_release, frozenset(("held", "restricted", "forcibly_disappeared"))),
    Effect.MOVES: Rule(_move, frozenset(("held", "restricted"))),
    Effect.CONFINES_AT_HOME: Rule(_confine_at_home, EVERYWHERE),
    Effect.OPENS_REGIME: Rule(_open_regime, EVERYWHERE),
    Effect.SUPERVISES: Rule(_supervise, AT_LARGE, idle=EVERYWHERE - AT_LARGE),
    Effect.ISOLATES: Rule(_isolate, frozenset(("held",))),
    Effect.RECONNECTS: Rule(_reconnect, frozenset(("held",)), idle=EVERYWHERE - {"held"}),
    Effect.ACCUSES: Rule(_proceed("accused"), EVERYWHERE),
    Effect.TRIES: Rule(_proceed("on_trial"), EVERYWHERE),
    Effect.CONVICTS: Rule(_proceed("convicted"), EVERYWHERE),
    Effect.ACQUITS: Rule(_proceed("acquitted"), EVERYWHERE),
    Effect.ESCAPES: Rule(_escape, AT_LARGE | {"held", "restricted"}),
    Effect.LOSES: Rule(_lose("missing"), EVERYWHERE - LOST, idle=LOST),
    Effect.DISAPPEARS: Rule(_lose("forcibly_disappeared"), EVERYWHERE, idle=frozenset(("forcibly_disappeared",))),
    Effect.FINDS: Rule(_find, LOST),
    Effect.DEPORTS: Rule(_deport, EVERYWHERE),
}
REFUSALS: Mapping[Effect, str] = {
    Effect.DETAINS: "detained_while_held",
    Effect.FINDS: "found_not_missing",
    Effect.ESCAPES: "not_in_custody",
}

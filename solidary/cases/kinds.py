"""The vocabulary of the chronicle: kinds of entries, what each does to liberty, and the statuses that follow.

Codes are stable and stored; labels are shown. The fold reads `Kind.effect`; pages read tone, icon and prominence.
The statuses follow the HURIDOCS thesaurus 25 (status of the victim), whose single codes are not repeated here.

Days behind bars count prison, colony, remand centre and every other place with a closed door: what `detained` opens.
House arrest, an open-type institution and police supervision take liberty away without bars. They are statuses, and
open no spell; being moved from a cell to one of them ends the spell, and being taken back (`detained`) opens another.
The number that the campaign shows is therefore never larger than the time in a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Tone = Literal["held", "free", "dead", "honour", "plain"]

ICONS = frozenset(
    (
        "bars",
        "court",
        "gavel",
        "move",
        "block",
        "letter",
        "heart",
        "medal",
        "document",
        "door",
        "plane",
        "cross",
        "note",
    )
)


class Effect(Enum):
    """What an entry does to liberty. `liberty.RULES` says from which status each may start."""

    NONE = "none"
    DETAINS = "detains"
    RELEASES = "releases"
    MOVES = "moves"
    CONFINES_AT_HOME = "confines at home"
    OPENS_REGIME = "opens the regime"
    SUPERVISES = "supervises"
    ISOLATES = "isolates"
    RECONNECTS = "reconnects"
    ACCUSES = "accuses"
    TRIES = "tries"
    CONVICTS = "convicts"
    ACQUITS = "acquits"
    ESCAPES = "escapes"
    LOSES = "loses"
    DISAPPEARS = "disappears"
    FINDS = "finds"
    DEPORTS = "deports"
    KILLS = "kills"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of chronicle entry.

    `prominence` is 1 for a turning point, 2 for an event of note, 3 for a detail of daily life. `posthumous` kinds may
    be dated after a death (Sergei Magnitsky was tried and convicted in 2013, four years dead). `scheduled` kinds are
    announced when they lie ahead.
    """

    code: str
    label: StrPromise
    effect: Effect = Effect.NONE
    tone: Tone = "plain"
    icon: str = "note"
    prominence: int = 3
    posthumous: bool = False
    scheduled: bool = False


def _by_code(*kinds: Kind) -> Mapping[str, Kind]:
    return MappingProxyType({kind.code: kind for kind in kinds})


KINDS: Mapping[str, Kind] = _by_code(
    Kind("detained", _("Detained"), Effect.DETAINS, "held", "bars", 1),
    Kind("searched", _("Searched"), icon="document", posthumous=True),
    Kind("charged", _("Charged"), Effect.ACCUSES, "held", "court", 2, posthumous=True),
    Kind("charge_changed", _("Charge changed"), icon="court", posthumous=True),
    Kind("trial_opened", _("Trial opened"), Effect.TRIES, "held", "court", 1, posthumous=True, scheduled=True),
    Kind("hearing", _("Hearing"), icon="court", posthumous=True, scheduled=True),
    Kind("convicted", _("Convicted"), Effect.CONVICTS, "held", "gavel", 1, posthumous=True),
    Kind("acquitted", _("Acquitted"), Effect.ACQUITS, "free", "gavel", 1, posthumous=True),
    Kind("sentenced", _("Sentenced"), Effect.CONVICTS, "held", "gavel", 1, posthumous=True),
    Kind("appeal_filed", _("Appeal filed"), icon="document", posthumous=True),
    Kind("appeal_rejected", _("Appeal rejected"), icon="gavel", prominence=2, posthumous=True),
    Kind("sentence_changed", _("Sentence changed"), icon="gavel", prominence=2, posthumous=True),
    Kind("transferred", _("Transferred"), Effect.MOVES, "held", "move", 2),
    Kind("penalty", _("Penalty in prison"), tone="held", icon="block"),
    Kind("solitary_confinement", _("Solitary confinement"), tone="held", icon="block", prominence=2),
    Kind("visit_denied", _("Visit refused"), tone="held", icon="block"),
    Kind("visit_held", _("Visit held"), icon="heart"),
    Kind("parcel_denied", _("Parcel refused"), tone="held", icon="block"),
    Kind("letters_withheld", _("Letters withheld"), tone="held", icon="letter"),
    Kind("lawyer_denied", _("Lawyer refused"), tone="held", icon="block"),
    Kind("health", _("Health"), icon="heart", prominence=2),
    Kind("hunger_strike", _("Hunger strike"), tone="held", icon="heart", prominence=2),
    Kind("ill_treatment", _("Ill-treatment"), tone="held", icon="heart", prominence=2),
    Kind("statement_by_prisoner", _("Statement from prison"), icon="letter", prominence=2),
    Kind("amnesty_refused", _("Amnesty refused"), tone="held", icon="block", prominence=2),
    Kind("parole_refused", _("Parole refused"), tone="held", icon="block", prominence=2),
    Kind("fine", _("Fined"), icon="gavel", posthumous=True),
    Kind("damages", _("Damages ordered"), icon="gavel", posthumous=True),
    Kind("supervision_imposed", _("Supervision imposed"), Effect.SUPERVISES, "held", "document", 2),
    Kind("house_arrest", _("House arrest"), Effect.CONFINES_AT_HOME, "held", "bars", 1),
    Kind("moved_to_open_institution", _("Moved to an open institution"), Effect.OPENS_REGIME, "held", "move", 1),
    Kind("new_charge_in_prison", _("New charge in prison"), Effect.ACCUSES, "held", "court", 2),
    Kind("incommunicado", _("Held incommunicado"), Effect.ISOLATES, "held", "block", 1),
    Kind("contact_restored", _("Contact restored"), Effect.RECONNECTS, "plain", "letter", 2),
    Kind("listed_extremist", _("Listed as extremist"), icon="document", prominence=2, posthumous=True),
    Kind("escaped", _("Escaped"), Effect.ESCAPES, "plain", "door", 1),
    Kind("went_missing", _("Went missing"), Effect.LOSES, "held", "note", 1),
    Kind("disappeared", _("Forcibly disappeared"), Effect.DISAPPEARS, "held", "bars", 1),
    Kind("found", _("Found"), Effect.FINDS, "plain", "note", 1, posthumous=True),
    Kind("complaint_submitted", _("Complaint submitted"), icon="document", posthumous=True),
    Kind("complaint_registered", _("Complaint registered"), icon="document", posthumous=True),
    Kind("complaint_answered", _("Complaint answered"), icon="document", posthumous=True),
    Kind("opinion", _("Finding of an international body"), icon="document", prominence=2, posthumous=True),
    Kind(
        "recognised",
        _("Recognised as a political prisoner"),
        tone="honour",
        icon="heart",
        prominence=2,
        posthumous=True,
    ),
    Kind("recognition_withdrawn", _("Recognition withdrawn"), icon="note", prominence=2, posthumous=True),
    Kind("honour_nominated", _("Nominated for an honour"), tone="honour", icon="medal", prominence=3, posthumous=True),
    Kind("honour_granted", _("Honour granted"), tone="honour", icon="medal", prominence=2, posthumous=True),
    Kind("honour_handed_over", _("Honour handed over"), tone="honour", icon="medal", prominence=3, posthumous=True),
    Kind("released", _("Released"), Effect.RELEASES, "free", "door", 1),
    Kind("deported", _("Deported"), Effect.DEPORTS, "free", "plane", 1),
    Kind("died", _("Died"), Effect.KILLS, "dead", "cross", 1),
    Kind("note", _("Note"), posthumous=True),
)


@dataclass(frozen=True, slots=True)
class Status:
    """A liberty status; `details` are the finer statuses within it, by code. `tone` colours a person's page."""

    code: str
    label: StrPromise
    tone: Literal["held", "free", "dead", "other"]
    details: Mapping[str, StrPromise]


def _status(
    code: str, label: StrPromise, tone: Literal["held", "free", "dead", "other"], **details: StrPromise
) -> tuple[str, Status]:
    return code, Status(code, label, tone, MappingProxyType(details))


STATUSES: Mapping[str, Status] = MappingProxyType(
    dict(
        (
            _status(
                "held",
                pgettext_lazy("status", "Behind bars"),
                "held",
                under_investigation=_("under investigation"),
                on_trial=_("on trial"),
                serving_sentence=_("serving a sentence"),
                without_legal_basis=_("without legal basis"),
                incommunicado=_("incommunicado"),
            ),
            _status(
                "restricted",
                pgettext_lazy("status", "Not free"),
                "held",
                house_arrest=_("under house arrest"),
                open_institution=_("in an open-type institution"),
                restricted_in_movement=_("restricted in movement"),
            ),
            _status(
                "released",
                pgettext_lazy("status", "Released"),
                "free",
                under_investigation=_("under investigation"),
                on_trial=_("on trial"),
                convicted=_("convicted"),
                proceedings_stopped=_("proceedings stopped"),
                acquitted=_("acquitted"),
                sentence_served=_("sentence served"),
                parole=_("on parole"),
                amnesty=_("under an amnesty"),
                pardon=_("pardoned"),
                exchange=_("in an exchange"),
                other=_("on another ground"),
                unknown=_("ground unknown"),
            ),
            _status(
                "not_detained",
                pgettext_lazy("status", "Persecuted, not detained"),
                "other",
                under_investigation=_("under investigation"),
                on_trial=_("on trial"),
                convicted=_("convicted"),
                acquitted=_("acquitted"),
            ),
            _status("escaped", pgettext_lazy("status", "Escaped"), "other"),
            _status("fugitive", pgettext_lazy("status", "In hiding"), "other"),
            _status(
                "exiled_or_deported",
                pgettext_lazy("status", "In exile"),
                "other",
                exiled=_("exiled"),
                deported=_("deported"),
            ),
            _status("missing", pgettext_lazy("status", "Missing"), "other"),
            _status("forcibly_disappeared", pgettext_lazy("status", "Forcibly disappeared"), "held"),
            _status(
                "dead",
                pgettext_lazy("status", "Dead"),
                "dead",
                at_arrest=_("died at arrest"),
                under_investigation=_("died under investigation"),
                in_custody=_("died in custody"),
                after_release=_("died after release"),
                unknown=_("circumstances unknown"),
            ),
            _status("unknown", pgettext_lazy("status", "Status unknown"), "other"),
        )
    )
)


RELEASE_GROUNDS: Mapping[str, StrPromise] = MappingProxyType(
    {
        "acquittal": _("acquittal"),
        "term_served": _("term served"),
        "parole": _("parole"),
        "amnesty": _("amnesty"),
        "pardon": _("pardon"),
        "exchange": _("exchange"),
        "proceedings_stopped": _("proceedings stopped"),
        "pending_investigation": _("pending investigation"),
        "pending_trial": _("pending trial"),
        "other": _("other ground"),
        "unknown": _("ground unknown"),
    }
)
# The detail of the status "released" that each ground gives.
GROUND_DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "acquittal": "acquitted",
        "term_served": "sentence_served",
        "parole": "parole",
        "amnesty": "amnesty",
        "pardon": "pardon",
        "exchange": "exchange",
        "proceedings_stopped": "proceedings_stopped",
        "pending_investigation": "under_investigation",
        "pending_trial": "on_trial",
        "other": "other",
        "unknown": "unknown",
    }
)

RELEASE_TERMS: Mapping[str, StrPromise] = MappingProxyType(
    {
        "unconditional": _("unconditional"),
        "police_supervision": _("police supervision"),
        "exiled": _("exile"),
        "deported": _("deportation"),
        "other": _("other terms"),
        "unknown": _("terms unknown"),
    }
)
EXILING_TERMS = frozenset(("exiled", "deported"))

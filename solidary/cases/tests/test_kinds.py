"""The vocabularies hold together: every code is known where it is used, and nothing is without words."""

import re

import pytest

from solidary.cases.kinds import (
    EXILING_TERMS,
    GROUND_DETAILS,
    ICONS,
    KINDS,
    RELEASE_GROUNDS,
    RELEASE_TERMS,
    STATUSES,
    Effect,
)
from solidary.cases.liberty import RULES

# FIELD.md, "Chronicle kinds", in its order.
FIELD = """
detained, searched, charged, charge_changed, trial_opened, hearing, convicted, acquitted, sentenced, appeal_filed,
appeal_rejected, sentence_changed, transferred, penalty, solitary_confinement, visit_denied, visit_held, parcel_denied,
letters_withheld, lawyer_denied, health, hunger_strike, ill_treatment, statement_by_prisoner, amnesty_refused,
parole_refused, fine, damages, supervision_imposed, house_arrest, moved_to_open_institution, new_charge_in_prison,
incommunicado, contact_restored, listed_extremist, escaped, went_missing, disappeared, found, complaint_submitted,
complaint_registered, complaint_answered, opinion, recognised, recognition_withdrawn, honour_nominated, honour_granted,
honour_handed_over, released, deported, died, note
"""


def test_the_kinds_are_those_of_the_field_in_its_order() -> None:
    assert list(KINDS) == re.findall(r"\w+", FIELD)


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_a_kind_is_whole(kind) -> None:
    assert KINDS[kind.code] is kind
    assert str(kind.label)
    assert kind.icon in ICONS
    assert kind.tone in {"held", "free", "dead", "honour", "plain"}
    assert kind.prominence in {1, 2, 3}


def test_every_icon_is_used() -> None:
    assert {kind.icon for kind in KINDS.values()} == ICONS


def test_every_effect_belongs_to_a_kind_and_has_a_rule() -> None:
    assert {kind.effect for kind in KINDS.values()} == set(Effect)
    assert set(RULES) == set(Effect) - {Effect.NONE, Effect.KILLS}


def test_rules_name_statuses_that_exist() -> None:
    for rule in RULES.values():
        assert rule.starts | rule.idle <= set(STATUSES)


def test_no_two_kinds_share_a_label() -> None:
    labels = [str(kind.label) for kind in KINDS.values()]
    assert len(set(labels)) == len(labels)


def test_statuses_have_words_on_both_levels() -> None:
    for code, status in STATUSES.items():
        assert status.code == code
        assert str(status.label)
        assert all(str(label) for label in status.details.values())


def test_every_ground_gives_a_detail_of_released() -> None:
    assert set(GROUND_DETAILS) == set(RELEASE_GROUNDS)
    assert set(GROUND_DETAILS.values()) <= set(STATUSES["released"].details)


def test_terms_that_exile_are_terms_and_details() -> None:
    assert set(RELEASE_TERMS) >= EXILING_TERMS
    assert set(STATUSES["exiled_or_deported"].details) == EXILING_TERMS


def test_what_only_the_living_undergo_is_not_posthumous() -> None:
    for code in ("detained", "transferred", "visit_denied", "released", "deported", "hunger_strike"):
        assert not KINDS[code].posthumous
    for code in ("honour_granted", "opinion", "complaint_answered", "note", "recognised", "convicted"):
        assert KINDS[code].posthumous

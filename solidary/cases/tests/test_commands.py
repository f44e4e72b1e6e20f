"""`solidary case`: the folded state, for people and for programs."""

import json

import pytest
from click.testing import CliRunner, Result

from solidary.cases.commands import case
from solidary.cases.models import ChronicleEntry
from solidary.cases.operations import record_entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SHAPE = {
    "person": str,
    "on": str,
    "status": str,
    "days_detained": int,
    "days_detained_range": list,
    "spells": list,
    "facility": (str, type(None)),
    "problems": list,
}
"""The report that other programs read; more keys may stand beside these."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(case, list(arguments))


def shown(slug: str, on: str) -> dict[str, object]:
    """Return what the command reports as JSON."""
    result = run("show", slug, "--on", on, "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert isinstance(report, dict)
    return report


@pytest.mark.parametrize("on", ["2000-01-01", "2023-05-03", "2026-11-22"])
def test_the_report_has_its_shape_on_every_day(cast: Cast, on: str) -> None:
    report = shown("maryna-prykladava", on)
    assert {key: isinstance(report[key], kind) for key, kind in SHAPE.items()} == dict.fromkeys(SHAPE, True)
    assert not isinstance(report["days_detained"], bool)
    assert report["on"] == on


def test_the_state_of_a_person_behind_bars(cast: Cast) -> None:
    report = shown("maryna-prykladava", "2026-11-22")
    assert report["person"] == "maryna-prykladava"
    assert report["status"] == "held"
    assert report["days_detained"] == 1299
    assert report["days_detained_range"] == [1299, 1299]
    assert report["spells"] == [{"start": "2023-05-03", "end": None, "days": 1299, "case": "2023"}]
    assert report["facility"] == "Women’s colony No. 4"
    assert report["problems"] == []


def test_the_state_on_an_earlier_day_knows_nothing_of_later_ones(cast: Cast) -> None:
    report = shown("maryna-prykladava", "2023-05-02")
    assert (report["status"], report["spells"], report["days_detained"]) == ("unknown", [], 0)
    assert shown("maryna-prykladava", "2023-12-31")["facility"] is None


def test_the_state_of_a_person_who_is_free(cast: Cast) -> None:
    record_entry(case=cast.case, kind="released", date="2026-05-03", ground="pardon", terms="unconditional")
    report = shown("maryna-prykladava", "2026-11-22")
    assert report["status"] == "released"
    assert report["facility"] is None
    assert report["spells"] == [{"start": "2023-05-03", "end": "2026-05-03", "days": 1096, "case": "2023"}]


def test_uncertain_dates_give_the_minimum_and_the_range(cast: Cast) -> None:
    record_entry(case=cast.case, kind="released", date="2026-05")
    report = shown("maryna-prykladava", "2026-11-22")
    assert report["days_detained_range"] == [1094, 1124]
    assert report["days_detained"] == 1094


def test_what_contradicts_itself_is_reported_in_words(cast: Cast) -> None:
    record_entry(case=cast.case, kind="detained", date="2024-01-01")
    (problem,) = shown("maryna-prykladava", "2026-11-22")["problems"]  # type: ignore[misc]
    assert problem == "Detained, 1 January 2024: already detained, and not released since."


def test_entries_that_editors_left_at_one_place_count_in_the_order_of_their_entry(cast: Cast) -> None:
    """The admin's form leaves `position` at 0; the command must say what the page says."""
    for kind in ("released", "detained"):
        record_entry(case=cast.case, kind=kind, date="2026-05-03")
    ChronicleEntry.objects.update(position=0)
    report = shown("maryna-prykladava", "2026-11-22")
    assert (report["status"], report["problems"]) == ("held", [])


def test_internal_entries_count_for_those_who_run_the_command(cast: Cast) -> None:
    record_entry(case=cast.case, kind="released", date="2026-05-03", publicity="internal")
    assert shown("maryna-prykladava", "2026-11-22")["status"] == "released"


def test_without_json_the_state_is_said_in_words(cast: Cast) -> None:
    said = run("show", "maryna-prykladava", "--on", "2026-11-22").stdout
    assert "Maryna Prykladava on 2026-11-22" in said
    assert "1299" in said


def test_nobody_of_that_name_is_one_sentence_and_an_exit_code(cast: Cast) -> None:
    for arguments in (["show", "nobody"], ["show", "nobody", "--json"]):
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert (
            result.stderr == "Error: There is no person called “nobody”; `solidary case list` names those there are.\n"
        )


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", ""])
def test_a_day_that_is_none_is_refused_in_a_sentence(cast: Cast, day: str) -> None:
    result = run("show", "maryna-prykladava", "--on", day)
    assert result.exit_code == 2
    assert "--on" in result.stderr


def test_the_people_whom_commands_know_are_listed(cast: Cast) -> None:
    assert json.loads(run("list", "--json").stdout) == {
        "henadz-utoeny": "Henadz Utoeny",
        "maryna-prykladava": "Maryna Prykladava",
    }
    assert "maryna-prykladava\tMaryna Prykladava" in run("list").stdout


def test_an_empty_campaign_says_so(foundation: object) -> None:
    assert run("list").stdout == "No person has been recorded yet.\n"

"""`solidary case`: the folded state of a person's cases."""

import json
from datetime import datetime
from typing import Any

import click
from django.conf import settings

from solidary.cases import timeline
from solidary.cases.models import Person
from solidary.cases.queries import NoSuchPerson, person_by_slug, state_of
from solidary.publishing.bake import today


@click.group()
def case() -> None:
    """Look at cases."""


@case.command()
@click.argument("slug")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The state as it was on this day; today if left out.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def show(slug: str, on: datetime | None, as_json: bool) -> None:
    """Print the folded state of a person's cases, as their chronicle tells it."""
    day = on.date() if on else today()
    try:
        person = person_by_slug(slug)
    except NoSuchPerson as refusal:
        raise click.ClickException(str(refusal)) from refusal
    report = _report(slug, day.isoformat(), state_of(person, day, settings.LANGUAGE_CODE))
    click.echo(json.dumps(report, ensure_ascii=False) if as_json else _in_words(str(person), report))


@case.command("list")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def list_people(as_json: bool) -> None:
    """Name the people this campaign knows, by the name that commands use."""
    people = {person.slug: str(person) for person in Person.objects.prefetch_related("names")}
    if as_json:
        click.echo(json.dumps(people, ensure_ascii=False))
    elif people:
        click.echo("\n".join(f"{slug}\t{name}" for slug, name in people.items()))
    else:
        click.echo("No person has been recorded yet.")


def _report(slug: str, on: str, state: timeline.State) -> dict[str, Any]:
    return {
        "person": slug,
        "on": on,
        "status": state.status,
        "status_detail": state.detail,
        "days_detained": state.days_detained,
        "days_detained_range": list(state.days_detained_range),
        "spells": [
            {
                "start": spell.start.isoformat(),
                "end": spell.end.isoformat() if spell.end else None,
                "days": spell.days,
                "case": spell.case,
            }
            for spell in state.spells
        ],
        "facility": state.facility,
        "upcoming": [{"date": coming.on.isoformat(), "kind": coming.kind} for coming in state.upcoming],
        "problems": [str(problem) for problem in state.problems],
    }


def _in_words(name: str, report: dict[str, Any]) -> str:
    lines = [
        f"{name} on {report['on']}: {report['status']} ({report['status_detail']})",
        f"days detained: {report['days_detained']}",
        *(f"  {spell['start']} – {spell['end'] or 'still'}: {spell['days']} days" for spell in report["spells"]),
        f"facility: {report['facility'] or 'none'}",
    ]
    return "\n".join(lines + [f"problem: {problem}" for problem in report["problems"]])


commands = [case]

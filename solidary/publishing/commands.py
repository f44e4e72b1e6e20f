"""`solidary bake`."""

import json
import sys
from datetime import datetime
from typing import Any

import click

from solidary.publishing import bake as engine


@click.command()
@click.option("--full", is_flag=True, help="Write every file anew, also those that did not change.")
@click.option("--check", is_flag=True, help="Prove that the tree equals a full bake for its day; write nothing.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Bake for this day instead of today.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def bake(full: bool, check: bool, as_of: datetime | None, as_json: bool) -> None:
    """Bring the public site up to date with the facts."""
    try:
        if check:
            _check(as_json)
            return
        report = _bake(full, as_of)
    except engine.BakeFailed as failure:
        raise click.ClickException("The site stays as it was. " + "\n".join(failure.errors)) from failure
    _say(report, as_json)


def _bake(full: bool, as_of: datetime | None) -> engine.Report:
    """Bake with a bar on a terminal."""
    bar: Any
    with click.progressbar(length=1, label="Baking", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(1)

        return engine.bake(as_of=as_of.date() if as_of else None, full=full, progress=show)


def _check(as_json: bool) -> None:
    found = engine.differences()
    if as_json:
        click.echo(json.dumps({"equal": not found, "differences": found}))
    elif found:
        click.echo("\n".join(found))
    else:
        click.echo("The tree equals a full bake.")
    if found:
        raise SystemExit(1)


def _say(report: engine.Report, as_json: bool) -> None:
    if as_json:
        summary = {
            "as_of": report.as_of.isoformat(),
            "written": len(report.written),
            "removed": len(report.removed),
            "unchanged": report.unchanged,
        }
        click.echo(json.dumps(summary))
    else:
        click.echo(
            f"Baked for {report.as_of}: {len(report.written)} files written, {report.unchanged} unchanged, "
            f"{len(report.removed)} removed."
        )


commands = [bake]

"""`solidary bake` and `solidary nginx`."""

import json
import sys
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import click
from django.conf import settings

from solidary.publishing import bake as engine
from solidary.publishing.nginx import Origin, Refused, configuration


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


@click.command()
@click.option("--domain", metavar="example.org", help="The site's domain.  [default: that of SOLIDARY_SITE_URL]")
@click.option("--onion", metavar="ADDRESS", help="The site's onion address.  [default: SOLIDARY_ONION]")
@click.option("--certificate", default="", metavar="PATH", help="The TLS certificate with its chain.")
@click.option("--certificate-key", default="", metavar="PATH", help="The key of the certificate.")
@click.option(
    "--upstream", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where the admin is served."
)
def nginx(domain: str | None, onion: str | None, certificate: str, certificate_key: str, upstream: str) -> None:
    """Print the configuration with which nginx serves the public site and hands on the admin."""
    domain = urlsplit(settings.SITE_URL).hostname or "" if domain is None else domain.lower()
    onion = settings.ONION if onion is None else onion.lower()
    try:
        origin = Origin(domain, settings.SOLIDARY_HOME, upstream, onion, certificate, certificate_key)
    except Refused as refusal:
        raise click.UsageError(str(refusal)) from refusal
    click.echo(configuration(origin), nl=False)


commands = [bake, nginx]

"""`solidary import`."""

import json
from pathlib import Path

import click

from solidary.archive.operations import NotImported, Report, bring_in, read_files


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--dry-run", is_flag=True, help="Say what would be brought in, and bring in nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was recognised in each file as JSON.")
@click.option("--language", metavar="xx", help="The language of the files, where the guess is wrong.")
@click.option("--publish", is_flag=True, help="Publish at once instead of leaving drafts for an editor.")
def import_(files: tuple[Path, ...], dry_run: bool, as_json: bool, language: str | None, publish: bool) -> None:
    """Bring in listing pages of a WordPress campaign site, saved as plain text: all files or none, nothing twice."""
    try:
        pages = read_files(files, language)
    except NotImported as refusal:
        raise click.ClickException(f"{refusal} Nothing was brought in.") from refusal
    report = bring_in(pages, live=publish, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps([page.as_json() for page in pages], ensure_ascii=False, indent=2))
    click.echo(_in_words(report, dry_run, publish), err=as_json)


def _in_words(report: Report, dry_run: bool, publish: bool) -> str:
    verb = "Would bring in" if dry_run else "Brought in"
    counts = f"{_count(report.sections, 'section')} and {_count(report.articles, 'article')}"
    lines = [f"{verb} {counts}; {report.listings} listed in one more section, {report.known} already here."]
    if dry_run:
        lines += [f"  {title}" for title in report.titles]
    elif report.articles and not publish:
        lines.append("They are drafts: look them over and publish them in the admin, under Pages.")
    return "\n".join(lines)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


commands = [import_]

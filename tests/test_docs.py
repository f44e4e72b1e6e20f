"""The documentation says what the code does: what can be compared, is compared."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from solidary.__main__ import gather
from solidary.cases.kinds import KINDS, STATUSES

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
PAGES = [PROJECT / "README.md", *sorted(DOCS.rglob("*.md"))]
REFERENCE = DOCS / "reference"


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return str(page.relative_to(PROJECT))


# --- commands ----------------------------------------------------------------------------------------------------


def commands(command: click.Command, name: str = "solidary") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that can be run, with the words that run it; a group is only the way to its commands."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    for word, part in command.commands.items():
        yield from commands(part, f"{name} {word}")


def documented_commands() -> dict[str, str]:
    """Return what is said of each command, by the words that run it: headings such as "## `solidary bake`"."""
    parts = re.split(r"^##+ `([a-z ]+)`$", text_of(REFERENCE / "commands.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options_of(command: click.Command) -> set[str]:
    """Return the options of a command, without --help, which every command has."""
    return {name for option in command.params if isinstance(option, click.Option) for name in option.opts}


def test_every_command_is_documented_and_no_other() -> None:
    assert documented_commands().keys() == dict(commands(gather())).keys()


def test_every_option_is_documented_with_its_command_and_no_other() -> None:
    documented = {
        name: set(re.findall(r"^\| `(--[a-z-]+)", text, re.M)) for name, text in documented_commands().items()
    }
    assert documented == {name: options_of(command) for name, command in commands(gather())}


# --- settings ----------------------------------------------------------------------------------------------------


def test_every_environment_variable_that_the_settings_read_is_documented_and_no_other() -> None:
    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', text_of(PROJECT / "config/settings.py")))
    assert "SOLIDARY_HOME" in read
    assert set(re.findall(r"^\| `([A-Z_]+)`", text_of(REFERENCE / "settings.md"), re.M)) == read


# --- the chronicle -----------------------------------------------------------------------------------------------


def rows(page: Path, heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, without the table's head."""
    section = text_of(page).split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_kind_of_the_chronicle_is_documented_with_its_label_and_effect_and_no_other() -> None:
    documented = [cells[:3] for cells in rows(REFERENCE / "chronicle-kinds.md", "Kinds")]
    assert documented == [[f"`{kind.code}`", str(kind.label), effect_of(kind.code)] for kind in KINDS.values()]


def effect_of(code: str) -> str:
    effect = KINDS[code].effect.value
    return "–" if effect == "none" else effect


def test_every_status_is_documented_with_its_label_and_details_and_no_other() -> None:
    documented = rows(REFERENCE / "chronicle-kinds.md", "Statuses")
    assert documented == [
        [f"`{status.code}`", str(status.label), ", ".join(f"`{detail}`" for detail in status.details) or "–"]
        for status in STATUSES.values()
    ]


# --- links -------------------------------------------------------------------------------------------------------


def slug_of(heading: str) -> str:
    """Return the anchor that a heading gets in rendered Markdown."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors_of(page: Path) -> set[str]:
    return {slug_of(heading) for heading in re.findall(r"^#+ (.+)$", text_of(page), re.M)}


def links_of(page: Path) -> list[str]:
    """Return where a page's links and pictures lead, other hosts left out."""
    text = re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def is_dead(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(PROJECT) or not target.exists():
        return True
    return bool(anchor) and anchor not in anchors_of(target)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    assert [link for link in links_of(page) if is_dead(page, link)] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = {PAGES[0]}, [PAGES[0]]
    while waiting:
        page = waiting.pop()
        targets = {(page.parent / link.partition("#")[0]).resolve() for link in links_of(page)}
        found = {target for target in targets if target.suffix == ".md" and target.is_file()} - reached
        reached |= found
        waiting += found
    assert [name_of(page) for page in PAGES if page not in reached] == []


# --- rooms, decisions --------------------------------------------------------------------------------------------


def test_the_readme_names_every_room_and_no_other() -> None:
    named = {cells[0].strip("`") for cells in rows(PROJECT / "README.md", "Rooms")}
    assert named == {path.parent.name for path in (PROJECT / "solidary").glob("*/__init__.py")}


def test_decisions_are_numbered_without_gap_or_repetition_and_say_context_decision_and_consequence() -> None:
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [page.name[:5] for page in pages] == [f"{number:04}-" for number in range(1, len(pages) + 1)]
    for page in pages:
        assert re.findall(r"^## (.+)$", text_of(page), re.M) == ["Context", "Decision", "Consequence"], name_of(page)

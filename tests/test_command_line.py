"""The command line is a contract: help for everything, one sentence for what is wrong, and homes that never meet."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from django.db import connection
from pytest_django import DjangoDbBlocker

from solidary.__main__ import gather

PROJECT = Path(__file__).resolve().parent.parent
SOLIDARY = Path(sys.executable).with_name("solidary")


def commands(group: click.Group, name: str = "solidary") -> Iterator[tuple[str, click.Command]]:
    """Yield every command, in groups too, with its full name."""
    for part, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield f"{name} {part}", command
            yield from commands(command, f"{name} {part}")
        else:
            yield f"{name} {part}", command


COMMANDS = dict(commands(gather()))


def run(*arguments: str) -> Result:
    """Run a command line in this process."""
    return CliRunner().invoke(gather(), list(arguments))


def test_the_commands_of_the_contract_are_there() -> None:
    wanted = {"serve", "bake", "demo", "import", "case", "case show"}
    assert {f"solidary {name}" for name in wanted} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_says_what_it_is_for(name: str) -> None:
    command = COMMANDS[name]
    assert len(command.help or "") > 10
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_to_help(name: str) -> None:
    result = run(*name.split()[1:], "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")


def test_a_command_that_does_not_exist_is_one_sentence_and_an_exit_code() -> None:
    result = run("liberate")
    assert result.exit_code == 2
    assert "No such command" in result.stderr


BINDS = [
    "8000",
    "127.0.0.1",
    "127.0.0.1:http",
    "127.0.0.1:0",
    "127.0.0.1:65536",
    ":8000",
    "",
    "127.0.0.1:-1",
    "[::1]:x",
]


@pytest.mark.django_db
@pytest.mark.parametrize("bind", BINDS)
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_an_address_that_is_none_is_refused_before_anything_happens(foundation: Path, command: str, bind: str) -> None:
    result = run(command, "--bind", bind)
    assert result.exit_code == 2
    assert f"{bind!r} is not HOST:PORT, as in 127.0.0.1:8000." in result.stderr
    assert "Loading" not in result.stdout


def installed(home: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the installed command in a process and a home of its own."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("SOLIDARY_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [SOLIDARY, *arguments],
        env=clean | {"SOLIDARY_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=home.parent,
    )


BROKEN = [
    ({"SOLIDARY_LANGUAGES": "xx"}, "SOLIDARY_LANGUAGES names xx; shipped are en, fr, ru."),
    ({"SOLIDARY_HOSTS": "*"}, "SOLIDARY_HOSTS must name the hosts"),
    ({"SOLIDARY_TIME_ZONE": "Nowhere"}, "SOLIDARY_TIME_ZONE is 'Nowhere'; name a zone such as Europe/Paris."),
    ({"SOLIDARY_SITE_URL": "example.org"}, "SOLIDARY_SITE_URL must start with http"),
    ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
]


def test_a_broken_setting_is_one_sentence_and_exit_code_two(tmp_path: Path) -> None:
    """All at once, since each costs a start of the program."""

    def start(number: int) -> "subprocess.CompletedProcess[str]":
        return installed(tmp_path / f"home-{number}", "bake", **BROKEN[number][0])

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(start, range(len(BROKEN))))
    wrong = {}
    for (environment, sentence), result in zip(BROKEN, results, strict=True):
        lines = result.stderr.strip().splitlines()
        if result.returncode != 2 or len(lines) != 1 or not lines[0].startswith("Error: ") or sentence not in lines[0]:
            wrong[str(environment)] = (result.returncode, result.stderr[-300:])
    assert wrong == {}


@pytest.fixture(scope="module")
def empty_database(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Path:
    """Return a copy of this process's empty database as a file: to migrate another takes half a minute.

    It is made before any test's transaction begins; SQLite would wait for that to end.
    """
    if connection.vendor != "sqlite":
        pytest.skip("a home of its own is on SQLite")
    path = tmp_path_factory.mktemp("database") / "solidary.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return path


def prepared(home: Path, database: Path) -> Path:
    """Return a new home with a database."""
    home.mkdir()
    shutil.copy(database, home)
    return home


@pytest.mark.django_db
def test_two_homes_at_work_at_once_never_touch_each_other(tmp_path: Path, empty_database: Path) -> None:
    one, two = (prepared(tmp_path / name, empty_database) for name in ("one", "two"))
    page = PROJECT / "solidary/archive/tests/pages/en_category_with_introduction.txt"
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(installed, one, "import", str(page))
        second = threads.submit(installed, two, "bake")
    assert (first.result().returncode, second.result().returncode) == (0, 0), first.result().stderr
    title = json.loads(page.with_suffix(".json").read_text())["articles"][0]["title"].encode()
    assert holding(title, one) != []
    assert holding(title, two) == []
    assert (two / "public/en/index.html").exists()
    assert not (one / "public/en/index.html").exists()
    assert (one / "keys/django-secret").read_text() != (two / "keys/django-secret").read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}, "nothing is written beside the homes"


def holding(words: bytes, home: Path) -> list[str]:
    """Return the files of a home in which words stand."""
    return [str(path) for path in home.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file stands where the home should be")
    result = installed(tmp_path / "home", "bake")
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1

"""What the change log costs: microseconds a row to insert, update and delete, with its triggers and without.

    .venv/bin/python bench/change_log.py
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres .venv/bin/python bench/change_log.py --rows 20000

Everything happens in a database of its own, made for this run and dropped after it. Rows are written to a table with
two foreign keys (`cases_reading`), all by one statement, so that the cost is the trigger's and not that of the way to
the database or of the commit. Rounds with and without triggers alternate; the median is told.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

TABLE = "cases_reading"
COLUMNS = "id, sort_order, aspect, value, chosen, reason, entry_id, source_id"
NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)"
STEPS: dict[str, str] = {
    "insert": f"INSERT INTO {TABLE} ({COLUMNS}) {NUMBERS} SELECT n, 0, '', '', false, '', n, n FROM numbers",  # noqa: S608
    "update": f"UPDATE {TABLE} SET value = 'severe' WHERE id <= %s",  # noqa: S608
    "delete": f"DELETE FROM {TABLE} WHERE id <= %s",  # noqa: S608
}
Times = dict[str, list[float]]  # microseconds a row, by step and round


@click.command()
@click.option("--rows", default=20_000, show_default=True, help="Rows of a round.")
@click.option("--rounds", default=5, show_default=True, help="Rounds with and rounds without triggers.")
def main(rows: int, rounds: int) -> None:
    """Print what row writes cost with and without the triggers of the change log."""
    with tempfile.TemporaryDirectory() as home, database(Path(home)) as version:
        bare, watched = measure(rows, rounds)
        click.echo(f"{version}; {rows} rows a round, {rounds} rounds; µs a row, medians")
        click.echo(f"{'':8}{'without':>10}{'with':>10}{'cost':>10}")
        for step in STEPS:
            without, with_ = statistics.median(bare[step]), statistics.median(watched[step])
            click.echo(f"{step:8}{without:>10.2f}{with_:>10.2f}{with_ - without:>10.2f}")
        for name, cost in looks().items():
            click.echo(f"{name}: {cost:.0f} µs")


@contextmanager
def database(home: Path) -> Iterator[str]:
    """Make a database with the project's tables; give the name and version of what runs it."""
    os.environ |= {"SOLIDARY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    import django

    django.setup()
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(home / "bench.sqlite3")
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        yield f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure(rows: int, rounds: int) -> tuple[Times, Times]:
    """Return the times without and with triggers; the first round of each, which warms up, does not count."""
    from solidary.publishing.changes import unwatch, watch

    def bare_round(times: Times) -> None:
        unwatch()
        one_round(rows, times)

    def watched_round(times: Times) -> None:
        watch()
        one_round(rows, times)

    return alternate(rounds, bare_round, watched_round)


def alternate(rounds: int, first: Callable[[Times], None], second: Callable[[Times], None]) -> tuple[Times, Times]:
    """Run rounds of two kinds in turn and return the times of each."""
    bare: Times = {step: [] for step in STEPS}
    watched: Times = {step: [] for step in STEPS}
    first({step: [] for step in STEPS})
    second({step: [] for step in STEPS})
    for _ in range(rounds):
        first(bare)
        second(watched)
    return bare, watched


def one_round(rows: int, times: Times) -> None:
    """Insert, update and delete rows, and undo it all."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for step, sql in STEPS.items():
            started = time.perf_counter()
            cursor.execute(sql, [rows])
            times[step].append((time.perf_counter() - started) / rows * 1e6)
        transaction.set_rollback(True)


def looks(times: int = 2000) -> dict[str, float]:
    """Return what the worker's look at an unchanged log costs, and finding all triggers in place, in microseconds."""
    from solidary.publishing.changes import changed_since, latest, watch

    watch()
    cursor = latest()
    costs = {}
    for name, look in {"look": lambda: changed_since(cursor), "latest": latest}.items():
        started = time.perf_counter()
        for _ in range(times):
            look()
        costs[name] = (time.perf_counter() - started) / times * 1e6
    started = time.perf_counter()
    watch()
    return costs | {"triggers in place": (time.perf_counter() - started) * 1e6}


if __name__ == "__main__":
    main()

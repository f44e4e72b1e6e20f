"""The change log: whatever writes, and however, the log names the row; what is undone it does not name."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from treebeard.exceptions import InvalidMoveToDescendant
from wagtail.models import Page, PageViewRestriction

from conftest import WITHOUT_INDEXES
from solidary.cases.models import Person, PersonName
from solidary.demo.operations import load_demo
from solidary.facts.models import Organisation, Source
from solidary.newsroom.models import SectionPage
from solidary.newsroom.operations import add_article, add_section
from solidary.newsroom.queries import campaign_home
from solidary.publishing.bake import bake
from solidary.publishing.changes import (
    Change,
    Cursor,
    Table,
    UnknownCursor,
    changed_since,
    changes_since,
    content_tables,
    forget_until,
    latest,
    unwatch,
    watch,
)
from solidary.publishing.models import LoggedChange
from solidary.publishing.worker import Worker
from tests.cast import Cast
from tests.waiting import eventually

TABLES = {table.name: table for table in content_tables()}
ON_POSTGRESQL = connection.vendor == "postgresql"
Row = tuple[str, object]


def run(sql: str, using: BaseDatabaseWrapper | None = None) -> list[tuple[object, ...]]:
    """Run plain SQL, past everything that Django would say about it, and return its rows."""
    with (using or connection).cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def add(number: int, using: BaseDatabaseWrapper | None = None) -> None:
    """Add an organisation by plain SQL."""
    columns = "id, key, name, short_name, kind, country, url"
    run(f"INSERT INTO facts_organisation ({columns}) VALUES ({number}, 'key-{number}', '', '', '', '', '')", using)


def keys(changes: list[Change], table: str = "facts_organisation") -> list[object]:
    """Return the keys of a table that were logged, in order."""
    return [change.key for change in changes if change.table == table]


def told(changes: list[Change]) -> list[tuple[object, str]]:
    """Return key and operation of each change."""
    return [(change.key, change.operation) for change in changes]


@pytest.fixture
def other() -> Iterator[BaseDatabaseWrapper]:
    """Return a second connection to the same database: another process, as far as the database knows."""
    second = connection.copy()
    yield second
    second.close()


# --- what is watched ---------------------------------------------------------------------------------------------


def test_every_table_of_every_room_is_watched_but_the_log_itself() -> None:
    rooms = [app for app in apps.get_app_configs() if app.name in settings.ROOMS]
    owned = {model._meta.db_table for room in rooms for model in room.get_models(include_auto_created=True)}
    assert len(owned) > 20
    assert owned - TABLES.keys() == {LoggedChange._meta.db_table}


def test_the_log_holds_keys_and_places_and_nothing_that_names_anybody() -> None:
    for model in apps.get_models(include_auto_created=True):
        if table := TABLES.get(model._meta.db_table):
            logged = [field for field in model._meta.local_concrete_fields if field.column in table.relations]
            kinds = {field.target_field.get_internal_type() for field in logged if field.is_relation}
            assert kinds <= {"AutoField", "BigAutoField", "OneToOneField"}, table
            assert {field.name for field in logged if not field.is_relation} <= {"path"}, table


@pytest.mark.django_db
def test_a_bake_reads_no_table_that_is_not_watched_and_changes_none(foundation: Path) -> None:
    with override_settings(TASKS=WITHOUT_INDEXES):
        load_demo()
    cache.clear()
    ContentType.objects.clear_cache()
    cursor, read = latest(), set()
    known = set(connection.introspection.table_names())

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        read.update(known & set(re.findall(r"\w+", sql)))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        bake()
    assert len(read) > 15
    assert read - TABLES.keys() == set()
    assert changes_since(cursor) == []


# --- every way to write ------------------------------------------------------------------------------------------

PLAIN: dict[str, object] = {
    "BooleanField": False,
    "DateField": "2020-01-01",
    "DateTimeField": "2020-01-01 00:00:00+00",
    "JSONField": "{}",
    "UUIDField": uuid4(),
}
NUMBERS = ("AutoField", "IntegerField", "SmallIntegerField", "BigAutoField", "FileSizeField")


def plain_value(field: models.Field) -> object:
    """Return a value that a column takes without Django; foreign keys point to nothing, which nobody checks yet."""
    if field.is_relation:
        return 990001
    kind = field.get_internal_type()
    if kind in NUMBERS or kind.startswith(("Positive", "BigInteger")):
        return 1
    return PLAIN.get(kind, uuid4().hex[: field.max_length or 32])


def insert(table: Table, key: int) -> None:
    """Insert a row by plain SQL into any table."""
    (model,) = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table.name]
    row = {field.column: plain_value(field) for field in model._meta.local_concrete_fields} | {table.key: key}
    columns, marks = ", ".join(f'"{column}"' for column in row), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        values = [str(value) if not isinstance(value, int) else value for value in row.values()]
        cursor.execute(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', values)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLES)
def test_every_operation_on_every_content_table_is_logged(name: str) -> None:
    table, cursor = TABLES[name], latest()
    with transaction.atomic():
        insert(table, 990001)
        run(f'UPDATE "{name}" SET "{table.key}" = "{table.key}"')
        run(f'UPDATE "{name}" SET "{table.key}" = 990002 WHERE "{table.key}" = 990001')
        run(f'DELETE FROM "{name}" WHERE "{table.key}" = 990002')
        changes = [change for change in changes_since(cursor) if change.key in (990001, 990002)]
        transaction.set_rollback(True)
    assert {change.table for change in changes} == {name}
    assert told(changes)[:2] == [(990001, "insert"), (990001, "update")]
    assert sorted(told(changes)[2:4]) == [(990001, "delete"), (990002, "update")]
    assert told(changes)[4:] == [(990002, "delete")]
    assert changes[0].old == changes[-1].new == {}
    assert changes[0].new.keys() == changes[-1].old.keys() == set(table.relations)
    assert changes[0].new == changes[1].old


@pytest.mark.django_db
def test_foreign_keys_are_told_as_they_were_and_as_they_are(cast: Cast) -> None:
    cursor = latest()
    add(990001)
    run(f"UPDATE facts_source SET publisher_id = 990001 WHERE id = {cast.source.pk}")
    change = changes_since(cursor)[-1]
    assert (change.table, change.key, change.operation) == ("facts_source", cast.source.pk, "update")
    assert (change.old["publisher_id"], change.new["publisher_id"]) == (cast.publisher.pk, 990001)


@pytest.mark.django_db
def test_bulk_writes_are_logged_row_by_row() -> None:
    cursor = latest()
    made = Organisation.objects.bulk_create(Organisation(key=f"bulk-{number}", name="") for number in range(3))
    numbers = [organisation.pk for organisation in made]
    for organisation in made:
        organisation.country = "FR"
    Organisation.objects.bulk_update(made, ["country"])
    Organisation.objects.filter(pk__in=numbers).update(kind="ngo")
    Organisation.objects.filter(pk__in=numbers)._raw_delete(using="default")
    expected = [(number, operation) for operation in ("insert", "update", "update", "delete") for number in numbers]
    assert told(changes_since(cursor)) == expected


@pytest.mark.django_db
def test_many_to_many_rows_are_logged_when_added_and_removed(foundation: Path) -> None:
    restriction = PageViewRestriction.objects.create(page=campaign_home("en"))
    group = Group.objects.create(name="Readers")
    cursor = latest()
    restriction.groups.add(group)
    restriction.groups.remove(group)
    added, removed = changes_since(cursor)
    assert added.table == "wagtailcore_pageviewrestriction_groups"
    assert (added.operation, removed.operation) == ("insert", "delete")
    assert added.new == removed.old == {"pageviewrestriction_id": restriction.pk, "group_id": group.pk}


@pytest.fixture
def sections(cast: Cast) -> tuple[SectionPage, SectionPage]:
    """Return two sections; the first holds a section that holds an article."""
    first = cast.section
    inner = add_section(parent=first, title="Inner", slug="inner")
    add_article(section=inner, title="Deep", slug="deep", body=[])
    return first, add_section(parent=campaign_home("en"), title="Second", slug="second")


@pytest.mark.django_db
def test_a_page_that_moves_logs_its_descendants_with_their_old_and_new_place(
    sections: tuple[SectionPage, SectionPage],
) -> None:
    first, second = (Page.objects.get(pk=section.pk) for section in sections)
    before = dict(Page.objects.descendant_of(first, inclusive=True).values_list("pk", "path"))
    cursor = latest()
    first.move(second, pos="last-child")
    after = dict(Page.objects.filter(pk__in=before).values_list("pk", "path"))
    moved = {
        change.key: (change.old["path"], change.new["path"])
        for change in changes_since(cursor)
        if change.table == "wagtailcore_page" and change.old.get("path") != change.new.get("path")
    }
    assert len(before) == 4
    assert moved == {number: (before[number], after[number]) for number in before}


@pytest.mark.django_db
def test_a_section_that_gets_another_slug_logs_its_descendants(sections: tuple[SectionPage, SectionPage]) -> None:
    first, _ = sections
    below = set(Page.objects.descendant_of(first).values_list("pk", flat=True))
    cursor = latest()
    first.slug = "other"
    first.save()
    assert {first.pk, *below} <= set(keys(changes_since(cursor), "wagtailcore_page"))


@pytest.mark.django_db
def test_what_the_database_deletes_by_itself_is_logged() -> None:
    run("CREATE TABLE above (id integer PRIMARY KEY)")
    run("CREATE TABLE below (id integer PRIMARY KEY, above_id integer REFERENCES above (id) ON DELETE CASCADE)")
    watch([*TABLES.values(), Table("above", "id", ()), Table("below", "id", ("above_id",))])
    run("INSERT INTO above VALUES (1)")
    run("INSERT INTO below VALUES (7, 1), (8, 1)")
    cursor = latest()
    run("DELETE FROM above")
    gone = {(change.table, change.key, change.operation) for change in changes_since(cursor)}
    assert gone == {("above", 1, "delete"), ("below", 7, "delete"), ("below", 8, "delete")}


@pytest.mark.django_db
@pytest.mark.skipif(ON_POSTGRESQL, reason="REPLACE is SQLite's own")
def test_a_row_that_another_one_pushes_out_is_logged_on_sqlite() -> None:
    add(1)
    cursor = latest()
    run("INSERT OR REPLACE INTO facts_organisation SELECT * FROM facts_organisation")
    run("UPDATE OR REPLACE facts_organisation SET rowid = 2")
    add(3)
    run("UPDATE OR REPLACE facts_organisation SET key = 'same'")
    assert run("SELECT id FROM facts_organisation") == [(3,)]
    assert {(1, "delete"), (1, "insert"), (2, "update"), (2, "delete"), (3, "update")} <= set(
        told(changes_since(cursor))
    )


@pytest.mark.django_db
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has no TRUNCATE: it deletes row by row")
def test_truncating_is_told_as_everything_on_postgresql() -> None:
    cursor = latest()
    run("TRUNCATE facts_source CASCADE")
    changes = changes_since(cursor)
    assert {change.operation for change in changes} == {"everything"}
    assert {change.key for change in changes} == {None}
    assert {"facts_source", "cases_citation", "newsroom_articlecitation"} <= {change.table for change in changes}


# --- within the transaction --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_logged() -> None:
    cursor = latest()
    with transaction.atomic():
        add(1)
        transaction.set_rollback(True)
    assert not changed_since(cursor)
    assert changes_since(cursor) == []


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_that_is_rolled_back_takes_only_its_own_changes_along() -> None:
    cursor = latest()
    with transaction.atomic():
        add(1)
        with transaction.atomic():
            add(2)
            transaction.set_rollback(True)
        add(3)
    assert keys(changes_since(cursor)) == [1, 3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_POSTGRESQL, reason="the tests' SQLite is in memory, where readers wait for the writer")
def test_nothing_is_told_before_it_is_committed(other: BaseDatabaseWrapper) -> None:
    cursor = latest()
    with transaction.atomic(), closing(other):
        add(1)
        assert run("SELECT count(*) FROM publishing_loggedchange WHERE key = '1'", other) == [(0,)]
    assert keys(changes_since(cursor)) == [1]


# --- triggers come back ------------------------------------------------------------------------------------------


def everything(changes: list[Change]) -> set[str]:
    """Return the tables of which anything may have changed."""
    return {change.table for change in changes if change.operation == "everything" and change.key is None}


@pytest.mark.django_db
def test_looking_after_triggers_that_stand_costs_one_query(django_assert_num_queries: Callable[..., object]) -> None:
    cursor = latest()
    with django_assert_num_queries(1):
        assert watch() == []
    assert changes_since(cursor) == []


@pytest.mark.django_db
def test_a_table_that_was_not_watched_for_a_while_tells_everything() -> None:
    cursor = latest()
    watch([table for table in TABLES.values() if table.name != "facts_organisation"])
    add(1)
    assert changes_since(cursor) == []
    assert watch() == ["facts_organisation"]
    assert everything(changes_since(cursor)) == {"facts_organisation"}


@pytest.mark.django_db
def test_unwatching_leaves_nothing_behind() -> None:
    unwatch()
    if ON_POSTGRESQL:
        assert run("SELECT proname FROM pg_proc WHERE proname LIKE 'solidary_log_%'") == []
    else:
        assert run("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'solidary_log_%'") == []


@pytest.mark.django_db
def test_a_table_that_is_wanted_but_not_there_harms_nothing() -> None:
    table, column = Table("not_there", "id", ()), Table("facts_source", "id", ("no_such_column",))
    others = [table for table in TABLES.values() if table.name != "facts_source"]
    assert watch([*others, table, column]) == []
    cursor = latest()
    add(1)
    assert keys(changes_since(cursor)) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_rebuilds_is_watched_again() -> None:
    """SQLite copies a table to alter it and loses the triggers of the old one."""
    old, new = Organisation._meta.get_field("kind"), models.CharField(max_length=99, default="")
    new.set_attributes_from_name("kind")
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(Organisation, old, new)
        cursor = latest()
        call_command("migrate", verbosity=0)
        assert everything(changes_since(cursor)) == (set() if ON_POSTGRESQL else {"facts_organisation"})
        cursor = latest()
        add(1)
        assert keys(changes_since(cursor)) == [1]
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Organisation, new, old)
        call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_the_log_can_be_migrated_away_and_back() -> None:
    try:
        call_command("migrate", "publishing", "zero", verbosity=0)
        add(1)
    finally:
        call_command("migrate", verbosity=0)
    assert everything(changes_since(beginning())) == TABLES.keys()
    cursor = latest()
    add(2)
    assert keys(changes_since(cursor)) == [2]


@pytest.mark.django_db(transaction=True)
def test_a_room_whose_migrations_are_undone_is_let_go_and_watched_again() -> None:
    """What migrations write goes unlogged, and is told as everything afterwards."""
    try:
        call_command("migrate", "archive", "zero", verbosity=0)
        cursor = latest()
        add(1)
        assert keys(changes_since(cursor)) == [1]
    finally:
        cursor = latest()
        call_command("migrate", verbosity=0)
    assert "archive_imported" in everything(changes_since(cursor))


# --- cursors -----------------------------------------------------------------------------------------------------


def beginning() -> Cursor:
    """Return a cursor before everything."""
    return Cursor("1:1: 0 0" if ON_POSTGRESQL else "0")


@pytest.mark.django_db(transaction=True)
def test_a_cursor_tells_only_what_came_after_it() -> None:
    first = latest()
    add(1)
    second = latest()
    assert keys(changes_since(first)) == [1]
    assert changes_since(second) == []
    assert not changed_since(second)
    add(2)
    assert changed_since(second)
    assert keys(changes_since(second)) == [2]
    assert keys(changes_since(first)) == [1, 2]


@pytest.mark.django_db
def test_a_cursor_taken_within_a_transaction_tells_what_the_transaction_writes_after_it() -> None:
    """Also after a savepoint was undone: PostgreSQL's snapshot then takes its own transaction for a past one."""
    add(1)
    with transaction.atomic():
        add(9)
        transaction.set_rollback(True)
    cursor = latest()
    assert not changed_since(cursor)
    add(2)
    assert keys(changes_since(cursor)) == [2]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "yesterday", "-1", "1:1:", "9" * 17, "9999999999:9999999999: 0 0", "1 2 3"])
def test_a_cursor_of_another_database_is_refused_and_counts_as_changed(text: str) -> None:
    with pytest.raises(UnknownCursor, match=re.escape(repr(text))):
        changes_since(Cursor(text))
    assert changed_since(Cursor(text))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one writer at a time")
def test_a_transaction_that_commits_late_is_not_missed_on_postgresql(other: BaseDatabaseWrapper) -> None:
    """Its numbers are lower than those already read: a cursor by number would pass it by."""
    cursor = latest()
    other.set_autocommit(False)
    add(1, other)
    add(2)
    early, cursor = changes_since(cursor), latest()
    assert keys(early) == [2]
    assert not changed_since(cursor)
    other.commit()
    late = changes_since(cursor)
    assert keys(late) == [1]
    assert late[0].id < early[0].id
    assert changes_since(latest()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one writer at a time")
@given(
    steps=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["add", "commit", "rollback", "read"])), max_size=25)
)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_however_transactions_interleave_each_change_is_told_once(steps: list[tuple[int, str]]) -> None:
    run("DELETE FROM facts_organisation")
    writers = [connection.copy() for _ in range(3)]
    for writer in writers:
        writer.set_autocommit(False)
    cursor, read, written = latest(), [], 0
    for number, step in [*steps, *((number, "commit") for number in range(3)), (0, "read")]:
        if step == "add":
            written += 1
            add(written, writers[number])
        elif step == "read":
            now = latest()
            read += keys(changes_since(cursor))
            cursor = now
        else:
            getattr(writers[number], step)()
    for writer in writers:
        writer.close()
    assert sorted(read) == sorted(Organisation.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite does not number transactions")
def test_rows_restored_from_another_server_are_left_alone() -> None:
    LoggedChange.objects.create(transaction=2**60, table="facts_source", key=7, operation="update", old={}, new={})
    assert not changed_since(latest())
    assert 7 not in keys(changes_since(beginning()), "facts_source")


# --- forgetting --------------------------------------------------------------------------------------------------


def settled() -> Cursor:
    """Return the cursor of now as if nothing ran on the server: PostgreSQL's also runs the tests beside these."""
    parts = re.fullmatch(r"\d+:(\d+):.*", latest())
    return Cursor(f"{parts[1]}:{parts[1]}: 0 0") if parts else latest()


@pytest.mark.django_db(transaction=True)
def test_who_comes_with_a_cursor_from_before_what_was_forgotten_is_told_everything() -> None:
    old = latest()
    add(1)
    add(2)
    now = settled()
    assert forget_until(now) >= 1
    assert LoggedChange.objects.count() == 1
    assert changes_since(now) == []
    (change,) = changes_since(old)
    assert (change.table, change.key, change.operation) == ("", None, "everything")
    add(3)
    assert keys(changes_since(now)) == [3]
    assert forget_until(now) == 0


@pytest.mark.django_db(transaction=True)
def test_an_empty_log_has_nothing_to_forget() -> None:
    run("DELETE FROM publishing_loggedchange")
    assert forget_until(latest()) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has one writer at a time")
def test_what_a_running_transaction_will_add_survives_forgetting_on_postgresql(other: BaseDatabaseWrapper) -> None:
    cursor = latest()
    other.set_autocommit(False)
    add(1, other)
    add(2)
    forget_until(latest())
    other.commit()
    assert keys(changes_since(cursor)) == [1, 2]
    forget_until(settled())
    assert everything(changes_since(cursor)) == {""}


# --- from other processes ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(ON_POSTGRESQL, reason="a home of PostgreSQL is a database of its own")
def test_two_homes_keep_two_logs_and_a_process_without_django_is_seen(tmp_path: Path) -> None:
    homes = [tmp_path / "a.sqlite3", tmp_path / "b.sqlite3"]
    for home in homes:
        with closing(sqlite3.connect(home)) as target:
            connection.connection.backup(target)
    with closing(sqlite3.connect(homes[0])) as stranger, stranger:
        stranger.execute("INSERT INTO wagtailcore_locale (id, language_code) VALUES (77, 'be')")
    logs = []
    for home in homes:
        with closing(sqlite3.connect(home)) as reader:
            question = "SELECT \"table\", key, new FROM publishing_loggedchange WHERE key = '77'"
            logs.append([(table, json.loads(key)) for table, key, _new in reader.execute(question)])
    assert logs == [[("wagtailcore_locale", 77)], []]


@pytest.mark.django_db(transaction=True)
def test_the_worker_bakes_what_another_process_wrote_by_plain_sql(
    files: dict[str, bytes], other: BaseDatabaseWrapper
) -> None:
    files["en/a.html"] = b"before"
    worker = Worker()
    worker.start()
    page: Path = settings.PUBLIC_TREE / "en/a.html"
    try:
        eventually(page.exists)
        files["en/a.html"] = b"after"
        add(1, other)
        eventually(lambda: page.read_bytes() == b"after", seconds=2)
    finally:
        worker.stop()
    assert not (settings.BAKE_STATE / "changed").exists()


# --- anything ----------------------------------------------------------------------------------------------------


def snapshot() -> dict[Row, dict[str, object]]:
    """Return every row of every content table by table and key."""
    rows: dict[Row, dict[str, object]] = {}
    with connection.cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(f'SELECT * FROM "{table.name}"')
            columns = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(columns, values, strict=True))
                rows[table.name, row[table.key]] = row
    return rows


def relations(row: Row, values: dict[str, object] | None) -> dict[str, object]:
    """Return what a row belongs to; nothing where there is no row."""
    return {column: values[column] for column in TABLES[row[0]].relations} if values else {}


def one(model: type[models.Model], number: int) -> models.Model:
    """Return one of a model's rows, whichever a number means."""
    rows = model.objects.order_by("pk")  # type: ignore[attr-defined]
    return rows[number % max(rows.count(), 1)]


def renumber(number: int) -> None:
    run(f"UPDATE facts_organisation SET id = id + 5000 WHERE id = {one(Organisation, number).pk}")


def republish(number: int) -> None:
    Source.objects.update(publisher=one(Organisation, number))


def rename_in_bulk(number: int) -> None:
    names = list(PersonName.objects.all()[: number + 1])
    for name in names:
        name.text += "!"
    PersonName.objects.bulk_update(names, ["text"])


def upsert(number: int) -> None:
    known = one(Organisation, number)
    given = [Organisation(key=known.key, name="new"), Organisation(key=f"upserted-{number}", name="")]
    Organisation.objects.bulk_create(given, update_conflicts=True, update_fields=["name"], unique_fields=["key"])


def replace(number: int) -> None:
    """Push rows out of a table; on PostgreSQL, by deleting them and adding one."""
    if ON_POSTGRESQL:
        run("DELETE FROM cases_detail")
    else:
        run(f"UPDATE OR REPLACE facts_organisation SET key = 'same' WHERE id >= {one(Organisation, number).pk}")


def move(number: int) -> None:
    pages = list(Page.objects.filter(depth__gt=2).order_by("pk"))
    homes = list(Page.objects.filter(depth=2).order_by("pk"))
    targets = [*homes, *Page.objects.type(SectionPage)]
    pages[number % max(len(pages), 1)].move(targets[number % len(targets)], pos="last-child")


def give_slug(number: int) -> None:
    page = list(Page.objects.filter(depth__gt=2).order_by("pk"))[number % 3]
    page.slug = f"slug-{number}"
    page.save()


STEPS: list[Callable[[int], object]] = [
    lambda number: add(7000 + number),
    lambda number: one(Organisation, number).save(),
    lambda number: one(Person, number).delete(),
    lambda number: one(PersonName, number).delete(),
    lambda number: Page.objects.filter(depth__gt=2).order_by("pk")[number].delete(),
    lambda number: run("DELETE FROM cases_citation"),
    lambda number: run(f"UPDATE cases_chronicleentry SET facility_id = NULL, position = {number}"),
    lambda number: run(f"UPDATE wagtailcore_page SET title = 'raw' WHERE depth = {number}"),
    lambda number: run("INSERT INTO wagtailcore_locale (id, language_code) VALUES (70, 'be')"),
    renumber,
    republish,
    rename_in_bulk,
    upsert,
    replace,
    move,
    give_slug,
]


@pytest.mark.django_db
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 6), st.booleans()), max_size=8))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_written_every_row_that_differs_is_logged_with_its_relations(
    sections: object, steps: list[tuple[Callable[[int], object], int, bool]]
) -> None:
    with override_settings(TASKS=WITHOUT_INDEXES), transaction.atomic():
        before, cursor = snapshot(), latest()
        for step, number, keep in steps:
            try:
                with transaction.atomic():
                    step(number)
                    transaction.set_rollback(not keep)
            except (DatabaseError, LookupError, models.ProtectedError, Page.DoesNotExist, InvalidMoveToDescendant):
                pass  # refused, and so undone
        after, changes = snapshot(), changes_since(cursor)
        transaction.set_rollback(True)
    check(before, after, changes)


def check(before: dict[Row, dict[str, object]], after: dict[Row, dict[str, object]], changes: list[Change]) -> None:
    """Compare what differs with what was logged, and the ends of each row's story with its relations."""
    logged = {(change.table, change.key) for change in changes}
    differing = {row for row in before.keys() | after.keys() if before.get(row) != after.get(row)}
    assert differing <= logged
    assert "everything" not in {change.operation for change in changes}
    for row in logged:
        story = [change for change in changes if (change.table, change.key) == row]
        assert story[-1].new == relations(row, after.get(row))
        if row in before:
            assert story[0].old == relations(row, before[row])

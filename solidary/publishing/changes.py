"""The change log: which rows of which content tables came, changed or went, told by the database itself.

Triggers on every content table append to the log inside the writing transaction: what is rolled back is not in it, and
nothing escapes: ORM, bulk and raw SQL of any process, cascades in the database, a page's descendants when it moves.
What the triggers cannot see is logged as "everything": TRUNCATE (PostgreSQL), what happened while migrations ran, and
what was forgotten. Outside lies only what switches triggers off, such as a restored backup: then bake in full.

A reader keeps a cursor: it takes `latest()`, then works through `changes_since` its old cursor, then keeps the new
one. Take a cursor outside a transaction that may be rolled back. What a reader may get is always a superset: a change
can be told twice, or a row can be logged that was written anew as it was; it is never left out.

On SQLite there is one writer at a time and numbers are never used again, so that a cursor is the last number. On
PostgreSQL a transaction may commit after another with higher numbers, so that a cursor by number would miss it. There
each row carries its transaction, and a cursor is a snapshot (`pg_current_snapshot`): new is what that snapshot did not
see. Unlike waiting for the oldest running transaction, a long import elsewhere delays nobody. A snapshot says nothing
sure about the transaction that takes it; of that one the cursor notes the last number.

Costs (bench/change_log.py): for each row written 1.2 to 2 µs on SQLite and 7 to 12 µs on PostgreSQL.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NewType, cast

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from treebeard.mp_tree import MP_Node

from solidary.publishing.models import LoggedChange

Cursor = NewType("Cursor", str)
"""A place in the log, to be kept as it is: what it looks like is each database's own matter."""

Value = int | str | None
Operation = Literal["insert", "update", "delete", "everything"]

PLATFORM = (
    "wagtailcore.Locale",
    "wagtailcore.Page",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtailimages.Image",
)
"""What the public site reads beside the rooms' own models. A test bakes and fails on a table that is not watched."""

LOG = LoggedChange._meta.db_table
PREFIX = "solidary_log_"


class UnknownCursor(ValueError):
    """The cursor is of another database, or of a later state of this one: anything may have changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came, changed or went, with its foreign keys by column as they were and as they are.

    `old` is empty for an insert, `new` for a delete. A tree's place is its `path`. A row whose primary key changed is
    an update under its new key and a delete under its old one. Without a key, any row of the table may have changed;
    without a table, any row of any.
    """

    id: int
    table: str
    key: Value
    operation: Operation
    old: Mapping[str, Value]
    new: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A content table: its name, its primary key's column and the columns that say what a row belongs to."""

    name: str
    key: str
    relations: tuple[str, ...]


# --- what is watched ---------------------------------------------------------------------------------------------


def content_tables() -> list[Table]:
    """Return every table of the rooms' models and of `PLATFORM`, with their many-to-many tables, by name."""
    return sorted((_table(model) for model in _content_models()), key=lambda table: table.name)


def _content_models() -> Iterator[type[models.Model]]:
    platform = [apps.get_model(label) for label in PLATFORM]
    platform += [field.remote_field.through for model in platform for field in model._meta.local_many_to_many]
    for model in apps.get_models(include_auto_created=True):
        room = apps.get_app_config(model._meta.app_label).name in settings.ROOMS
        own = model._meta.managed and not model._meta.proxy and model is not LoggedChange
        if (room and own) or model in platform:
            yield model


def _table(model: type[models.Model]) -> Table:
    options = model._meta
    tree = {"path"} if issubclass(model, MP_Node) else set()
    related = [field for field in options.local_concrete_fields if field.is_relation or field.name in tree]
    return Table(options.db_table, str(options.pk.column), tuple(str(field.column) for field in related))


# --- the two databases -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the two databases say differently. Conditions take the named groups of `cursor` as parameters."""

    value: str
    record: str
    transaction: str
    differs: str
    truncates: bool
    make: tuple[str, ...]
    drop: str
    standing: str
    latest: str
    cursor: re.Pattern[str]
    known: str
    since: str
    covered: str


SQLITE = Dialect(
    value="json_quote",
    record="json_object",
    transaction="0",
    differs="IS NOT",
    truncates=False,
    make=('CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {scope} BEGIN {insert}; END',),
    drop='DROP TRIGGER IF EXISTS "{name}"',
    standing=f"SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%'",  # noqa: S608
    latest=f'SELECT CAST(coalesce(max(id), 0) AS text) FROM "{LOG}"',  # noqa: S608
    cursor=re.compile(r"(?P<last>\d+)"),
    known=f'CAST(%(last)s AS integer) <= (SELECT coalesce(max(id), 0) FROM "{LOG}")',  # noqa: S608
    since="id > CAST(%(last)s AS integer)",
    covered="id <= CAST(%(last)s AS integer)",
)

_THIS = "(SELECT pg_current_xact_id_if_assigned()::text::bigint)"  # a subquery, so that an index can look for it

POSTGRESQL = Dialect(
    value="to_jsonb",
    record="jsonb_build_object",
    transaction="pg_current_xact_id()::text::bigint",
    differs="IS DISTINCT FROM",
    truncates=True,
    make=(
        'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $log$ BEGIN {insert}; RETURN NULL; END $log$',
        'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {scope} EXECUTE FUNCTION "{name}"()',
    ),
    drop='DROP FUNCTION IF EXISTS "{name}"() CASCADE',
    standing=(
        "SELECT f.proname, coalesce(c.relname, '') FROM pg_proc f "  # noqa: S608
        "LEFT JOIN pg_trigger t ON t.tgfoid = f.oid AND t.tgenabled <> 'D' LEFT JOIN pg_class c ON c.oid = t.tgrelid "
        f"WHERE f.pronamespace = current_schema()::text::regnamespace AND f.proname LIKE '{PREFIX}%'"
    ),
    latest=(
        f"SELECT concat_ws(' ', pg_current_snapshot(), coalesce({_THIS}, 0), "  # noqa: S608
        f'coalesce((SELECT max(id) FROM "{LOG}" WHERE transaction > 0 AND transaction = {_THIS}), 0))'
    ),
    cursor=re.compile(r"(?P<snapshot>(?P<xmin>\d+):\d+:[\d,]*) (?P<own>\d+) (?P<last>\d+)"),
    known="pg_snapshot_xmax(%(snapshot)s::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())",
    # Rows of a restored copy carry another server's numbers, which may lie in the future here: they are left alone.
    since=(
        "transaction > 0 AND transaction >= %(xmin)s::bigint "
        f"AND (transaction = {_THIS} OR transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint) "
        "AND (\"table\" = '' OR CASE WHEN transaction = %(own)s::bigint THEN id > %(last)s::bigint "
        "ELSE NOT pg_visible_in_snapshot(transaction::text::xid8, %(snapshot)s::pg_snapshot) END)"
    ),
    covered="transaction < %(xmin)s::bigint",
)


def _dialect(connection: BaseDatabaseWrapper) -> Dialect:
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor]


# --- triggers ----------------------------------------------------------------------------------------------------


def watch(tables: Sequence[Table] | None = None, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Let the triggers be those of these tables, by default of all content tables, and drop all others.

    Returns the tables that were not fully watched before; each gets a change "everything", since anything may have
    happened to it unseen. Tables or columns that the database lacks (a migration was undone) are left out. Costs one
    query of the catalogue where nothing is to be done, about a millisecond a trigger else.
    """
    connection = connections[using]
    tables = content_tables() if tables is None else tables
    if _wanted(connection, tables).keys() == _standing(connection):
        return []
    wanted = _wanted(connection, _present(connection, tables))
    with transaction.atomic(using):
        standing = _standing(connection)
        _drop(connection, standing - wanted.keys())
        lacking = sorted(wanted.keys() - standing)
        for trigger in lacking:
            _run(connection, *wanted[trigger])
        made = sorted({table for _, table in lacking})
        _run(connection, *(_insert(_dialect(connection), table, "everything") for table in made))
    return made


def unwatch(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop every trigger of the log; what is written from here to the next `watch` is told as "everything"."""
    with transaction.atomic(using):
        _drop(connections[using], _standing(connections[using]))


def unwatch_before_migrations(using: str, plan: Sequence[object], **_: object) -> None:
    """Drop the triggers where migrations will run: a trigger that names a column refuses to see it go."""
    if plan and using == DEFAULT_DB_ALIAS:
        unwatch(using)


def watch_after_migrations(using: str, **_: object) -> None:
    """Restore the triggers, also those that SQLite lost when a table was rebuilt."""
    if using == DEFAULT_DB_ALIAS:
        watch(using=using)


def fire_on_replace(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Let SQLite fire delete triggers for rows that INSERT OR REPLACE pushes out; by default it does not."""
    if connection.vendor == "sqlite":
        _run(connection, "PRAGMA recursive_triggers = ON")


Trigger = tuple[str, str]  # its name and its table; the name holds a digest of all it does


def _wanted(connection: BaseDatabaseWrapper, tables: Sequence[Table]) -> dict[Trigger, list[str]]:
    """Return the statements that make each trigger."""
    dialect = _dialect(connection)
    wanted = {}
    for table in tables:
        for event, scope, insert in _events(dialect, table):
            parts = {"event": event, "scope": scope, "insert": insert, "table": table.name}
            name = PREFIX + hashlib.sha256(repr((parts, dialect.make)).encode()).hexdigest()[:24]
            wanted[name, table.name] = [statement.format(name=name, **parts) for statement in dialect.make]
    return wanted


def _events(dialect: Dialect, table: Table) -> Iterator[tuple[str, str, str]]:
    """Yield what is watched on a table: the event, for which rows, and the statement that logs it."""
    key, row = f'"{table.key}"', "FOR EACH ROW"
    old, new = (_relations(dialect, table, side) for side in ("OLD", "NEW"))
    old_key, new_key = f"{dialect.value}(OLD.{key})", f"{dialect.value}(NEW.{key})"
    yield "INSERT", row, _insert(dialect, table.name, "insert", new_key, new=new)
    yield "UPDATE", row, _insert(dialect, table.name, "update", new_key, old, new)
    yield "DELETE", row, _insert(dialect, table.name, "delete", old_key, old)
    renamed = f"{row} WHEN (OLD.{key} {dialect.differs} NEW.{key})"
    yield "UPDATE", renamed, _insert(dialect, table.name, "delete", old_key, old)
    if dialect.truncates:
        yield "TRUNCATE", "FOR EACH STATEMENT", _insert(dialect, table.name, "everything")


def _relations(dialect: Dialect, table: Table, side: str) -> str:
    """Return the expression for what a row belongs to, before or after."""
    pairs = (f"'{column}', {side}.\"{column}\"" for column in table.relations)
    return f"{dialect.record}({', '.join(pairs)})"


def _insert(
    dialect: Dialect, table: str, operation: Operation, key: str = "NULL", old: str = "'{}'", new: str = "'{}'"
) -> str:
    return (
        f'INSERT INTO "{LOG}" ("transaction", "table", "key", "operation", "old", "new") '  # noqa: S608
        f"VALUES ({dialect.transaction}, '{table}', {key}, '{operation}', {old}, {new})"
    )


def _standing(connection: BaseDatabaseWrapper) -> set[Trigger]:
    with connection.cursor() as cursor:
        cursor.execute(_dialect(connection).standing)
        return {(name, table) for name, table in cursor.fetchall()}


def _present(connection: BaseDatabaseWrapper, tables: Sequence[Table]) -> list[Table]:
    """Return those tables that the database has with the columns we name; none without a log. A query each."""
    describe = connection.introspection.get_table_description
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        columns = {
            table.name: {column.name for column in describe(cursor, table.name)}
            for table in tables
            if {table.name, LOG} <= names
        }
    return [table for table in tables if {table.key, *table.relations} <= columns.get(table.name, set())]


def _drop(connection: BaseDatabaseWrapper, triggers: set[Trigger]) -> None:
    _run(connection, *(_dialect(connection).drop.format(name=name) for name, _ in sorted(triggers)))


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# --- the log -----------------------------------------------------------------------------------------------------


def latest() -> Cursor:
    """Return the cursor of now: one query of an index's end."""
    return Cursor(_ask(_dialect(_connection()).latest))


def changed_since(cursor: Cursor) -> bool:
    """Whether there is anything to read after a cursor: one query; where there is not, 15 µs on SQLite, else 0.2 ms."""
    dialect = _dialect(_connection())
    try:
        where = _parameters(dialect, cursor)
    except UnknownCursor:
        return True
    # Ordered, so that PostgreSQL goes by the index also before it knows how large the log is.
    first = f'SELECT id FROM "{LOG}" WHERE {dialect.since} ORDER BY "transaction", id LIMIT 1'  # noqa: S608
    question = f"SELECT NOT ({dialect.known}) OR ({first}) IS NOT NULL"
    return bool(_ask(question, where))


def changes_since(cursor: Cursor) -> list[Change]:
    """Return what was committed after a cursor (and, within a transaction, what it wrote itself), by number.

    Two queries; about 5 µs a change. Raises `UnknownCursor` where the log cannot say.
    """
    dialect = _dialect(_connection())
    where = _parameters(dialect, cursor)
    if not _ask(f"SELECT {dialect.known}", where):
        raise UnknownCursor(f"{cursor!r} lies beyond the end of this change log.")
    rows = LoggedChange.objects.raw(f'SELECT * FROM "{LOG}" WHERE {dialect.since} ORDER BY id', where)  # noqa: S608
    return [Change(row.id, row.table, row.key, cast(Operation, row.operation), row.old, row.new) for row in rows]


def forget_until(cursor: Cursor) -> int:
    """Delete what a reader with this cursor has read and return how many rows went.

    One row stays, which tells "everything" to whoever comes with an older cursor. On PostgreSQL, rows that are not
    older than every transaction that was running on the server at the cursor stay too, until a later call.
    """
    dialect = _dialect(_connection())
    where = _parameters(dialect, cursor)
    ordered = f'SELECT id FROM "{LOG}" WHERE {dialect.covered} ORDER BY "transaction" DESC, id DESC LIMIT 1'  # noqa: S608
    with transaction.atomic(), _connection().cursor() as run:
        run.execute(ordered, where)
        for (last,) in run.fetchall():
            run.execute(f'DELETE FROM "{LOG}" WHERE {dialect.covered} AND id <> %(kept)s', {**where, "kept": last})  # noqa: S608
            gone = run.rowcount
            LoggedChange.objects.filter(pk=last).update(table="", key=None, operation="everything", old={}, new={})
            return gone
    return 0


def _connection() -> BaseDatabaseWrapper:
    return connections[DEFAULT_DB_ALIAS]


def _parameters(dialect: Dialect, cursor: Cursor) -> dict[str, str]:
    if not (parts := dialect.cursor.fullmatch(cursor)):
        raise UnknownCursor(f"{cursor!r} is no place in this database's change log.")
    return parts.groupdict()


def _ask(question: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return the one value that answers a question."""
    with _connection().cursor() as cursor:
        cursor.execute(question, parameters)
        (answer,) = cursor.fetchone()
    return answer

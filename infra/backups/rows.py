"""Brings back rows that a table lacks, from any moment a whole restore could go to; what is there stays as it is.

The dump is loaded into a database beside the live one. What the live table lacks is inserted in one transaction, with
all its constraints, in an order in which what is referred to comes first. A run that was cut off changed nothing, and
is begun anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from infra.backups import clear_text, loading
from infra.backups.database import Database
from infra.backups.errors.rows import RowsRefusedError, UnknownTableError, UnrestorableTableError
from infra.backups.sources import Source
from infra.backups.verification import OWNER
from infra.output import Progress as Display

WHOLE_ONLY = frozenset({"audit_entries", "alembic_version", "schema_revisions"})
"""Tables whose rows make sense together only: a chain, and what the schema is."""

EVIDENCE = "evidence_items"
"""What retention deleted of this table stays deleted, as its audit log says."""

_DELETED = sql.SQL(
    "EXISTS (SELECT FROM audit_entries WHERE subject_type = 'evidence' AND subject_id = CAST(s.id AS text) "
    "AND action = 'evidence.deleted')"
)
_COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
_KEY = """
    SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indrelid = %s::regclass AND i.indisprimary
"""
_REFERENCES = """
    SELECT c.relname, r.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f' AND c.oid <> r.oid
"""

Note = Callable[[str, str, Mapping[str, int]], None]
"""Writes into the audit log of a database, by its address, how many rows of which tables came back from what."""


@dataclass(frozen=True)
class Found:
    """What became of a table."""

    table: str
    held: int
    """Rows that were asked for in the backup."""
    missing: int
    """Those of them that the live table lacked."""
    differing: int | None
    """Those that are different there, and were left as they are; None when the tables have other columns."""


@dataclass(frozen=True)
class RowsRestored:
    """What a restore of rows came to."""

    source: str
    tables: tuple[Found, ...]
    dry_run: bool

    def details(self) -> dict[str, Any]:
        """As JSON tells it."""
        return asdict(self)


class RowsRestore:
    """The restore of rows."""

    def __init__(
        self, workspace: Path, server: Database, live: str, note: Note, display: Display, jobs: int = 2
    ) -> None:
        self._directory = workspace / "rows"
        self._server = server
        self._live = live
        self._beside = f"{live}_rows"
        self._note = note
        self._display = display
        self._jobs = jobs

    def run(self, source: Source, wanted: Mapping[str, sql.Composable | None], *, dry_run: bool) -> RowsRestored:
        """Bring rows back.

        Args:
            source: where they come from.
            wanted: the tables, each with a condition its rows must meet.
            dry_run: only say what would be done.

        Raises:
            UnknownTableError: a table does not exist.
            UnrestorableTableError: rows of a table cannot be brought back one by one.
            RowsRefusedError: the live database refuses them.
        """
        with self._server.named(self._live).connect() as connection:
            order = _order(connection, list(wanted))
        source.require_restorable()
        self._clear()
        self._directory.mkdir(mode=0o700, parents=True)
        try:
            files = self._directory / "files"
            source.fetch(files, self._directory / "scratch")
            with self._display.step(f"Loaded {', '.join(order)} beside the live database"):
                beside = loading.make_database(self._server, self._beside, OWNER)
                loading.load(beside, files, OWNER, self._jobs, tuple(order))
            found = self._merge(beside, order, wanted, source.label, dry_run=dry_run)
        finally:
            self._clear()
        return RowsRestored(source.label, found, dry_run)

    def _merge(
        self,
        beside: Database,
        order: Sequence[str],
        wanted: Mapping[str, sql.Composable | None],
        label: str,
        *,
        dry_run: bool,
    ) -> tuple[Found, ...]:
        live = self._server.named(self._live)
        with (
            self._display.step("Looked for rows that lack" if dry_run else "Brought back the rows that lacked"),
            live.connect() as connection,
            beside.connect() as restored,
        ):
            found = tuple(_merge_table(connection, restored, table, wanted[table]) for table in order)
            counts = {one.table: one.missing for one in found if one.missing}
            if dry_run or not counts:
                connection.rollback()
            else:
                # Before the commit: a note without rows is possible after a crash, rows without a note are not.
                self._note(live.url, label, counts)
        return found

    def _clear(self) -> None:
        loading.drop_database(self._server, self._beside)
        clear_text.remove(self._directory / "files")
        shutil.rmtree(self._directory, ignore_errors=True)


def _order(connection: psycopg.Connection, tables: Sequence[str]) -> list[str]:
    """The tables, those that others refer to first."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    known = [str(row[0]) for row in rows]
    for table in tables:
        if table not in known:
            raise UnknownTableError(table, [name for name in known if name not in WHOLE_ONLY])
        if table in WHOLE_ONLY:
            raise UnrestorableTableError(table)
    sorter: TopologicalSorter[str] = TopologicalSorter({table: set() for table in tables})
    for table, referred in connection.execute(_REFERENCES):
        if table in tables and referred in tables:
            sorter.add(table, referred)
    return list(sorter.static_order())


def _merge_table(
    live: psycopg.Connection, restored: psycopg.Connection, table: str, condition: sql.Composable | None
) -> Found:
    """Insert what a table lacks."""
    name, staged = sql.Identifier("public", table), sql.Identifier(f"restored_{table}")
    there = _names(restored, _COLUMNS, table)
    here = _names(live, _COLUMNS, table)
    shared = [column for column in here if column in there]
    columns = sql.SQL(", ").join(map(sql.Identifier, shared))
    live.execute(
        sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0").format(staged, columns, name)
    )
    _copy(live, restored, name, staged, columns, condition)
    same = sql.SQL(" AND ").join(
        sql.SQL("l.{0} = s.{0}").format(sql.Identifier(column)) for column in _names(live, _KEY, table)
    )
    lacks = sql.SQL("NOT EXISTS (SELECT 1 FROM {} AS l WHERE {})").format(name, same)
    held = _count(live, sql.SQL("SELECT count(*) FROM {}").format(staged))
    differing = None
    if set(here) == set(there):
        differs = sql.SQL("SELECT count(*) FROM {} AS s JOIN {} AS l ON {} WHERE to_jsonb(s) <> to_jsonb(l)")
        differing = _count(live, differs.format(staged, name, same))
    if table == EVIDENCE:
        lacks = sql.SQL("{} AND NOT {}").format(lacks, _DELETED)
    insert = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} AS s WHERE {}")
    try:
        missing = live.execute(insert.format(name, columns, columns, staged, lacks)).rowcount
    except psycopg.errors.IntegrityError as error:
        raise RowsRefusedError(table, " ".join(str(error).split())) from error
    return Found(table, held, missing, differing)


def _copy(
    live: psycopg.Connection,
    restored: psycopg.Connection,
    name: sql.Identifier,
    staged: sql.Identifier,
    columns: sql.Composable,
    condition: sql.Composable | None,
) -> None:
    where = sql.SQL("true") if condition is None else condition
    out = sql.SQL("COPY (SELECT {} FROM {} WHERE {}) TO STDOUT (FORMAT binary)").format(columns, name, where)
    into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(staged, columns)
    with restored.cursor().copy(out) as source, live.cursor().copy(into) as target:
        for block in source:
            target.write(block)


def _names(connection: psycopg.Connection, query: LiteralString, table: str) -> list[str]:
    rows = connection.execute(query, (f"public.{table}",))
    return [str(row[0]) for row in rows]


def _count(connection: psycopg.Connection, query: sql.Composed) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0

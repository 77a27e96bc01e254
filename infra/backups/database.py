"""The database that is backed up: how its own programs reach it, and what it holds at a moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from infra import shell
from infra.backups.errors.backups import DatabaseRefusedError
from infra.backups.errors.moments import NoQuietMomentError
from infra.backups.manifest import DatabaseFacts

QUIET_POLL_SECONDS = 0.003
ROTATION_MEMORY = "syndic_rotation"
"""Schema of what is remembered of rotations. It is the administrator's, whom alone it is readable to, and says how
credentials stand now: brought back by a restore it would be wrong. So no backup holds it (rotation_memory.py)."""

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


@dataclass(frozen=True)
class Database:
    """A database as a role reaches it."""

    url: str = field(repr=False)
    """postgresql://user:password@host:port/database"""
    program: Callable[[str], Path]
    """Where a program of PostgreSQL is (pg_dump, pg_restore, pg_amcheck); of the server's major version or newer."""
    told: Mapping[str, str] = field(default_factory=dict)
    """Variables that its programs need beside those that say where it is."""

    @property
    def name(self) -> str:
        """The database's name."""
        return str(conninfo_to_dict(self.url).get("dbname", "postgres"))

    def named(self, name: str) -> Database:
        """Another database of the same server."""
        return replace(self, url=urlsplit(self.url)._replace(path=f"/{quote(name)}").geturl())

    def variables(self) -> dict[str, str]:
        """What programs of PostgreSQL are told; nothing of it stands on a command line."""
        parameters = conninfo_to_dict(self.url)
        told = {_VARIABLES[name]: str(value) for name, value in parameters.items() if name in _VARIABLES and value}
        return {
            **shell.base_environment(),
            **self.told,
            **told,
            "PGAPPNAME": "syndic backup",
            "PGCONNECT_TIMEOUT": "10",
        }

    @contextmanager
    def connect(self, *, autocommit: bool = False) -> Generator[psycopg.Connection]:
        """A connection; what the database refuses becomes an error for the reader.

        Raises:
            DatabaseRefusedError: it cannot be reached, or refuses a statement.
        """
        try:
            with psycopg.connect(
                self.url, autocommit=autocommit, connect_timeout=10, application_name="syndic backup"
            ) as connection:
                yield connection
        except psycopg.Error as error:
            raise DatabaseRefusedError("do what a backup needs", " ".join(str(error).split())) from error


@contextmanager
def snapshot(database: Database) -> Generator[tuple[psycopg.Connection, str]]:
    """A transaction that sees one moment, and the name under which others can see it too."""
    with database.connect() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # A dump may take longer than a session is allowed to rest in a transaction.
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        connection.execute("SET statement_timeout = 0")
        yield connection, str(_one(connection, "SELECT pg_export_snapshot()"))


def facts(connection: psycopg.Connection, name: str) -> DatabaseFacts:
    """What the database is, seen by the connection's transaction."""
    tables = _tables(connection)
    audited = "public.audit_entries" in tables
    newest = (
        connection.execute("SELECT sequence, hash FROM audit_entries ORDER BY sequence DESC LIMIT 1").fetchone()
        if audited
        else None
    )
    return DatabaseFacts(
        name=name,
        server_version=int(str(_one(connection, "SHOW server_version_num"))),
        log_position=str(
            _one(
                connection,
                "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END",
            )
        ),
        schema_revision=_revision(connection, tables),
        audit_sequence=(newest[0] if newest else 0) if audited else None,
        audit_hash=newest[1] if newest else None,
        rows={table: _count(connection, table) for table in sorted(tables)},
    )


def quiet_facts(database: Database, patience_seconds: float) -> tuple[DatabaseFacts, int]:
    """What the database is at an exact position of its log, and the next transaction then.

    A replay that stops at that position shows exactly these rows: nobody was writing, and nothing was committed between
    the position and the snapshot in which they are counted. Under load there is such a moment many times a second.

    Raises:
        NoQuietMomentError: somebody was writing all the time.
    """
    deadline = time.monotonic() + patience_seconds
    with database.connect(autocommit=True) as connection:
        connection.execute("SET statement_timeout = 0")
        while time.monotonic() < deadline:
            at = str(_one(connection, "SELECT pg_current_wal_insert_lsn()"))
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            found = connection.execute(
                "SELECT pg_current_wal_insert_lsn() = %s::pg_lsn AND pg_snapshot_xmin(now) = pg_snapshot_xmax(now),"
                " pg_snapshot_xmax(now)::text FROM (SELECT pg_current_snapshot() AS now) AS snapshot",
                (at,),
            ).fetchone()
            if found is not None and found[0]:
                counted = facts(connection, database.name).model_copy(update={"log_position": at})
                connection.execute("COMMIT")
                return counted, int(found[1])
            connection.execute("ROLLBACK")
            time.sleep(QUIET_POLL_SECONDS)
    raise NoQuietMomentError(patience_seconds)


def size_bytes(database: Database) -> int:
    """Bytes the database takes on its server's disk."""
    with database.connect() as connection:
        return int(str(_one(connection, "SELECT pg_database_size(current_database())")))


def _tables(connection: psycopg.Connection) -> Mapping[str, None]:
    rows = connection.execute(
        "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r') AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname NOT IN ('information_schema', %s)",
        (ROTATION_MEMORY,),
    )
    return dict.fromkeys(str(row[0]) for row in rows)


def _revision(connection: psycopg.Connection, tables: Mapping[str, None]) -> str | None:
    if "public.alembic_version" not in tables:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def _count(connection: psycopg.Connection, table: str) -> int:
    schema, _, name = table.partition(".")
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, name))
    return int(str(_one(connection, query)))


def _one(connection: psycopg.Connection, query: str | sql.Composed) -> object:
    # Every statement here is written in this module; names are quoted by psycopg.
    row = connection.execute(query).fetchone()  # ty: ignore[no-matching-overload]
    return row[0] if row else None

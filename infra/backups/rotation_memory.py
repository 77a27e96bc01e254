"""What is remembered of rotations stays with the platform: a database that takes another one's place gets it there.

It is about credentials, which are outside of the database and come back with none. So what the live database remembers
is true, whatever is put in its place: old credentials that are still to be revoked, and how old those in use are.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from infra.backups.database import ROTATION_MEMORY, Database
from infra.backups.errors.backups import RotationUnderWayError

TABLE = f"{ROTATION_MEMORY}.memory"
PREPARE = f"""
CREATE SCHEMA IF NOT EXISTS {ROTATION_MEMORY};
CREATE TABLE IF NOT EXISTS {TABLE} (environment text PRIMARY KEY, book jsonb NOT NULL)
"""
WRITE = f"INSERT INTO {TABLE} VALUES (%s, %s) ON CONFLICT (environment) DO UPDATE SET book = excluded.book"  # noqa: S608
LOCK = "SELECT pg_advisory_lock(hashtext('syndic secrets rotate'), hashtext(%s))"
"""Held by whoever rotates secrets of an environment. It is a lock of one database, as the memory is."""

PATIENCE_SECONDS = 60
"""How long a rotation that is under way is waited for."""

_OWNER = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass(%s)"
_STILL = f"LOCK TABLE {TABLE} IN EXCLUSIVE MODE"
_READ = f"SELECT environment, book::text FROM {TABLE}"  # noqa: S608 - a constant of this module


@dataclass(frozen=True)
class Carried:
    """What was carried over."""

    remembered: bool
    """Whether anything is remembered of the environment's rotations."""
    holder: psycopg.Connection | None = None
    """The session that keeps everybody from rotating and from remembering, as long as it lasts."""


@contextmanager
def carried(live: Database, coming: Database, environment: str) -> Generator[Carried]:
    """Have a database remember what the live one does; while the block runs nobody rotates, and nothing is remembered.

    Whoever rotated on would remember in a database that is about to be put aside. Repeated, it is carried over anew.

    Raises:
        RotationUnderWayError: somebody rotates.
        DatabaseRefusedError: a database cannot be reached, or refuses a statement.
    """
    with live.connect() as connection:
        # It rests while databases change places.
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        connection.execute("SELECT set_config('lock_timeout', %s, false)", (f"{PATIENCE_SECONDS}s",))
        try:
            connection.execute(LOCK, (environment,))
            owner, books = _read(connection)
        except psycopg.errors.LockNotAvailable as error:
            raise RotationUnderWayError(environment, PATIENCE_SECONDS) from error
        if owner is not None:
            _write(coming, owner, books)
        yield Carried(environment in dict(books), connection)


def _read(connection: psycopg.Connection) -> tuple[str | None, Sequence[tuple[str, str]]]:
    """Whose the memory is, None when there is none, and what it says; it stays so until the transaction ends."""
    found = connection.execute(_OWNER, (TABLE,)).fetchone()
    if found is None:
        return None, ()
    # Who only looks at ages remembers since when, without the lock of rotations.
    connection.execute(_STILL)
    return str(found[0]), connection.execute(_READ).fetchall()


def _write(coming: Database, owner: str, books: Sequence[tuple[str, str]]) -> None:
    with coming.connect() as connection:
        connection.execute(PREPARE)
        for book in books:
            connection.execute(WRITE, book)
        whose = sql.Identifier(owner)
        connection.execute(sql.SQL("ALTER TABLE {} OWNER TO {}").format(sql.SQL(TABLE), whose))
        connection.execute(sql.SQL("ALTER SCHEMA {} OWNER TO {}").format(sql.Identifier(ROTATION_MEMORY), whose))

"""Remembers rotations in the platform's own database, where every rotator finds it, and keeps two from running at once.

Not in the secret store: a rotation is remembered some twenty times, and stores keep, bill or limit versions.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress

import psycopg
from pydantic import ValidationError

from infra.backups.rotation_memory import LOCK, PREPARE, TABLE, WRITE
from infra.scripts.rotate.database_role import Administrator
from infra.scripts.rotate.errors import AlreadyRotatingError, CutOffError, UnreadableProgressError
from infra.scripts.rotate.progress import Book, Memory

READ = f"SELECT book::text FROM {TABLE} WHERE environment = %s"  # noqa: S608 - a constant
PATIENCE = "SET lock_timeout = '5s'"
"""As long as a server may take to notice that a rotator was killed."""

UNLOCK = "SELECT pg_advisory_unlock(hashtext('syndic secrets rotate'), hashtext(%s))"


class DatabaseMemory(Memory):
    """The memory of one environment. Only the administrator may read or write it."""

    def __init__(self, administrator: Administrator, environment: str) -> None:
        self._administrator = administrator
        self._environment = environment
        with administrator.connect() as connection:
            if connection.execute("SELECT to_regclass(%s)", (TABLE,)).fetchone() == (None,):
                connection.execute(PREPARE)

    def read(self) -> Book:
        """Everything that is remembered.

        Raises:
            UnreadableProgressError: it was written by something else.
        """
        with self._administrator.connect() as connection:
            row = connection.execute(READ, (self._environment,)).fetchone()
        try:
            return Book.model_validate_json(row[0]) if row else Book()
        except ValidationError as error:
            raise UnreadableProgressError(TABLE, "it is not what was written") from error

    def _write(self, book: Book) -> None:
        with self._administrator.connect() as connection:
            connection.execute(WRITE, (self._environment, book.model_dump_json()))

    @contextmanager
    def alone(self) -> Generator[None]:
        """Keep others from rotating while the block runs; the database ends this when the connection ends.

        Raises:
            AlreadyRotatingError: somebody else rotates.
            CutOffError: the database ended this session while it waited.
        """
        with self._administrator.connect() as connection:
            connection.execute(PATIENCE)
            try:
                connection.execute(LOCK, (self._environment,))
            except psycopg.errors.LockNotAvailable as error:
                raise AlreadyRotatingError(self._environment) from error
            except psycopg.OperationalError as error:
                raise CutOffError(self._environment, str(error).splitlines()[0]) from error
            try:
                yield
            finally:
                # Closing the connection gives it back a moment later; who rotates next should not have to wait.
                with suppress(psycopg.OperationalError):
                    connection.execute(UNLOCK, (self._environment,))

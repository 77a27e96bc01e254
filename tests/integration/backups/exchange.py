"""A restore right before its swap, of two databases that say which they are, and rotations meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from infra.backups.creation import Place
from infra.backups.database import Database, facts
from infra.backups.loading import drop_database
from infra.backups.manifest import DatabaseFacts
from infra.backups.memory import Memory
from infra.backups.restore import Platform, Restore, Restoring
from infra.backups.sources import Source
from infra.local.postgresql import binary
from infra.output import Progress as Display
from infra.scripts.rotate.database_memory import DatabaseMemory
from infra.scripts.rotate.database_role import Administrator
from infra.scripts.rotate.progress import Progress

ENVIRONMENT, SECRET = "staging", "database-api"
BACKUP = "the backup"
SECONDS = 60

PROCESSES = multiprocessing.get_context("forkserver")
"""Their first one has loaded everything: some eighty are killed."""
PROCESSES.set_forkserver_preload([__name__])


class Loaded(Source):
    """What was loaded before."""

    label = BACKUP

    def require_restorable(self) -> None:
        """It is."""

    def fetch(self, files: Path, scratch: Path) -> DatabaseFacts:  # noqa: ARG002 - nothing is fetched
        raise AssertionError("It was fetched before.")


@dataclass(frozen=True)
class Exchange:
    """One restore."""

    url: str
    """The maintenance database, as the administrator."""
    live: str
    workspace: Path

    @property
    def server(self) -> Database:
        return Database(self.url, binary)

    @property
    def restored(self) -> str:
        return f"{self.live}_restored"

    @property
    def kept(self) -> str:
        return f"{self.live}_before"

    def begin(self) -> None:
        """Make the databases, and the memory of a restore that is about to swap them."""
        for name, said in ((self.live, "live"), (self.restored, "restored")):
            with self.server.connect(autocommit=True) as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            with self.server.named(name).connect() as connection:
                connection.execute("CREATE TABLE which (name text)")
                connection.execute("INSERT INTO which VALUES (%s)", (said,))
        with self.server.named(self.restored).connect() as connection:
            expected = facts(connection, self.live)
        Memory(self.workspace / "restore", Restoring).keep(
            Restoring(
                backup=BACKUP,
                live=self.live,
                restored=self.restored,
                kept=self.kept,
                started_at=datetime.now(UTC),
                loading=True,
                expected=expected,
                loaded=True,
                proved=True,
                migrated=True,
            )
        )

    def end(self) -> None:
        for name in (self.live, self.restored, self.kept):
            drop_database(self.server, name)

    def restore(self) -> Restore:
        place = Place(ENVIRONMENT, "one", "1", self.workspace)
        platform = Platform(lambda _url: (), _nothing, _nothing, _nothing, _nothing)
        display = Display(quiet=True)
        return Restore(place, self.server, self.live, platform, _nothing, display, carries_rotations=True)

    def which(self, name: str) -> str | None:
        """Which database has a name; None when there is none."""
        with self.server.connect() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
                return None
        with self.server.named(name).connect() as connection:
            row = connection.execute("SELECT name FROM which").fetchone()
        return str(row[0]) if row else None

    def rotations(self) -> DatabaseMemory:
        """What the live database remembers, as whoever rotates now sees it."""
        return DatabaseMemory(Administrator(self.server.named(self.live).url), ENVIRONMENT)

    def killed_after(self, statements: int, word: str) -> bool:
        """Go on with the restore, or give it up, and be killed after so many statements; whether it was."""
        process = PROCESSES.Process(target=_killed, args=(self, statements, word))
        process.start()
        process.join(SECONDS)
        assert process.exitcode in {0, -signal.SIGKILL}
        return process.exitcode != 0


def rotation(number: int) -> Progress:
    """A rotation that is known by its number."""
    return Progress(id=str(number), began_at=datetime.now(UTC), old="syndic_api_a", new="syndic_api_b")


def _nothing(*_arguments: object) -> None:
    """What the platform would do for a restore is no part of these tests."""


def _count(method: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever psycopg takes and gives
        found = method(*arguments, **named)
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return counted


def _killed(exchange: Exchange, statements: int, word: str) -> None:
    left = [statements]
    for name in ("execute", "commit", "close"):
        setattr(psycopg.Connection, name, _count(getattr(psycopg.Connection, name), left))
    restore = exchange.restore()
    if word == "run":
        restore.run(Loaded())
    else:
        restore.discard()

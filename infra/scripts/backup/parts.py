"""What the backups of an environment are made of, wherever it runs."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from infra import shell
from infra.backups.database import Database
from infra.backups.keys import Keyring
from infra.backups.objects import Copies
from infra.backups.repository import Repository
from infra.backups.restore import Platform
from infra.local import ports, postgresql
from infra.local.errors import PlatformCommandError
from infra.local.postgresql import SUPERUSER
from infra.output import Progress
from infra.platform import Platform as PlatformClient

COMMAND_SECONDS = 3600.0
MOST_FINDINGS = 5


class Parts(ABC):
    """What a backup of an environment needs."""

    @property
    @abstractmethod
    def environment(self) -> str:
        """Name of the environment."""

    @property
    @abstractmethod
    def workspace(self) -> Path:
        """Where what is under way is kept."""

    @property
    @abstractmethod
    def release(self) -> str:
        """The release that runs, and that judges what is restored."""

    @property
    @abstractmethod
    def remembers_rotations(self) -> bool:
        """Whether the database is where rotations are remembered."""

    @abstractmethod
    def releases(self) -> Mapping[str, Any]:
        """What is told of the releases beside a backup of the configuration."""

    @abstractmethod
    def connect(self) -> AbstractContextManager[PlatformClient]:
        """The platform, as the operator.

        Raises:
            PlatformUnreachableError: nothing says where it is.
        """

    @abstractmethod
    def keyring(self) -> Keyring:
        """The keys backups are encrypted with."""

    @abstractmethod
    def repository(self) -> Repository:
        """Where backups are kept."""

    @abstractmethod
    def copies(self) -> Copies:
        """The objects, and their copies beside the backups."""

    @abstractmethod
    def copies_as_administrator(self) -> Copies:
        """The same for whoever may bring objects back."""

    @abstractmethod
    def database(self) -> Database:
        """The platform's database, as a role that may read everything."""

    @abstractmethod
    def maintenance(self) -> Database:
        """The maintenance database, as a role that may end a segment of the log.

        Raises:
            PhysicalBackupElsewhereError: the log is somebody else's.
        """

    @abstractmethod
    def server(self) -> Database:
        """The maintenance database, as the administrator."""

    @abstractmethod
    def archives_log(self) -> bool:
        """Whether the log is archived from here."""

    @abstractmethod
    def begin_archiving(self, display: Progress) -> None:
        """Have the log archived from now on.

        Raises:
            PhysicalBackupElsewhereError: the log is somebody else's.
        """

    @abstractmethod
    def replay(self, directory: Path, settings: Mapping[str, str]) -> AbstractContextManager[Database]:
        """A PostgreSQL that replays the log on a base backup, and then runs."""

    @abstractmethod
    def run(self, words: Sequence[str], url: str) -> shell.Completed:
        """Run a command of the release against a database."""

    @contextmanager
    def scratch(self, directory: Path) -> Generator[Database]:
        """A PostgreSQL of its own for as long as a verification lasts."""
        with free_port() as port, postgresql.running_postgresql(directory, port) as cluster:
            yield Database(cluster.url(SUPERUSER, "postgres"), postgresql.binary)

    def platform(self) -> Platform:
        """What the live release does for a restore."""
        return Platform(self.check, self._migrate, self._note, self._note_swap, self._note_discard)

    def check(self, url: str) -> Sequence[str]:
        """What the platform finds wrong with a restored database and the objects it refers to.

        Raises:
            PlatformCommandError: it could not look.
        """
        done = self._command("verify", "--earlier-state", url=url, allowed=(0, 1))
        try:
            found = json.loads(done.stdout)
        except ValueError as error:
            raise self._failure("verify", done) from error
        named = [f"{finding['subject']}: {finding['detail']}" for finding in found["findings"][:MOST_FINDINGS]]
        rest = found["findings_total"] - len(named)
        return [*named, *([f"and {rest} more"] if rest else [])]

    def note_rows(self, url: str, source: str, rows: Mapping[str, int]) -> None:
        """Have the live release write into the audit log that rows came back."""
        self._command("note-rows", "--backup", source, "--rows", json.dumps(dict(rows)), url=url)

    def _migrate(self, url: str) -> None:
        self._command("migrate", "--expand", url=url)

    def _note(self, url: str, backup: str) -> None:
        self._command("note-restore", "--backup", backup, url=url)

    def _note_swap(self, url: str, backup: str, until: datetime) -> None:
        self._command("note-swap", "--backup", backup, "--until", until.isoformat(), url=url)

    def _note_discard(self, url: str, backup: str, since: datetime) -> None:
        self._command("note-discard", "--backup", backup, "--since", since.isoformat(), url=url)

    def _command(self, *words: str, url: str, allowed: tuple[int, ...] = (0,)) -> shell.Completed:
        done = self.run(words, url)
        if done.code not in allowed:
            raise self._failure(words[0], done)
        return done

    def _failure(self, command: str, done: shell.Completed) -> PlatformCommandError:
        return PlatformCommandError(command, done.code, self.workspace / f"{command}.log", done.stderr)


@contextmanager
def free_port() -> Generator[int]:
    """A port that nobody else takes while the block runs."""
    reservations = ports.Reservations()
    try:
        yield next(port for port in ports.INNER_RANGE if ports.is_free(port) and reservations.take(port))
    finally:
        reservations.release()

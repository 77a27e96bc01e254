"""What a restore begins with: a dump that a backup holds, or one of a server that was brought back to a moment."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from pathlib import Path

from infra.backups import clear_text, download
from infra.backups import manifest as manifests
from infra.backups.errors.backups import NotRestorableError
from infra.backups.keys import Keyring
from infra.backups.kinds import Kind
from infra.backups.manifest import DatabaseFacts
from infra.backups.moments import Time, Transaction
from infra.backups.production import LogicalDump
from infra.backups.replaying import Replayer
from infra.backups.repository import Repository
from infra.backups.verification import require_room
from infra.output import Progress as Display

POLL_SECONDS = 0.05


class Source(ABC):
    """Something a database is restored from."""

    label: str
    """Its name, the same when it is asked for again."""

    @abstractmethod
    def require_restorable(self) -> None:
        """Refuse what holds no database.

        Raises:
            NotRestorableError: it holds none.
            OperatorError: its manifest cannot be proved.
        """

    @abstractmethod
    def fetch(self, files: Path, scratch: Path) -> DatabaseFacts:
        """Write a dump.

        Args:
            files: the directory to write it to.
            scratch: a directory for what is needed on the way.

        Returns:
            What a database is into which it was loaded.
        """


class Dump(Source):
    """The dump in a logical backup."""

    def __init__(self, backup: str, repository: Repository, keyring: Keyring, display: Display) -> None:
        self.label = backup
        self._repository = repository
        self._keyring = keyring
        self._display = display

    def require_restorable(self) -> None:
        """Refuse a backup of another kind."""
        self._read()

    def fetch(self, files: Path, scratch: Path) -> DatabaseFacts:  # noqa: ARG002 - nothing is needed on the way
        """Fetch and decrypt it."""
        manifest, seal, facts = self._read()
        clear_text.make(files, manifest.size)
        require_room(files.parent, manifest)
        with self._display.step("Fetched and decrypted every chunk") as line:
            download.fetch(self._repository, manifest, seal, files, line.update)
        return facts

    def _read(self) -> tuple[manifests.Manifest, manifests.Seal, DatabaseFacts]:
        manifest, seal = manifests.read(self._repository.manifest(self.label), self.label, self._keyring)
        if manifest.kind is not Kind.LOGICAL or manifest.database is None:
            raise NotRestorableError(self.label, manifest.kind)
        return manifest, seal, manifest.database


class PastMoment(Source):
    """The database at a moment: a physical backup, and the archived log up to there."""

    def __init__(
        self,
        backup: str,
        moment: Time | Transaction,
        repository: Repository,
        keyring: Keyring,
        replayer: Replayer,
        jobs: int,
        display: Display,
    ) -> None:
        self.label = f"{backup} {moment}"
        self._backup = backup
        self._moment = moment
        self._repository = repository
        self._keyring = keyring
        self._replayer = replayer
        self._jobs = jobs
        self._display = display

    def require_restorable(self) -> None:
        """Refuse a backup of another kind."""
        self._read()

    def fetch(self, files: Path, scratch: Path) -> DatabaseFacts:
        """Replay the log on the base in a server apart, and dump the platform's database from there."""
        manifest, seal = self._read()
        scratch.mkdir(mode=0o700, parents=True)
        require_room(scratch, manifest)
        with (
            self._replayer.replayed(manifest, seal, scratch, self._moment) as database,
            self._display.step("Dumped the database as it was then"),
            LogicalDump(database, self._jobs).producing(files) as production,
        ):
            while not production.ended():
                time.sleep(POLL_SECONDS)
            assert production.database is not None  # noqa: S101 - a dump always counts
            return production.database

    def _read(self) -> tuple[manifests.Manifest, manifests.Seal]:
        manifest, seal = manifests.read(self._repository.manifest(self._backup), self._backup, self._keyring)
        if manifest.kind is not Kind.PHYSICAL:
            raise NotRestorableError(self._backup, manifest.kind)
        return manifest, seal

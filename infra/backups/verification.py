"""Verifies a backup by restoring it into a scratch PostgreSQL and proving what came back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from infra.backups import clear_text, download, loading, proofs, wal
from infra.backups import manifest as manifests
from infra.backups.database import Database
from infra.backups.errors.backups import DamagedBackupError, NoRoomForBackupError, UnknownKeyError, WrongKeyError
from infra.backups.errors.moments import DamagedSegmentError, MomentNotReachedError, ReplayError
from infra.backups.keys import Keyring
from infra.backups.kinds import Kind
from infra.backups.manifest import DatabaseFacts, Manifest
from infra.backups.moments import Position
from infra.backups.proofs import PlatformCheck, Proof
from infra.backups.replaying import Replayer
from infra.backups.repository import Repository
from infra.backups.sealing import Seal
from infra.output import Progress as Display

OWNER = "syndic_owner"
DATABASE = "verified"

Scratch = Callable[[Path], AbstractContextManager[Database]]
"""A PostgreSQL of its own in a directory, with the platform's roles, seen by its administrator."""


class Verification(BaseModel):
    """The result of verifying a backup."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backup: str
    kind: Kind
    started_at: datetime
    finished_at: datetime
    outcome: Literal["succeeded", "failed"]
    proofs: tuple[Proof, ...]

    @property
    def failures(self) -> list[str]:
        """What was found wrong."""
        return [f"{proof.name}: {proof.detail}" for proof in self.proofs if proof.outcome == "failed"]


class Verifier:
    """Verifies backups."""

    def __init__(
        self,
        repository: Repository,
        keyring: Keyring,
        workspace: Path,
        scratch: Scratch,
        check: PlatformCheck,
        display: Display,
        replayer: Replayer,
        jobs: int = 2,
    ) -> None:
        self._repository = repository
        self._keyring = keyring
        self._directory = workspace / "verify"
        self._scratch = scratch
        self._check = check
        self._display = display
        self._replayer = replayer
        self._jobs = jobs

    def run(self, backup: str) -> Verification:
        """Verify a backup; the result is kept beside it.

        Raises:
            OperatorError: it could not be carried out. A backup that is found to be wrong is no error here.
        """
        started = datetime.now(UTC)
        manifest, seal = manifests.read(self._repository.manifest(backup), backup, self._keyring)
        self._clear()
        self._directory.mkdir(mode=0o700, parents=True)
        try:
            found = self._prove(manifest, seal)
        finally:
            self._clear()
        result = Verification(
            backup=backup,
            kind=manifest.kind,
            started_at=started,
            finished_at=datetime.now(UTC),
            outcome="failed" if any(proof.outcome == "failed" for proof in found) else "succeeded",
            proofs=tuple(found),
        )
        key_id = self._keyring.current.id
        stored = manifests.seal(result, backup, key_id, Seal(self._keyring.current, backup))
        self._repository.write_verification(backup, stored)
        return result

    @property
    def _files(self) -> Path:
        return self._directory / "files"

    def _clear(self) -> None:
        clear_text.remove(self._files)
        shutil.rmtree(self._directory, ignore_errors=True)

    def _prove(self, manifest: Manifest, seal: Seal) -> list[Proof]:
        if manifest.kind is Kind.PHYSICAL and manifest.database is not None:
            return self._prove_replayed(manifest, seal, manifest.database)
        files = self._files
        fetched = self._fetch(manifest, seal, files)
        if fetched.outcome == "failed" or manifest.database is None:
            return [fetched]
        with self._scratch(self._directory / "postgresql") as server:
            database = loading.make_database(server, DATABASE, OWNER)
            with self._display.step("Restored it into a scratch database"):
                loading.load(database, files, OWNER, self._jobs)
            return [fetched, *proofs.prove(database, manifest.database, self._check, self._display)]

    def _prove_replayed(self, manifest: Manifest, seal: Seal, expected: DatabaseFacts) -> list[Proof]:
        """Replay the log on the base to the position at which its rows were counted, and prove what is there."""
        require_room(self._directory, manifest)
        started = datetime.now(UTC)
        position = Position(wal.position(expected.log_position))
        with ExitStack() as stack:
            try:
                replayed = self._replayer.replayed(manifest, seal, self._directory / "replayed", position)
                database = stack.enter_context(replayed)
            except (DamagedBackupError, DamagedSegmentError, MomentNotReachedError, ReplayError) as error:
                return [_proof("base and log", started, str(error))]
            replayed_right = _proof("base and log", started, "")
            return [replayed_right, *proofs.prove(database, expected, self._check, self._display)]

    def _fetch(self, manifest: Manifest, seal: Seal, files: Path) -> Proof:
        started = datetime.now(UTC)
        problem = ""
        require_room(self._directory, manifest)
        clear_text.make(files, manifest.size)
        with self._display.step("Fetched and decrypted every chunk") as line:
            try:
                download.fetch(self._repository, manifest, seal, files, line.update)
            except DamagedBackupError as error:
                problem = str(error)
                line.outcome = "A chunk is damaged"
        return _proof("chunks", started, problem)


def _proof(name: str, started: datetime, problem: str) -> Proof:
    return Proof(
        name=name,
        outcome="failed" if problem else "succeeded",
        detail=problem,
        started_at=started,
        finished_at=datetime.now(UTC),
    )


def latest_result(repository: Repository, backup: str, keyring: Keyring) -> Verification | None:
    """The proved result of the latest verification; None before the first, or when it cannot be proved."""
    stored = repository.verification(backup)
    if stored is None:
        return None
    try:
        content, _ = manifests.unseal(stored, backup, keyring, "the result of its verification")
        return Verification.model_validate_json(content)
    except (DamagedBackupError, UnknownKeyError, WrongKeyError, ValidationError):
        return None


def require_room(directory: Path, manifest: Manifest) -> None:
    """Refuse what the disk cannot hold: the files, and the database that comes from them.

    Raises:
        NoRoomForBackupError: it cannot.
    """
    needed = 3 * manifest.size if manifest.database is not None else manifest.size
    free = shutil.disk_usage(directory).free
    if free < needed:
        raise NoRoomForBackupError(directory, needed, free)

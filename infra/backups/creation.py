"""Makes a backup: produce and upload at the same time, seal, record. A run that was cut off is gone on with.

begun ──> produced ──> sealed ──> recorded
  └── cut off before `produced`: what was uploaded is removed, and the backup is begun anew, because the moment it
      was to show is gone; after it only what is missing is uploaded. What was dumped lies in memory when there is room
      for it, so the same holds after a crash of the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.backups import clear_text
from infra.backups import manifest as manifests
from infra.backups.errors.backups import NotLockedError, UnknownKeyError
from infra.backups.keys import Keyring
from infra.backups.manifest import Manifest
from infra.backups.memory import Making, Memory, Step
from infra.backups.production import Producer
from infra.backups.repository import Repository
from infra.backups.sealing import Seal
from infra.backups.throttle import Throttle
from infra.backups.upload import Ledger, Uploader
from infra.output import Progress as Display

Record = Callable[[Manifest, Making], None]


@dataclass(frozen=True)
class Place:
    """Where a backup is made, and what of."""

    environment: str
    region: str
    release: str
    workspace: Path
    """Directory for what is under way."""


class Creation:
    """The making of one backup."""

    def __init__(
        self,
        producer: Producer,
        repository: Repository,
        keyring: Keyring,
        place: Place,
        record: Record,
        display: Display,
        bytes_per_second: float | None = None,
    ) -> None:
        self._producer = producer
        self._repository = repository
        self._keyring = keyring
        self._place = place
        self._record = record
        self._display = display
        self._throttle = Throttle(bytes_per_second)
        self._memory = Memory(place.workspace / f"create-{producer.kind}", Making)

    def run(self) -> Manifest:
        """Make the backup, or go on with one that was cut off.

        Raises:
            NotLockedError: it is complete, and could be deleted although it should not be.
            OperatorError: with the reason. What was begun can be gone on with by another run.
        """
        making = self._memory.read()
        if making is not None and (not making.produced or self._has_lost_files(making)):
            self._abandon(making)
            making = None
        if making is None:
            making = self._produce(self._begin())
        if making.sealed_at is None:
            making = self._seal(making)
        manifest, _ = manifests.read(self._repository.manifest(making.id), making.id, self._keyring)
        with self._display.step(f"Recorded backup {making.id}"):
            self._record(manifest, making)
        self._memory.forget()
        self._require_locked(manifest.id)
        return manifest

    def _require_locked(self, backup: str) -> None:
        if self._repository.locks and self._repository.locked_until(backup) is None:
            raise NotLockedError(backup, self._repository.place)

    def _begin(self) -> Making:
        now = datetime.now(UTC)
        return self._memory.keep(
            Making(
                id=manifests.new_identifier(self._producer.kind, now),
                kind=self._producer.kind,
                started_at=now,
                key_id=self._keyring.current.id,
            )
        )

    def _abandon(self, making: Making) -> None:
        with self._display.step(f"Removed {making.id}, which was cut off before it was whole"):
            self._repository.remove(making.id)
            clear_text.remove(self._files)
            self._memory.forget()

    def _produce(self, making: Making) -> Making:
        started = datetime.now(UTC)
        with (
            self._display.step(f"Backed up as {making.id}") as line,
            self._producer.producing(self._files) as production,
        ):
            self._uploader(making).follow(self._files, production.ended, line.update)
            done = Step(name="produce", started_at=started, finished_at=datetime.now(UTC), outcome="succeeded")
            return self._memory.keep(
                making.model_copy(
                    update={
                        "produced": True,
                        "database": production.database,
                        "details": production.details,
                        "steps": (*making.steps, done),
                    }
                )
            )

    def _seal(self, making: Making) -> Making:
        """Upload what is missing, and make the backup complete."""
        started = datetime.now(UTC)
        with self._display.step("Made it complete") as line:
            files = self._uploader(making).follow(self._files, lambda: True, line.update)
            finished = datetime.now(UTC)
            manifest = Manifest(
                id=making.id,
                kind=making.kind,
                environment=self._place.environment,
                region=self._place.region,
                release=self._place.release,
                started_at=making.started_at,
                finished_at=finished,
                files=files,
                database=making.database,
                details=making.details,
            )
            content = manifests.seal(manifest, making.id, making.key_id, self._seal_of(making))
            self._repository.write_manifest(making.id, content)
            done = Step(name="seal", started_at=started, finished_at=finished, outcome="succeeded")
            kept = self._memory.keep(making.model_copy(update={"sealed_at": finished, "steps": (*making.steps, done)}))
        clear_text.remove(self._files)
        return kept

    def _has_lost_files(self, making: Making) -> bool:
        """Whether the machine lost what was produced and is not stored yet: memory does not outlive it."""
        return making.sealed_at is None and clear_text.is_lost(self._files)

    @property
    def _files(self) -> Path:
        return self._memory.directory / "files"

    def _uploader(self, making: Making) -> Uploader:
        ledger = Ledger(self._memory.directory / "uploaded.jsonl")
        return Uploader(self._repository, making.id, self._seal_of(making), ledger, self._throttle)

    def _seal_of(self, making: Making) -> Seal:
        key = self._keyring.find(making.key_id)
        if key is None:
            raise UnknownKeyError(making.id, making.key_id, self._keyring.ids)
        return Seal(key, making.id)

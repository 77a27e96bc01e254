"""What can go wrong with making, keeping and restoring backups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infra.errors import OperatorError, UsageError


class KeyringError(OperatorError):
    """The keys of backups cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The keys of backups cannot be read: {reason}. They are a JSON list of objects with id and key, where key "
            "is 32 random bytes in base64; the first one encrypts, every one decrypts."
        )


class UnknownKeyError(OperatorError):
    """A backup was encrypted with a key that is not among ours."""

    def __init__(self, backup: str, key: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Backup {backup} is encrypted with the key {key}, which is not among the keys {', '.join(known)}. Add it "
            "to them; a key is kept as long as a backup that it encrypts."
        )


class WrongKeyError(OperatorError):
    """A key has the right name and another value."""

    def __init__(self, backup: str, key: str) -> None:
        super().__init__(
            f"The key {key} is not the one that backup {backup} was encrypted with, although it has its name. Put the "
            "value it had then among the keys."
        )


class DamagedBackupError(OperatorError):
    """Part of a backup is not what was written."""

    def __init__(self, backup: str, part: str, problem: str) -> None:
        self.backup = backup
        self.part = part
        super().__init__(
            f"Backup {backup} is damaged: {part} {problem}. Restore another one (`syndic backup list`); an older "
            "version of the object may be kept by the store."
        )


class NotLockedError(OperatorError):
    """A backup can be deleted although it should not be."""

    def __init__(self, backup: str, place: str) -> None:
        super().__init__(
            f"Backup {backup} is complete, and {place} did not lock it although backups.lock_days says so: whoever has "
            "the right can delete it. Switch the bucket's object lock on with a default retention of so many days "
            "(infra/terraform makes such buckets), and make another backup."
        )


class UnknownBackupError(UsageError):
    """There is no such backup."""

    def __init__(self, backup: str, place: str) -> None:
        super().__init__(f"There is no complete backup {backup} in {place}. `syndic backup list` shows what there is.")


class NoBackupError(OperatorError):
    """There is no backup of a kind."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(f"There is no complete {kind} backup in {place}. `syndic backup create` makes one.")


class NotRestorableError(UsageError):
    """A backup of this kind holds no database."""

    def __init__(self, backup: str, kind: str) -> None:
        super().__init__(f"Backup {backup} is of kind {kind} and holds no database. Choose a logical one.")


class StorageError(OperatorError):
    """The place backups are kept in cannot be used."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"The backups in {place} cannot be reached: {reason}. Nothing that was complete is lost.")


class NoRoomForBackupError(OperatorError):
    """The disk cannot hold what a backup or a restore needs."""

    def __init__(self, directory: Path, needed: int, free: int) -> None:
        super().__init__(
            f"{directory} has {free / 1e9:.1f} GB free and {needed / 1e9:.1f} GB are needed. Make room, or set TMPDIR "
            "to a larger disk."
        )


class DumpError(OperatorError):
    """A database could not be dumped, or a dump not be loaded."""

    def __init__(self, program: str, output: str) -> None:
        # The first lines tell the cause; those that follow, that the rest was given up.
        first = " | ".join(line for line in map(str.strip, output.splitlines()[:4]) if line)
        super().__init__(f"{program} did not finish: {first or 'it printed nothing'}.")


class DatabaseRefusedError(OperatorError):
    """The database refuses what a backup or a restore needs."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"The database refuses to {what}: {reason}.")


class NotProvedError(OperatorError):
    """A restored database is not what was backed up."""

    def __init__(self, backup: str, failures: Sequence[str]) -> None:
        self.failures = tuple(failures)
        super().__init__(
            f"Backup {backup} was restored and is not what was backed up: {'; '.join(failures)}. Do not rely on it; "
            "`syndic backup list` shows the newest one that was verified."
        )


class RestoreUnderWayError(OperatorError):
    """Another restore is not finished."""

    def __init__(self, backup: str, path: Path) -> None:
        super().__init__(
            f"A restore of backup {backup} is under way ({path}). Repeat it to go on with it, or run "
            "`syndic backup discard` to drop what it restored."
        )


class NothingRestoredError(UsageError):
    """There is no restore that could be confirmed, returned from or discarded."""

    def __init__(self) -> None:
        super().__init__("No restore is under way. `syndic backup restore` begins one.")


class RotationUnderWayError(OperatorError):
    """What is remembered of rotations cannot be carried over while it changes."""

    def __init__(self, environment: str, seconds: int) -> None:
        super().__init__(
            f"Somebody has been rotating secrets of {environment} for {seconds} seconds, and what is remembered of it "
            "must not stay behind in the database that is put aside. Nothing was exchanged; repeat the command when "
            "the rotation has ended."
        )


class NothingReplacedError(UsageError):
    """There is no database that could be put back."""

    def __init__(self, live: str) -> None:
        super().__init__(
            f"There was no {live} before it was restored, so nothing can be put back. `syndic backup confirm` ends the "
            "restore."
        )


class DatabaseInTheWayError(OperatorError):
    """A database of the name that a restore needs exists and is not of this restore."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A database named {name} exists and was not made by this restore. Look what it is, then drop or rename it."
        )


class UnreadableMemoryError(OperatorError):
    """What is remembered of a backup or a restore is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be understood: {reason}. Delete it; an unfinished backup is then begun anew, and an "
            "unfinished restore leaves its database beside the live one."
        )

"""What makes the files of a backup, by kind. Files grow while they are uploaded; what is known of them comes last."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from pydantic import JsonValue

from infra.backups import clear_text, objects
from infra.backups import database as databases
from infra.backups.database import ROTATION_MEMORY, Database
from infra.backups.errors.backups import DumpError, NoRoomForBackupError
from infra.backups.kinds import Kind
from infra.backups.manifest import DatabaseFacts
from infra.backups.objects import Copies

STOP_SECONDS = 10
INVENTORY = "inventory.jsonl"


@dataclass
class Production:
    """Files that are being made."""

    ended: Callable[[], bool]
    """Whether all are whole.

    Raises:
        DumpError: they never will be.
    """
    database: DatabaseFacts | None = None
    details: dict[str, JsonValue] = field(default_factory=dict)


class Producer(ABC):
    """Makes the files of one kind of backup."""

    kind: Kind

    @abstractmethod
    @contextmanager
    def producing(self, directory: Path) -> Generator[Production]:
        """Make the files while the block runs."""
        yield Production(lambda: True)


class LogicalDump(Producer):
    """A dump of one moment by pg_dump, several tables at a time; works on every PostgreSQL, managed ones included."""

    kind = Kind.LOGICAL

    def __init__(self, database: Database, jobs: int) -> None:
        self._database = database
        self._jobs = jobs

    @contextmanager
    def producing(self, directory: Path) -> Generator[Production]:
        """Dump while the block runs; the counts are taken from the same moment, beside the dump."""
        needed = databases.size_bytes(self._database)
        if not clear_text.make(directory, needed):
            require_room(directory, needed)
        with (
            databases.snapshot(self._database) as (connection, name),
            tempfile.TemporaryFile() as output,
        ):
            process = subprocess.Popen(
                self._argv(directory, name), env=self._database.variables(), stdout=output, stderr=output
            )
            try:
                production = Production(lambda: False, databases.facts(connection, self._database.name))
                production.ended = lambda: _has_ended(process, output)
                yield production
            finally:
                stop(process)

    def _argv(self, directory: Path, snapshot: str) -> list[str]:
        # Compressed after it: the chunks are, by a better method and on all processors.
        return [
            str(self._database.program("pg_dump")),
            "--format=directory",
            "--compress=none",
            "--no-sync",
            "--no-password",
            f"--jobs={self._jobs}",
            f"--exclude-schema={ROTATION_MEMORY}",
            f"--snapshot={snapshot}",
            f"--file={directory}",
        ]


class ObjectInventory(Producer):
    """Every object with its size and hash, after the copies were compared with it and completed."""

    kind = Kind.OBJECTS

    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    @contextmanager
    def producing(self, directory: Path) -> Generator[Production]:
        """Compare, copy what is missing, and write the list."""
        directory.mkdir(mode=0o700, exist_ok=True)
        report, sizes = objects.complete(self._copies)
        with (directory / INVENTORY).open("w") as file:
            file.writelines(json.dumps({"name": name, "size": size}) + "\n" for name, size in sorted(sizes.items()))
        yield Production(lambda: True, details=report.details())


class Configuration(Producer):
    """What an environment is made of besides its data: declarations, release, references to state kept elsewhere."""

    kind = Kind.CONFIG

    def __init__(self, parts: Mapping[str, str], details: Mapping[str, JsonValue]) -> None:
        """Prepare it.

        Args:
            parts: text by the name of its file; references to secrets, never values.
            details: what the manifest tells of it.
        """
        self._parts = parts
        self._details = details

    @contextmanager
    def producing(self, directory: Path) -> Generator[Production]:
        """Write the parts."""
        directory.mkdir(mode=0o700, exist_ok=True)
        for name, text in self._parts.items():
            (directory / name).write_text(text)
        (directory / "details.json").write_text(json.dumps(self._details, indent=1))
        yield Production(lambda: True, details=dict(self._details))


def _has_ended(process: subprocess.Popen[bytes], output: IO[bytes]) -> bool:
    code = process.poll()
    if code is None:
        return False
    if code != 0:
        output.seek(0)
        raise DumpError("pg_dump", output.read().decode(errors="replace"))
    return True


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a program that is still running."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def require_room(directory: Path, needed: int) -> None:
    """Refuse what the disk cannot hold.

    Raises:
        NoRoomForBackupError: it cannot.
    """
    free = shutil.disk_usage(directory.parent).free
    if free < needed:
        raise NoRoomForBackupError(directory.parent, needed, free)

"""What is remembered of a backup that is being made, on disk before it is relied on."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from infra.backups.errors.backups import UnreadableMemoryError
from infra.backups.kinds import Kind
from infra.backups.manifest import DatabaseFacts


class Remembered(BaseModel):
    """Part of what is remembered."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(Remembered):
    """A step that ended."""

    name: str
    started_at: datetime
    finished_at: datetime
    outcome: Literal["succeeded", "failed"]
    detail: str = ""


class Making(Remembered):
    """A backup that was begun."""

    id: str
    kind: Kind
    started_at: datetime
    key_id: str
    produced: bool = False
    """Whether all its files are whole on this machine, so that only the upload is left."""
    database: DatabaseFacts | None = None
    details: dict[str, JsonValue] = {}
    sealed_at: datetime | None = None
    """When its manifest was written."""
    steps: tuple[Step, ...] = ()


M = TypeVar("M", bound=Remembered)


class Memory(Generic[M]):
    """A file that remembers one thing under way, in a directory of its own that goes with it."""

    def __init__(self, directory: Path, model: type[M]) -> None:
        self.directory = directory
        self.path = directory / "progress.json"
        self._model = model

    def read(self) -> M | None:
        """What is under way; None when nothing is.

        Raises:
            UnreadableMemoryError: the file is damaged.
        """
        try:
            return self._model.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError as error:
            problem = error.errors(include_input=False, include_url=False)[0]
            raise UnreadableMemoryError(self.path, problem["msg"]) from error

    def keep(self, value: M) -> M:
        """Remember it in one step, safe from a crash of the machine."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = self.path.with_suffix(".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(value.model_dump_json(indent=1))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path)
        _flush_names(self.directory)
        return value

    def forget(self) -> None:
        """Forget it, with all that lies beside it."""
        self.path.unlink(missing_ok=True)
        shutil.rmtree(self.directory, ignore_errors=True)


def _flush_names(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

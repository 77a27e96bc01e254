"""What is remembered of rotations, on disk before it is relied on. Identifiers only, never a value of a secret."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from infra.local.files import write_atomically
from infra.scripts.rotate.errors import UnreadableProgressError


class _Remembered(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Done(_Remembered):
    """A step that was done."""

    name: str
    started_at: datetime
    finished_at: datetime
    outcome: Literal["succeeded", "failed"]
    detail: str


class Progress(_Remembered):
    """A rotation that was begun."""

    id: str
    """Makes its record one record, however often it is sent."""
    began_at: datetime
    old: str
    """Identifier of the credential that is replaced: a role, a key id, a serial number."""
    new: str | None = None
    """Identifier of the credential that replaces it, once there is one."""
    created_at: datetime | None = None
    stored_at: datetime | None = None
    used_at: datetime | None = None
    """When every process was first seen to use the new one."""
    revoked_at: datetime | None = None
    steps: tuple[Done, ...] = ()


class Known(_Remembered):
    """What is known of a secret besides a rotation under way."""

    first_seen_at: datetime
    rotated_at: datetime | None = None


class Book(_Remembered):
    """Everything that is remembered, by the name of the secret."""

    known: dict[str, Known] = Field(default_factory=dict)
    under_way: dict[str, Progress] = Field(default_factory=dict)


class Memory:
    """The file that remembers rotations."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Book:
        """Everything that is remembered.

        Raises:
            UnreadableProgressError: the file is damaged.
        """
        try:
            return Book.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return Book()
        except (OSError, ValidationError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not what was written"
            raise UnreadableProgressError(self.path, str(reason)) from error

    def see(self, name: str, now: datetime) -> Known:
        """What is known of a secret; from now on when nothing was."""
        book = self.read()
        if name not in book.known:
            book = book.model_copy(update={"known": {**book.known, name: Known(first_seen_at=now)}})
            self._write(book)
        return book.known[name]

    def progress(self, name: str) -> Progress | None:
        """The rotation of a secret that is under way; None when there is none."""
        return self.read().under_way.get(name)

    def keep(self, name: str, progress: Progress) -> Progress:
        """Remember how far a rotation is."""
        book = self.read()
        self._write(book.model_copy(update={"under_way": {**book.under_way, name: progress}}))
        return progress

    def finish(self, name: str, now: datetime) -> None:
        """Remember that a secret was rotated; its rotation is not under way any more."""
        book = self.read()
        under_way = {other: progress for other, progress in book.under_way.items() if other != name}
        first = book.known[name].first_seen_at if name in book.known else now
        known = {**book.known, name: Known(first_seen_at=first, rotated_at=now)}
        self._write(Book(known=known, under_way=under_way))

    def _write(self, book: Book) -> None:
        write_atomically(self.path, book.model_dump_json(indent=2) + "\n")
        # The file's content is on disk; this puts its new name there too.
        descriptor = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""What is remembered of releases, on disk before it is relied on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from infra.local.files import write_atomically
from infra.scripts.release.errors import UnreadableReleaseStateError
from infra.scripts.release.plan import Plan, Side

KEPT = 100
"""Ended releases that are remembered."""


class _Remembered(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Done(_Remembered):
    """A step that was taken."""

    name: str
    started_at: datetime
    finished_at: datetime
    outcome: Literal["succeeded", "failed"]
    detail: str


class Progress(_Remembered):
    """A release that was begun."""

    plan: Plan
    began_at: datetime
    begun: tuple[str, ...] = ()
    """Keys of the steps that were begun."""
    done: tuple[str, ...] = ()
    """Keys of the steps that are done."""
    returning: str | None = None
    """Why it is taken back, as a sentence; None while it goes forward."""
    steps: tuple[Done, ...] = ()


class Ended(_Remembered):
    """A release that has ended."""

    id: str
    kind: Literal["deploy", "rollback"]
    old: Side
    new: Side
    began_at: datetime
    ended_at: datetime
    outcome: Literal["succeeded", "aborted"]
    reason: str | None = None
    """Why it was taken back."""


class Book(_Remembered):
    """Everything that is remembered."""

    under_way: Progress | None = None
    ended: tuple[Ended, ...] = ()
    """The newest first."""


class Memory:
    """The file that remembers releases."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Book:
        """Everything that is remembered.

        Raises:
            UnreadableReleaseStateError: the file is damaged.
        """
        try:
            return Book.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return Book()
        except (OSError, ValidationError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not what was written"
            raise UnreadableReleaseStateError(self.path, str(reason)) from error

    def keep(self, progress: Progress) -> Progress:
        """Remember how far the release is."""
        self._write(self.read().model_copy(update={"under_way": progress}))
        return progress

    def end(self, ended: Ended) -> None:
        """Remember how the release ended."""
        others = [known for known in self.read().ended if known.id != ended.id]
        self._write(Book(ended=(ended, *others)[:KEPT]))

    def _write(self, book: Book) -> None:
        write_atomically(self.path, book.model_dump_json(indent=2) + "\n")

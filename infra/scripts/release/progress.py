"""What is remembered of releases, kept where it survives before it is relied on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

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
    train: str | None = None
    """What tells the journey over all regions that it was a part of; None when it was none's."""


class Book(_Remembered):
    """Everything that is remembered."""

    under_way: Progress | None = None
    ended: tuple[Ended, ...] = ()
    """The newest first."""


class Store(Protocol):
    """A place that holds one text, through crashes."""

    @property
    def name(self) -> str:
        """Where it is, for messages."""

    def read(self) -> str | None:
        """The text; None when none was ever written."""

    def write(self, text: str) -> None:
        """Put another text there; it survives from then on."""


class FileStore:
    """A file of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def name(self) -> str:
        """Its path."""
        return str(self._path)

    def read(self) -> str | None:
        """The text; None when the file does not exist."""
        try:
            return self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise UnreadableReleaseStateError(self.name, str(error)) from error

    def write(self, text: str) -> None:
        """Replace the file in one step, on disk before this returns."""
        write_atomically(self._path, text)


class Memory:
    """What remembers releases."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> Book:
        """Everything that is remembered.

        Raises:
            UnreadableReleaseStateError: it is damaged.
        """
        text = self._store.read()
        if text is None:
            return Book()
        try:
            return Book.model_validate_json(text)
        except ValidationError as error:
            raise UnreadableReleaseStateError(self._store.name, "it is not what was written") from error

    def keep(self, progress: Progress) -> Progress:
        """Remember how far the release is."""
        self._write(self.read().model_copy(update={"under_way": progress}))
        return progress

    def end(self, ended: Ended) -> None:
        """Remember how the release ended."""
        others = [known for known in self.read().ended if known.id != ended.id]
        self._write(Book(ended=(ended, *others)[:KEPT]))

    def _write(self, book: Book) -> None:
        self._store.write(book.model_dump_json(indent=2) + "\n")

"""The place where backups are kept: a bucket of any store, in which every backup is a folder.

<environment>/<backup>/chunks/<file>/<index>    a chunk
<environment>/<backup>/manifest                 written last
<environment>/<backup>/verified                 the result of the latest verification
<environment>/wal/<server>/<segment>            a segment of a server's write-ahead log
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import obstore
from obstore.exceptions import BaseError

from infra.backups.errors.backups import DamagedBackupError, StorageError, UnknownBackupError
from infra.backups.manifest import IDENTIFIER

if TYPE_CHECKING:
    from obstore.store import ObjectStore

WAL = "wal"


class Lock(Protocol):
    """What keeps objects from being deleted."""

    def until(self, key: str) -> datetime | None:
        """Until when nobody can delete an object; None when anybody with the right can."""
        ...


@dataclass(frozen=True)
class Entry:
    """A backup as the store lists it."""

    id: str
    complete: bool
    verified: bool


class Repository:
    """The backups of one environment."""

    def __init__(self, store: ObjectStore, place: str, environment: str, lock: Lock | None = None) -> None:
        """Prepare to use it; nothing is asked of the store.

        Args:
            store: the bucket.
            place: its name, for messages.
            environment: whose backups; several environments may share a bucket.
            lock: tells until when objects are locked; None where they are not.
        """
        self._store = store
        self._lock = lock
        self.place = place
        self._root = environment

    def entries(self) -> list[Entry]:
        """Every backup, complete or not, the oldest first."""
        with self._errors():
            folders = obstore.list_with_delimiter(self._store, f"{self._root}/")["common_prefixes"]
            names = sorted(
                name for folder in folders if IDENTIFIER.match(name := folder.rstrip("/").rpartition("/")[2])
            )
            return [self._entry(name) for name in names]

    def manifest(self, backup: str) -> bytes:
        """The stored manifest.

        Raises:
            UnknownBackupError: there is none.
        """
        found = self._get(f"{self._root}/{backup}/manifest")
        if found is None:
            raise UnknownBackupError(backup, self.place)
        return found

    @property
    def locks(self) -> bool:
        """Whether backups are meant to be locked."""
        return self._lock is not None

    def locked_until(self, backup: str) -> datetime | None:
        """Until when nobody can delete a backup; None when it is not locked.

        Its manifest is written last, so everything else is free no later than a moment after it.
        """
        return self._lock.until(f"{self._root}/{backup}/manifest") if self._lock else None

    def write_manifest(self, backup: str, content: bytes) -> None:
        """Make a backup complete."""
        self._put(f"{self._root}/{backup}/manifest", content)

    def verification(self, backup: str) -> bytes | None:
        """The stored result of the latest verification; None before the first."""
        return self._get(f"{self._root}/{backup}/verified")

    def write_verification(self, backup: str, content: bytes) -> None:
        """Keep the result of a verification."""
        self._put(f"{self._root}/{backup}/verified", content)

    def chunk(self, backup: str, file: str, index: int) -> bytes:
        """A stored chunk.

        Raises:
            DamagedBackupError: it is missing.
        """
        found = self._get(self._chunk_key(backup, file, index))
        if found is None:
            raise DamagedBackupError(backup, f"chunk {index} of {file}", "is missing")
        return found

    def write_chunk(self, backup: str, file: str, index: int, content: bytes) -> None:
        """Store a chunk."""
        self._put(self._chunk_key(backup, file, index), content)

    def remove(self, backup: str) -> int:
        """Delete a backup, what makes it complete first; returns how many other objects there were."""
        with self._errors():
            with suppress(FileNotFoundError):
                obstore.delete(self._store, [f"{self._root}/{backup}/manifest"])
            keys = [meta["path"] for page in obstore.list(self._store, f"{self._root}/{backup}/") for meta in page]
        self._delete(keys)
        return len(keys)

    def wal_systems(self) -> list[str]:
        """The servers whose log is archived, by their system identifiers."""
        with self._errors():
            folders = obstore.list_with_delimiter(self._store, f"{self._root}/{WAL}/")["common_prefixes"]
        return sorted(folder.rstrip("/").rpartition("/")[2] for folder in folders)

    def wal_names(self, system: str) -> list[str]:
        """The archived segments of a server's log, in their order."""
        with self._errors():
            pages = obstore.list(self._store, f"{self._root}/{WAL}/{system}/")
            return sorted(meta["path"].rpartition("/")[2] for page in pages for meta in page)

    def wal(self, system: str, segment: str) -> bytes | None:
        """A stored segment; None when there is none."""
        return self._get(f"{self._root}/{WAL}/{system}/{segment}")

    def write_wal(self, system: str, segment: str, content: bytes) -> None:
        """Store a segment."""
        self._put(f"{self._root}/{WAL}/{system}/{segment}", content)

    def remove_wal(self, system: str, segments: Sequence[str]) -> None:
        """Delete segments."""
        self._delete([f"{self._root}/{WAL}/{system}/{segment}" for segment in segments])

    def _entry(self, backup: str) -> Entry:
        names = {
            meta["path"].rpartition("/")[2]
            for meta in obstore.list_with_delimiter(self._store, f"{self._root}/{backup}/")["objects"]
        }
        return Entry(backup, "manifest" in names, "verified" in names)

    def _chunk_key(self, backup: str, file: str, index: int) -> str:
        return f"{self._root}/{backup}/chunks/{file}/{index:06d}"

    def _get(self, key: str) -> bytes | None:
        with self._errors():
            try:
                return bytes(obstore.get(self._store, key).bytes())
            except FileNotFoundError:
                return None

    def _put(self, key: str, content: bytes) -> None:
        with self._errors():
            obstore.put(self._store, key, content, use_multipart=False)

    def _delete(self, keys: Sequence[str]) -> None:
        with self._errors():
            for start in range(0, len(keys), 500):
                obstore.delete(self._store, list(keys[start : start + 500]))

    @contextmanager
    def _errors(self) -> Generator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            raise StorageError(self.place, str(error).splitlines()[0]) from error

"""The copies of objects: what the store has is compared with the copy in another place, and what lacks is copied.

Objects are written once under a name that holds the SHA-256 of their content where it matters, and never changed, so a
copy is right when it has the name, the size and, when it is made, the hash.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from pydantic import JsonValue

from infra.backups.errors import StorageError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

WORKERS = 4
CHUNK_BYTES = 4 * 1024 * 1024
IN_MEMORY_BYTES = 32 * 1024 * 1024
NAMED_BY_HASH = re.compile(r"(?:^|/)([0-9a-f]{64})(?:$|\.)")
NOT_DATA = ("readiness", "drills", "recovery")
"""First parts of names that are no data: probes of readiness and of drills, and how the regions stand."""


@dataclass(frozen=True)
class Copies:
    """Where objects are, and where their copies are."""

    store: ObjectStore
    copy: ObjectStore
    place: str
    """The store's name, for messages."""
    copy_place: str

    def turned(self) -> Copies:
        """The other way round, to bring back what the store has lost."""
        return Copies(self.copy, self.store, self.copy_place, self.place)


@dataclass(frozen=True)
class Report:
    """What was found and done."""

    objects: int
    size: int
    copied: tuple[str, ...]
    altered: tuple[str, ...]
    """Objects whose content is not what their name says; they are not copied."""
    only_in_copy: int
    """Copies of objects that the store does not have any more."""

    def details(self) -> dict[str, JsonValue]:
        """As the manifest tells it."""
        return {
            "objects": self.objects,
            "bytes": self.size,
            "copied": len(self.copied),
            "altered": list(self.altered[:100]),
            "only_in_copy": self.only_in_copy,
        }


def complete(copies: Copies) -> tuple[Report, dict[str, int]]:
    """Copy every object whose copy is missing or has another size.

    Returns:
        What was done, and the size of every object by its name.

    Raises:
        StorageError: one of the two places does not answer.
    """
    with _errors(copies.place):
        here = dict(_sizes(copies.store))
    with _errors(copies.copy_place):
        there = dict(_sizes(copies.copy))
    missing = [name for name, size in here.items() if there.get(name) != size]
    with ThreadPoolExecutor(WORKERS) as pool, _errors(f"{copies.place} and {copies.copy_place}"):
        right = dict(zip(missing, pool.map(lambda name: _copy(copies, name), missing), strict=True))
    report = Report(
        objects=len(here),
        size=sum(here.values()),
        copied=tuple(name for name in missing if right[name]),
        altered=tuple(name for name in missing if not right[name]),
        only_in_copy=sum(1 for name in there if name not in here),
    )
    return report, here


def _copy(copies: Copies, name: str) -> bool:
    """Copy one object; False when its content is not what its name says."""
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as spool:
        for chunk in obstore.get(copies.store, name).stream(min_chunk_size=CHUNK_BYTES):
            digest.update(chunk)
            spool.write(chunk)
        named = NAMED_BY_HASH.search(name)
        if named and digest.hexdigest() != named[1]:
            return False
        spool.seek(0)
        obstore.put(copies.copy, name, spool)
    return True


def _sizes(store: ObjectStore) -> Iterator[tuple[str, int]]:
    for page in obstore.list(store):
        for meta in page:
            if meta["path"].partition("/")[0] not in NOT_DATA:
                yield meta["path"], meta["size"]


@contextmanager
def _errors(place: str) -> Generator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        raise StorageError(place, str(error).splitlines()[0]) from error

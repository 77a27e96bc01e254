"""The copies of objects: what the store has is compared with the copy in another place, and what lacks is copied.

Objects are written once under a name that holds the SHA-256 of their content where it matters, and never changed, so a
copy is right when it has the name, the size and, when it is made, the hash.

What the platform deleted on purpose, because its retention had ended, it says in the store itself
(server/audit/deletions.py): such an object is neither lost nor brought back, unless it was written again since.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from pydantic import JsonValue

from infra.backups.errors.backups import StorageError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

WORKERS = 4
CHUNK_BYTES = 4 * 1024 * 1024
IN_MEMORY_BYTES = 32 * 1024 * 1024
NAMED_BY_HASH = re.compile(r"(?:^|/)([0-9a-f]{64})(?:$|\.)")
NOT_DATA = ("readiness", "drills", "recovery")
"""First parts of names that are no data: probes of readiness and of drills, and how the regions stand."""

DELETION = re.compile(r"audit/deletions/(?P<name>.+)/\d{12}-(?P<moment>\d{8}T\d{6}Z)\.json")
"""What the platform calls the document that tells of the deletion of an object."""


@dataclass(frozen=True)
class Listed:
    """What a place says of an object."""

    size: int
    written_at: datetime


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
    """Copies of objects that the store does not have any more and that nobody deleted on purpose."""
    deleted: int
    """Objects that were deleted on purpose and of which there is a copy."""

    def details(self) -> dict[str, JsonValue]:
        """As the manifest tells it."""
        return {
            "objects": self.objects,
            "bytes": self.size,
            "copied": len(self.copied),
            "altered": list(self.altered[:100]),
            "only_in_copy": self.only_in_copy,
            "deleted": self.deleted,
        }


def complete(copies: Copies) -> tuple[Report, dict[str, int]]:
    """Copy every object whose copy is missing or has another size.

    Returns:
        What was done, and the size of every object by its name.

    Raises:
        StorageError: one of the two places does not answer.
    """
    everything, copied = _both(copies)
    deletions = deletions_in(everything, copied)
    here, there = undeleted(everything, deletions), undeleted(copied, deletions)
    missing = [name for name, one in here.items() if name not in there or there[name].size != one.size]
    with ThreadPoolExecutor(WORKERS) as pool, _errors(f"{copies.place} and {copies.copy_place}"):
        right = dict(zip(missing, pool.map(lambda name: _copy(copies, name), missing), strict=True))
    report = Report(
        objects=len(here),
        size=sum(one.size for one in here.values()),
        copied=tuple(name for name in missing if right[name]),
        altered=tuple(name for name in missing if not right[name]),
        only_in_copy=sum(1 for name in there if name not in here),
        deleted=len(copied) - len(there),
    )
    return report, {name: one.size for name, one in here.items()}


def forget(copies: Copies) -> int:
    """Delete the copies of objects that were deleted on purpose; returns how many there were.

    Raises:
        StorageError: one of the two places does not answer.
    """
    here, there = _both(copies)
    kept = undeleted(there, deletions_in(here, there))
    forgotten = [name for name in there if name not in kept and name not in here]
    with _errors(copies.copy_place):
        for name in forgotten:
            obstore.delete(copies.copy, name)
    return len(forgotten)


def deletions_in(*places: Mapping[str, Listed]) -> dict[str, datetime]:
    """When each object was last deleted on purpose, as one of the places tells."""
    found: dict[str, datetime] = {}
    for named in filter(None, (DELETION.fullmatch(name) for place in places for name in place)):
        moment = datetime.strptime(named["moment"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        found[named["name"]] = max(moment, found.get(named["name"], moment))
    return found


def undeleted(listed: Mapping[str, Listed], deletions: Mapping[str, datetime]) -> dict[str, Listed]:
    """The objects of a place that were not deleted on purpose since they were written there."""
    return {name: one for name, one in listed.items() if name not in deletions or one.written_at >= deletions[name]}


def _both(copies: Copies) -> tuple[dict[str, Listed], dict[str, Listed]]:
    with _errors(copies.place):
        here = dict(_listed(copies.store))
    with _errors(copies.copy_place):
        there = dict(_listed(copies.copy))
    return here, there


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


def _listed(store: ObjectStore) -> Iterator[tuple[str, Listed]]:
    for page in obstore.list(store):
        for meta in page:
            if meta["path"].partition("/")[0] not in NOT_DATA:
                yield meta["path"], Listed(meta["size"], meta["last_modified"])


@contextmanager
def _errors(place: str) -> Generator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        raise StorageError(place, str(error).splitlines()[0]) from error

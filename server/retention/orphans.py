"""Finds objects that no record refers to, by reading the store and the database side by side, page by page.

Both are read in the order of the SHA-256 that names an object, so neither is ever held in memory. What is found is a
suspicion: records are committed while the two are read. Whoever deletes looks once more, with the object held.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.evidence.service import object_key
from server.executions.service import document_key
from server.retention.schemas import Orphan
from server.storage import ObjectStore, StoredObject

BATCH = 1000
PAGE = 5000
"""How many suspects are held at once."""

DRILLS = "drills"
"""What `syndic dr drill` writes under, and removes when it ends."""


@dataclass(frozen=True)
class Kind:
    """A kind of objects that are named by their SHA-256, and the records that refer to them."""

    table: str
    column: str
    prefix: str

    @property
    def named(self) -> str:
        """The statement that yields every SHA-256 after one that is referred to, in order, each once."""
        return (
            f'SELECT DISTINCT {self.column} COLLATE "C" AS sha256 FROM {self.table} '  # noqa: S608 - of constants
            f'WHERE {self.column} COLLATE "C" > :after ORDER BY sha256'
        )

    @property
    def referring(self) -> str:
        """The statement that tells whether any record refers to a SHA-256."""
        return f"SELECT EXISTS (SELECT FROM {self.table} WHERE {self.column} = :sha256)"  # noqa: S608 - of constants


def _prefix(key: str) -> str:
    return key.rsplit("/", 2)[0]


KINDS = (
    Kind("evidence_items", "sha256", _prefix(object_key("0" * 64))),
    Kind("executions", "document_sha256", _prefix(document_key("0" * 64))),
)


async def suspects(
    session: AsyncSession, store: ObjectStore, kind: Kind, written_before: datetime, after: str | None
) -> list[StoredObject]:
    """The next objects of a kind that no record referred to when it was looked for, and that are old enough.

    Args:
        session: reads the records.
        store: where the objects are.
        kind: which objects.
        written_before: when the youngest that is old enough was written.
        after: the key after which to look.

    Returns:
        At most PAGE of them; fewer when there are no others.

    Raises:
        StoreUnavailable: the store does not answer or refuses.
    """
    statement = text(kind.named).execution_options(yield_per=BATCH)
    rows = await session.stream_scalars(statement, {"after": sha256_of(after) if after else ""})
    found: list[StoredObject] = []
    async for stored in unreferred(store.list(kind.prefix, after=after), aiter(rows)):
        if stored.last_modified < written_before and is_named_by_hash(kind, stored.key):
            found.append(stored)
            if len(found) == PAGE:
                break
    return found


async def unreferred(listed: AsyncIterator[StoredObject], referred: AsyncIterator[str]) -> AsyncIterator[StoredObject]:
    """The listed objects whose SHA-256 is not among those referred to; both come in order."""
    current = await anext(referred, None)
    async for stored in listed:
        sha256 = sha256_of(stored.key)
        while current is not None and current < sha256:
            current = await anext(referred, None)
        if current != sha256:
            yield stored


async def is_referred(session: AsyncSession, kind: Kind, sha256: str) -> bool:
    """Whether any record refers to an object now."""
    return bool(await session.scalar(text(kind.referring), {"sha256": sha256}))


async def drill_leftovers(store: ObjectStore, written_before: datetime) -> AsyncIterator[Orphan]:
    """What each drill left behind, when even its newest object is old enough.

    Raises:
        StoreUnavailable: the store does not answer or refuses.
    """
    drill: Orphan | None = None
    async for stored in store.list(DRILLS):
        prefix = "/".join(stored.key.split("/")[:2])
        if drill is not None and drill.key == prefix:
            newest = max(drill.last_modified, stored.last_modified)
            drill = Orphan(
                key=prefix,
                size_bytes=drill.size_bytes + stored.size,
                objects=drill.objects + 1,
                last_modified=newest,
            )
            continue
        if drill is not None and drill.last_modified < written_before:
            yield drill
        drill = Orphan(key=prefix, size_bytes=stored.size, last_modified=stored.last_modified)
    if drill is not None and drill.last_modified < written_before:
        yield drill


def sha256_of(key: str) -> str:
    """The last part of a key, which is the SHA-256 of the object."""
    return key.rpartition("/")[2]


def is_named_by_hash(kind: Kind, key: str) -> bool:
    """Whether a key is one the platform writes; what else lies there is somebody else's business."""
    sha256 = sha256_of(key)
    return (
        key == f"{kind.prefix}/{sha256[:2]}/{sha256}" and len(sha256) == 64 and set(sha256) <= set("0123456789abcdef")
    )

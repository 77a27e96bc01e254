"""Keeps an object from being deleted while a record that refers to it is written.

Objects are named by their content, so a file that was sent long ago may be sent again just as its object is deleted.
Whoever finds the object in the store, instead of writing it, therefore holds it until the record is committed; whoever
deletes it holds it alone, and looks for records only then. An object that was just written needs no hold: it is too
young to be deleted.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.database import Database
from server.object_copies import put_if_absent
from server.storage import ObjectStore

_OBJECT_LOCKS = 730_511_450
"""First key of the advisory locks of objects; the second one is taken from the SHA-256."""


async def hold_object(
    session: AsyncSession, database: Database, store: ObjectStore, sha256: str, key: str, body: bytes | Path
) -> None:
    """Keep an object that was found in the store until this transaction ends; it is written when it has just gone.

    Raises:
        StoreUnavailable: the store does not answer or refuses.
    """
    await session.execute(select(func.pg_advisory_xact_lock_shared(_OBJECT_LOCKS, _second_key(sha256))))
    if not await store.exists(key):
        await put_if_absent(database, store, key, body)


async def hold_object_alone(session: AsyncSession, sha256: str) -> None:
    """Wait until no transaction holds the object, and let none hold it until this one ends."""
    await session.execute(select(func.pg_advisory_xact_lock(_OBJECT_LOCKS, _second_key(sha256))))


def _second_key(sha256: str) -> int:
    return int.from_bytes(bytes.fromhex(sha256[:8]), signed=True)

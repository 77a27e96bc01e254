"""Writes objects to the other region's store as well, for as long as commits wait for the other region's database.

Stores copy from one to the other a moment after an object was written. Without this a record could survive the loss of
a region and the object it refers to could not. There is one switch for both: the database's own list of standbys that
commits wait for.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from server.database import Database
from server.storage import ObjectStore

_COMMITS_WAIT = text("SELECT current_setting('synchronous_standby_names') <> ''")


async def put_if_absent(database: Database, store: ObjectStore, key: str, body: bytes | Path) -> bool:
    """Write an object unless one of that key exists; to the other region first when commits wait for it.

    Returns:
        Whether this call wrote the object to the store itself; False when it was there before.

    Raises:
        StoreUnavailable: a store does not answer or refuses.
    """
    if store.copy is not None and await _commits_wait(database):
        await store.copy.put_if_absent(key, body)
    return await store.put_if_absent(key, body)


async def _commits_wait(database: Database) -> bool:
    row = await database.first(_COMMITS_WAIT)
    return row is not None and bool(row[0])

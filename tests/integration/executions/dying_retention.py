"""A retention run that is killed at its first deletion of an object, at the point that its argument names."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from server.audit.deletions import PREFIX
from server.database import create_database
from server.retention.service import Policy, Retention
from server.settings import RetentionSettings, load_settings
from server.storage import ObjectStore, create_store

POINTS = ("before", "told", "after")
"""Before the store is told of the deletion, after it is told, and after the object is deleted."""


def die() -> None:
    """End as `kill -9` ends a process."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingStore(ObjectStore):
    """A store whose user is killed while it deletes."""

    def __init__(self, store: ObjectStore, point: str) -> None:
        super().__init__(store._backend, store.name)
        self._point = point

    async def put_if_absent(self, key: str, body: bytes | Path) -> bool:
        """Write, and perhaps die before it."""
        if self._point == "before" and key.startswith(PREFIX):
            die()
        return await super().put_if_absent(key, body)

    async def delete(self, key: str) -> None:
        """Delete, and die before or after it."""
        if self._point == "told":
            die()
        await super().delete(key)
        die()


async def run(point: str) -> None:
    """Run until it is killed."""
    settings = load_settings(RetentionSettings)
    database = create_database(settings, process="retention")
    policy = Policy(settings.evidence_retention_days, timedelta(0))
    await Retention(database, DyingStore(create_store(settings), point), policy).run(delete=True)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))

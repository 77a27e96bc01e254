"""Makes the progress of an execution visible while it runs, with few writes."""

from __future__ import annotations

import time
from uuid import UUID

from sqlalchemy import text

from server.database import Database

SECONDS_BETWEEN = 0.5
"""Shortest time between two writes. Executions that take less are seen queued, then completed."""

SHARE_BETWEEN = 0.1
"""Least share of the controls between two writes, so that an execution is written at most ten times."""

_WRITE = text("""
    UPDATE executions SET decided = :decided, version = version + 1 WHERE id = :id AND status = 'running'
""")


class Progress:
    """The progress of one execution."""

    def __init__(self, database: Database, execution_id: UUID, *, total: int) -> None:
        self._database = database
        self._execution_id = execution_id
        self._step = max(1, round(total * SHARE_BETWEEN))
        self._written = 0
        self._written_at = time.monotonic()

    async def note(self, decided: int) -> None:
        """Write how many controls are decided, in a transaction of its own, when it is worth a write."""
        now = time.monotonic()
        if decided - self._written < self._step or now - self._written_at < SECONDS_BETWEEN:
            return
        async with self._database.autocommit.connect() as connection:
            await connection.execute(_WRITE, {"id": self._execution_id, "decided": decided})
        self._written, self._written_at = decided, now

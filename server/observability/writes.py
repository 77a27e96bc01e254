"""Whether the database that the processes of this region know takes writes; whoever leads users to regions asks it."""

from __future__ import annotations

import asyncio
import time

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server.database import Database

FRESH_SECONDS = 1.0
"""How long an answer of the database counts: it is asked for from many places, by anybody."""

REMEMBERED_SECONDS = 30.0
"""How long the last answer counts while there is none: a database that restarts is no reason to leave the region."""

# A standby begins transactions read-only, and so does a primary that was told to before another one takes its place.
_TAKES_WRITES = text("SELECT current_setting('transaction_read_only') = 'off'")


class Writes:
    """Asks the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asking = asyncio.Lock()
        self._taken = False
        self._asked_at = self._answered_at = float("-inf")

    async def taken(self) -> bool:
        """Whether it takes writes."""
        async with self._asking:
            if time.monotonic() - self._asked_at >= FRESH_SECONDS:
                await self._ask()
        return self._taken and time.monotonic() - self._answered_at < REMEMBERED_SECONDS

    async def _ask(self) -> None:
        try:
            found = await self._database.first(_TAKES_WRITES)
        except SQLAlchemyError:
            pass
        else:
            self._taken = found is not None and bool(found[0])
            self._answered_at = time.monotonic()
        self._asked_at = time.monotonic()

"""New credentials for a connection pool that is in use.

No statement is interrupted: a connection of the old credentials is closed when it is given back, and one that is idle
is taken out and given back for that.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

_GENERATION = "syndic_generation"


class CurrentAddress:
    """The address that an engine opens its connections at, which may change."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._generation = 0
        self._parameters: dict[str, Any] = {}
        event.listen(engine.sync_engine, "do_connect", self._before_connect)
        event.listen(engine.sync_engine, "checkin", self._given_back)

    async def take_over(self, url: str) -> None:
        """Use another address for new connections, and close idle ones of the old one.

        Args:
            url: as SQLAlchemy writes it, with driver.
        """
        parsed = make_url(url)
        if parsed == self._engine.url and not self._parameters:
            return
        self._parameters = dict(self._engine.sync_engine.dialect.create_connect_args(parsed)[1])
        self._generation += 1
        await self._close_idle()

    async def _close_idle(self) -> None:
        pool = self._engine.pool
        idle = pool.checkedin() if isinstance(pool, QueuePool) else 0
        async with AsyncExitStack() as taken:
            # Taken together: the pool gives out what came back last, and would give out the same one again and again.
            for _ in range(idle):
                await taken.enter_async_context(self._engine.connect())

    def _before_connect(
        self,
        _dialect: object,
        entry: ConnectionPoolEntry | None,
        _arguments: object,
        parameters: dict[str, Any],
    ) -> None:
        parameters.update(self._parameters)
        if entry is not None:
            entry.info[_GENERATION] = self._generation

    def _given_back(self, _connection: object, entry: ConnectionPoolEntry) -> None:
        if entry.dbapi_connection is not None and entry.info.get(_GENERATION) != self._generation:
            entry.invalidate()

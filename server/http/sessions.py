"""The session of a request: one that writes, one that only reads, and one that may read what is a moment old.

Apart from the database itself: processes that serve no API start without loading what serves one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from server.database import Database
from server.replica import Replica


async def session(request: Request) -> AsyncIterator[AsyncSession]:
    """The transaction of a request. It commits before the response is sent, so a success is never a lie."""
    outer: AsyncSession | None = getattr(request.state, "session", None)
    if outer is not None:  # an idempotency key opened it and commits it
        yield outer
        return
    database: Database = request.app.state.database
    async with database.transaction() as current:
        yield current


async def read_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A session that only reads what is current."""
    database: Database = request.app.state.database
    async with database.reads() as current:
        yield current


DatabaseSession = Annotated[AsyncSession, Depends(session, scope="function")]
"""Parameter type of a route: the session of the request, committed before the response is sent."""

ReadSession = Annotated[AsyncSession, Depends(read_session, scope="function")]
"""Parameter type of a route that only reads."""


async def stale_read_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A session that reads what may be a few seconds old."""
    replica: Replica | None = request.app.state.replica
    database: Database = replica.source() if replica else request.app.state.database
    try:
        async with database.reads() as current:
            yield current
    except SQLAlchemyError:
        if replica is not None:
            replica.suspend()
        raise


StaleReadSession = Annotated[AsyncSession, Depends(stale_read_session, scope="function")]
"""Parameter type of a route that only reads and may answer a few seconds late (DATABASE_REPLICA_MAX_LAG_SECONDS)."""

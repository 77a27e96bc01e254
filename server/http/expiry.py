"""How long the answer to a request is kept for its idempotency key, and how those are forgotten that are older.

Apart from the handling of requests: cron starts without loading it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from server.http.models import IdempotencyKey

LIFETIME = timedelta(hours=24)
"""How long an answer is kept for its key."""


async def purge_expired(session: AsyncSession) -> int:
    """Forget answers past their lifetime; returns how many."""
    expired = delete(IdempotencyKey).where(IdempotencyKey.created_at < datetime.now(UTC) - LIFETIME)
    return len((await session.execute(expired.returning(IdempotencyKey.key))).all())

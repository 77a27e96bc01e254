"""Slows down the guessing of passwords: ten failures per e-mail address in fifteen minutes.

An attempt is counted before the password is looked at, in a statement of its own, and forgotten when it succeeds.
Guesses sent at the same time are therefore all counted, and a rolled back request is counted too.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.errors import TooManySignInFailures
from server.auth.models import SignInFailures
from server.database import Database

MAX_FAILURES = 10
WINDOW = timedelta(minutes=15)


async def count_attempt(database: Database, email: str) -> None:
    """Count an attempt as failed until it is known to have succeeded.

    Raises:
        TooManySignInFailures: the window of the e-mail address is used up.
    """
    now = datetime.now(UTC)
    expired = SignInFailures.window_started_at <= now - WINDOW
    attempt = (
        insert(SignInFailures)
        .values(email_hash=_email_hash(email), failures=1, window_started_at=now)
        .on_conflict_do_update(
            index_elements=[SignInFailures.email_hash],
            set_={
                "failures": case((expired, 1), else_=SignInFailures.failures + 1),
                "window_started_at": case((expired, now), else_=SignInFailures.window_started_at),
            },
        )
        .returning(SignInFailures.failures, SignInFailures.window_started_at)
    )
    counted = await database.first(attempt)
    if counted is not None and counted.failures > MAX_FAILURES:
        raise TooManySignInFailures(int((counted.window_started_at + WINDOW - now).total_seconds()) + 1)


async def forget_failures(session: AsyncSession, email: str) -> None:
    """Start afresh after a success."""
    await session.execute(delete(SignInFailures).where(SignInFailures.email_hash == _email_hash(email)))


def _email_hash(email: str) -> bytes:
    """Addresses are kept as hashes: most of what attackers try is nobody's, or somebody's secret typed in error."""
    return hashlib.sha256(email.lower().encode()).digest()

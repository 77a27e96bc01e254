"""What every log entry of a request carries."""

from __future__ import annotations

import hashlib
from uuid import UUID

import structlog

USER_DIGITS = 16


def bind_request(request_id: str) -> None:
    """Start the log context of a request."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)


def bind_user(account_id: UUID) -> None:
    """Tell the callers in the log apart without naming them; the audit log says who they are."""
    structlog.contextvars.bind_contextvars(user=user_of(account_id))


def user_of(account_id: UUID) -> str:
    """What log entries know an account by: the first digits of the SHA-256 of its id."""
    return hashlib.sha256(str(account_id).encode()).hexdigest()[:USER_DIGITS]

"""What every log entry of a request carries."""

from __future__ import annotations

import structlog


def bind_request(request_id: str) -> None:
    """Start the log context of a request."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)


def bind_actor(actor: str) -> None:
    """Name the caller in the log entries of the request."""
    structlog.contextvars.bind_contextvars(actor=actor)

"""Identifiers of rows: UUID version 7 (RFC 9562), so that the order of ids is the order of creation."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_TIMESTAMP_BITS = 48
_COUNTER_BITS = 12
_RANDOM_BITS = 62
_VERSION = 7
_VARIANT = 0b10

_lock = threading.Lock()
_last: tuple[int, int] = (0, 0)


def new_id() -> UUID:
    """A UUID version 7. Ids made by one process sort in the order they were made."""
    milliseconds, counter = _tick()
    value = (milliseconds & ((1 << _TIMESTAMP_BITS) - 1)) << 80
    value |= _VERSION << 76
    value |= counter << 64
    value |= _VARIANT << _RANDOM_BITS
    value |= secrets.randbits(_RANDOM_BITS)
    return UUID(int=value)


def _tick() -> tuple[int, int]:
    """The current millisecond and a counter within it; time never runs backwards here."""
    global _last
    now = time.time_ns() // 1_000_000
    with _lock:
        milliseconds, counter = _last
        if now > milliseconds:
            _last = (now, secrets.randbits(_COUNTER_BITS - 1))
        elif counter + 1 < 1 << _COUNTER_BITS:
            _last = (milliseconds, counter + 1)
        else:
            _last = (milliseconds + 1, 0)
        return _last

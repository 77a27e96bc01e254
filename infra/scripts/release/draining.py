"""Waits until a colour has no request left, by what its servers have answered."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

from infra.scripts.release.errors import NotDrainedError

DRAIN_SECONDS = 60.0
QUIET_SECONDS = 1.0
"""A colour that answered nothing for so long after it lost its traffic has no request left."""

POLL_SECONDS = 0.1

_ANSWERED = re.compile(r"^http_request_duration_seconds_count\{[^}]*\} (\S+)$", re.M)


def answered(metrics: str) -> float:
    """How many requests a server has answered, by the text of its metrics."""
    return sum(float(count) for count in _ANSWERED.findall(metrics))


def await_quiet(look: Callable[[], Mapping[str, float | None]], colour: str) -> None:
    """Wait until counters stand still.

    Args:
        look: how many requests each server has answered; None for one that does not say.
        colour: whose servers they are.

    Raises:
        NotDrainedError: requests went on.
    """
    deadline = time.monotonic() + DRAIN_SECONDS
    before, since = look(), time.monotonic()
    while time.monotonic() - since < QUIET_SECONDS:
        if time.monotonic() > deadline:
            raise NotDrainedError(colour, DRAIN_SECONDS)
        time.sleep(POLL_SECONDS)
        now = look()
        if now != before:
            before, since = now, time.monotonic()

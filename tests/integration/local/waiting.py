"""Waiting for conditions."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 120.0


def until(condition: Callable[[], T | None], what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """The first answer of a condition that is neither None nor false."""
    deadline = time.monotonic() + seconds
    while True:
        if answer := condition():
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds:g} seconds for this in vain: {what}")
        time.sleep(0.05)


def free_ports(count: int) -> int:
    """The first of consecutive free ports below those of outgoing connections."""
    for base in range(12_000 + (time.monotonic_ns() // 1000) % 6_000, 20_000, count):
        if all(_is_free(port) for port in range(base, base + count)):
            return base
    raise AssertionError(f"There are no {count} free ports in a row.")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True

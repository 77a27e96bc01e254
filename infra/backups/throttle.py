"""Keeps an upload under a rate, so that a backup leaves the network to the users."""

from __future__ import annotations

import threading
import time


class Throttle:
    """Lets so many bytes through in a second, over all threads; everything at once without a limit."""

    def __init__(self, bytes_per_second: float | None) -> None:
        self._rate = bytes_per_second
        self._free_at = time.monotonic()
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Wait until so many bytes may be sent."""
        if self._rate is None:
            return
        with self._lock:
            begins = max(self._free_at, time.monotonic())
            self._free_at = begins + size / self._rate
        time.sleep(max(0.0, begins - time.monotonic()))

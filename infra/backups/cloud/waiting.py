"""Waits for what a cloud takes its time for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from infra.backups.errors.regions import NotRecoveredError


@dataclass(frozen=True)
class Patience:
    """How long, and how often it is looked."""

    seconds: float = 900.0
    """For a change of something that exists."""
    copy_seconds: float = 6 * 3600.0
    """For a database that is copied from its beginning."""
    pause_seconds: float = 5.0

    def await_true(self, holds: Callable[[], bool], otherwise: str) -> None:
        """Wait until something holds.

        Args:
            holds: looks.
            otherwise: what to say when it did not come true, without its end.

        Raises:
            NotRecoveredError: it did not come true in time.
        """
        self._await(holds, otherwise, self.seconds)

    def await_copied(self, holds: Callable[[], bool], otherwise: str) -> None:
        """Wait until a copy that was begun follows.

        Raises:
            NotRecoveredError: it did not come true in time.
        """
        self._await(holds, otherwise, self.copy_seconds)

    def _await(self, holds: Callable[[], bool], otherwise: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise NotRecoveredError(otherwise, seconds)
            time.sleep(self.pause_seconds)

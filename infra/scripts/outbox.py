"""Operation records that wait on disk until the platform has taken them, so that none is lost while it is down."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from infra.errors import OperatorError, PlatformRefusedError, PlatformUnreachableError
from infra.local.files import write_atomically
from infra.output import Progress
from infra.platform import Platform


class Outbox:
    """The records of a state directory."""

    def __init__(self, directory: Path, connect: Callable[[], AbstractContextManager[Platform]]) -> None:
        self._directory = directory
        self._connect = connect

    def put(self, body: Mapping[str, Any], key: str) -> None:
        """Keep a record; one of the same key is replaced, so an operation that is repeated is recorded once."""
        write_atomically(self._directory / f"{key}.json", json.dumps(body))

    def send(self, display: Progress) -> bool:
        """Send what waits, the oldest first. A platform that cannot be reached is no failure of the operation.

        Returns:
            Whether nothing waits any more.
        """
        waiting = sorted(self._directory.glob("*.json"), key=lambda path: path.stat().st_mtime)
        if not waiting:
            return True
        try:
            with self._connect() as platform:
                refused = [path for path in waiting if not self._taken(platform, path, display)]
            return not refused
        except PlatformUnreachableError as error:
            display.say(f"  The record waits in {self._directory} until the platform can be reached: {error}")
        except OperatorError as error:
            display.say(f"  The platform did not take a record; it waits in {self._directory}: {error}")
        return False

    def _taken(self, platform: Platform, path: Path, display: Progress) -> bool:
        """Send one record; one that is refused waits, and keeps no other one back."""
        headers = {"Idempotency-Key": path.stem}
        try:
            platform.request("POST", "/api/operations", json=json.loads(path.read_text()), headers=headers)
        except PlatformRefusedError as error:
            display.say(f"  The platform did not take a record; it waits in {path}: {error}")
            return False
        except ValueError:
            display.say(f"  {path} is no record; it is passed over.")
            return False
        path.unlink()
        return True

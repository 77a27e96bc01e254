"""Leaves the record of a release in the platform, through the entrance that users take."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from infra.errors import PlatformError
from infra.platform import Platform

RECORD_SECONDS = 30.0
POLL_SECONDS = 0.1


def record(connect: Callable[[], Platform], body: Mapping[str, object], key: str) -> None:
    """Record an operation once per key; on a busy machine the platform may have no server for a moment.

    Raises:
        PlatformError: it did not take the record.
    """
    deadline = time.monotonic() + RECORD_SECONDS
    while True:
        try:
            with connect() as platform:
                platform.request("POST", "/api/operations", json=body, headers={"Idempotency-Key": key})
            return
        except PlatformError as error:
            if not error.passing or time.monotonic() > deadline:
                raise
        time.sleep(POLL_SECONDS)

"""What a process exports about its secrets; `name` is the setting, as its environment variable is called."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from prometheus_client import Counter, Gauge

SECRET_AGE = Gauge(
    "secret_age_seconds", "Age of the current version of a secret, where its store knows it, in seconds.", ["name"]
)
STORE_FAILURES = Counter(
    "secret_store_failures_total", "Secrets that could not be read from a store when they were due.", ["store"]
)
LAST_REFRESH = Gauge(
    "secret_refresh_timestamp_seconds", "When all secrets of this process were last read, as Unix time in seconds."
)
LAST_TAKEOVER = Gauge(
    "secret_takeover_timestamp_seconds",
    "Everything this process uses is at least as new as this moment, as Unix time in seconds.",
)


def show_ages(created_at: Mapping[str, datetime]) -> None:
    """Export the ages of secrets; each is computed when it is scraped.

    Args:
        created_at: time of the current version by name of the setting.
    """
    for name, moment in created_at.items():
        SECRET_AGE.labels(name=name.upper()).set_function(partial(_seconds_since, moment.timestamp()))


def _seconds_since(timestamp: float) -> float:
    return time.time() - timestamp

"""When the operator's jobs run: schedules of cron that are never further apart than an environment promises."""

from __future__ import annotations

HOURS_OF_DAY, DAYS_OF_WEEK, DAYS_OF_MONTH = 24, 7, 31


def every_hours(most: int, *, minute: int, hour: int) -> str:
    """A schedule whose runs are at most so many hours apart, and evenly spread over the day.

    Args:
        most: hours between two runs, at most.
        minute: of the hour it runs at, so that jobs do not all begin at once.
        hour: of the day it runs at, when once a day or a week is enough.
    """
    if most >= DAYS_OF_WEEK * HOURS_OF_DAY:
        return f"{minute} {hour} * * 0"
    if most >= HOURS_OF_DAY:
        return f"{minute} {hour} * * *"
    step = max(found for found in range(1, most + 1) if HOURS_OF_DAY % found == 0)
    return f"{minute} {'*' if step == 1 else f'*/{step}'} * * *"


def every_days(most: int, *, hour: int) -> str:
    """A schedule whose runs are at most so many days apart: monthly, weekly or daily."""
    if most >= DAYS_OF_MONTH:
        return f"0 {hour} 1 * *"
    return f"0 {hour} * * {1 if most >= DAYS_OF_WEEK else '*'}"

"""Looks at a release again and again while users are on it; the first look that misses the objectives ends it."""

from __future__ import annotations

import time
from collections.abc import Callable

from infra.output import Step
from infra.scripts.release.analysis import Sample, judge
from infra.scripts.release.errors import ObjectivesMissedError
from infra.scripts.release.plan import Objective

LOOK_SECONDS = 1.0
"""How often the measurements are looked at."""


def watch(look: Callable[[], Sample], before: Sample, objective: Objective, seconds: float, shown: Step) -> None:
    """Watch for some time.

    Args:
        look: takes a sample.
        before: what the samples are compared with.
        objective: what the environment promises.
        seconds: for how long.
        shown: is told what was seen.

    Raises:
        ObjectivesMissedError: saying what was missed.
    """
    ends = time.monotonic() + seconds
    while True:
        now = look()
        reason = judge(before, now, objective)
        if reason is not None:
            raise ObjectivesMissedError(reason)
        left = ends - time.monotonic()
        if left <= 0:
            return
        answered = now.new.since(before.new)
        shown.update(f"{answered.requests} requests, {answered.failures} failed, {left:.0f} s left")
        time.sleep(min(LOOK_SECONDS, left))

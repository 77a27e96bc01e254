"""Judges a release by what the proxy measured of it while users were on it. Nothing here measures.

The new colour is held to the objectives of its environment from its first request on: a share of failures, or of slow
answers, that would spend the error budget faster than it refills ends the release. Where the old colour does no better
the release ends as well, with that said: it is no moment to change anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.scripts.release.plan import Objective

FEWEST_FAILURES = 3
"""Failures below this are not judged: one of twenty requests is 5%, and says nothing."""

FEWEST_REQUESTS = 20
"""Requests below this are not judged for latency."""


@dataclass(frozen=True)
class Measured:
    """What a colour answered, counted from the beginning of the proxy or between two moments."""

    requests: int = 0
    failures: int = 0
    """Answers with a server error."""
    within: Mapping[float, int] = field(default_factory=dict)
    """Answers that took no longer than so many seconds, by the bounds of the proxy's histogram."""

    def since(self, earlier: Measured) -> Measured:
        """What was answered after an earlier moment. A proxy that was restarted in between counts from nothing."""
        if self.requests < earlier.requests:
            return self
        return Measured(
            self.requests - earlier.requests,
            self.failures - earlier.failures,
            {bound: count - earlier.within.get(bound, 0) for bound, count in self.within.items()},
        )

    @property
    def failing(self) -> float:
        """Share of failures, from 0 to 1."""
        return self.failures / self.requests if self.requests else 0.0

    def slow(self, seconds: float) -> float:
        """Share of answers that took longer, from 0 to 1, by the next bound of the histogram."""
        bounds = sorted(bound for bound in self.within if bound >= seconds)
        return (self.requests - self.within[bounds[0]]) / self.requests if bounds and self.requests else 0.0


@dataclass(frozen=True)
class Sample:
    """A look at both colours."""

    old: Measured
    new: Measured
    started: Mapping[str, float | None] = field(default_factory=dict)
    """When each process of the new colour was started, in seconds since 1970; None while it does not run."""


def judge(before: Sample, now: Sample, objective: Objective) -> str | None:
    """Why the new colour must lose its users, as a sentence; None when it may keep them.

    Args:
        before: the look when the release began.
        now: the look now.
        objective: what the environment promises.
    """
    ended = [name for name, moment in now.started.items() if moment is None or moment != before.started.get(name)]
    if ended:
        return f"{', '.join(sorted(ended))} ended while users were on it."
    new, old = now.new.since(before.new), now.old.since(before.old)
    return _failing(new, old, objective) or _slow(new, old, objective)


def _allowed(percent: float) -> float:
    """The share that may miss an objective; exact where percents are, unlike their binary difference."""
    return round(1 - percent / 100, 9)


def _failing(new: Measured, old: Measured, objective: Objective) -> str | None:
    allowed = _allowed(objective.availability_percent)
    if new.failures < FEWEST_FAILURES or new.failing <= allowed:
        return None
    sentence = (
        f"{new.failures} of {new.requests} requests to the new colour failed ({new.failing:.1%}; the objective allows "
        f"{allowed:.1%})."
    )
    return sentence if old.failing < new.failing else f"{sentence} The old colour fails as often: {old.failing:.1%}."


def _slow(new: Measured, old: Measured, objective: Objective) -> str | None:
    allowed = _allowed(objective.latency_percent)
    share = new.slow(objective.latency_seconds)
    if new.requests < FEWEST_REQUESTS or share <= allowed:
        return None
    sentence = (
        f"{share:.1%} of {new.requests} answers of the new colour took longer than {objective.latency_seconds:g} "
        f"seconds (the objective allows {allowed:.1%})."
    )
    was = old.slow(objective.latency_seconds)
    return sentence if was < share else f"{sentence} The old colour is as slow: {was:.1%}."

"""How an environment keeps its promises: what was achieved in a window, and what is left of the error budget.

The definitions are those of "The Site Reliability Workbook" (Google, 2018), chapter 2: achieved is the share of good
events, the error budget is 1 - target, and the burn is how many times faster than allowed it was spent.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from infra.monitoring.errors import InvalidWindowError, NoSuchPromiseError
from infra.monitoring.objectives import Objective
from infra.monitoring.prometheus_api import Sample

NOW = "1h"
"""The window of the burn that is shown as that of now."""

_WINDOW = re.compile(r"([1-9]\d*)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Source(Protocol):
    """Something that evaluates PromQL."""

    def query(self, expression: str) -> list[Sample]:
        """What an expression is now."""


@dataclass(frozen=True)
class Standing:
    """One promise, and how it was kept in a window."""

    objective: str
    target: float
    """Share of events or of time, between 0 and 1."""

    achieved: float | None
    """The share that was good; None when nothing was measured in the window."""

    burn_now: float | None
    """How many times faster than allowed the budget is spent in the last hour; None when nothing was measured in it."""

    @property
    def burn(self) -> float | None:
        """How many times faster than allowed the budget was spent in the window."""
        return None if self.achieved is None else (1 - self.achieved) / (1 - self.target)

    @property
    def budget_left(self) -> float | None:
        """What is left of the window's budget: 1 all, 0 nothing, below 0 the promise is broken."""
        return None if self.burn is None else 1 - self.burn

    @property
    def broken(self) -> bool:
        """Whether the window's budget is overspent."""
        return self.budget_left is not None and self.budget_left < 0


def window_of(text: str) -> timedelta:
    """A window from what was typed.

    Raises:
        InvalidWindowError: it is no duration.
    """
    found = _WINDOW.fullmatch(text)
    if found is None:
        raise InvalidWindowError(text)
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def default_window(objectives: Sequence[Objective], environment: str) -> str:
    """The window over which an environment's promises are judged.

    Raises:
        NoSuchPromiseError: it states none.
    """
    days = {each.environment: each.window_days for each in objectives}
    if environment not in days:
        raise NoSuchPromiseError(environment, sorted(days))
    return f"{days[environment]}d"


def achieved_query(environment: str, window: str) -> str:
    """The share of good events of every objective: sums of both, so that quiet hours do not count like busy ones."""
    seconds = int(window_of(window).total_seconds())
    chosen = f'{{environment="{environment}"}}[{seconds}s]'
    return f"1 - sum_over_time(objective:bad:rate5m{chosen}) / sum_over_time(objective:total:rate5m{chosen})"


def read(source: Source, objectives: Sequence[Objective], environment: str, window: str) -> list[Standing]:
    """How every promise of an environment was kept, in the order of slo.yaml.

    Raises:
        InvalidWindowError: the window is no duration.
        MonitoringError: Prometheus cannot be asked.
    """
    achieved = _by_objective(source.query(achieved_query(environment, window)))
    burning = _by_objective(source.query(f'objective:burn_rate:{NOW}{{environment="{environment}"}}'))
    return [
        Standing(each.name, each.target, achieved.get(each.name), burning.get(each.name))
        for each in objectives
        if each.environment == environment
    ]


def _by_objective(samples: Sequence[Sample]) -> Mapping[str, float]:
    return {sample.labels.get("objective", ""): sample.value for sample in samples if not math.isnan(sample.value)}

"""What a dashboard is made of."""

from __future__ import annotations

from dataclasses import dataclass

ENVIRONMENT = "$environment"
"""The variable that a reader chooses the environment with."""

HERE = f'environment="{ENVIRONMENT}"'
"""The matcher of everything that is measured in the chosen environment."""

INTERVAL = "$__rate_interval"
"""Grafana's own: long enough for four scrapes."""


@dataclass(frozen=True)
class Query:
    """One line or more of a panel."""

    expression: str
    legend: str = ""
    """How a series is called, with its labels in double braces."""


@dataclass(frozen=True)
class Panel:
    """One picture."""

    title: str
    description: str
    """What it answers, as a sentence."""
    unit: str
    """Grafana's id of the unit: s, reqps, percentunit, short, bytes."""
    queries: tuple[Query, ...]
    number: bool = False
    """Whether it is one number per series, as of now, and not a course over time."""


@dataclass(frozen=True)
class Dashboard:
    """One page."""

    name: str
    """Of its file and its address."""
    title: str
    description: str
    panels: tuple[Panel, ...]

    @property
    def expressions(self) -> tuple[str, ...]:
        """Every query."""
        return tuple(query.expression for panel in self.panels for query in panel.queries)


def quantile(share: float, histogram: str, *by: str) -> str:
    """A quantile of a histogram of the platform over the chosen environment."""
    kept = ", ".join([*by, "le"])
    return f"histogram_quantile({share}, sum by ({kept}) (rate({histogram}_bucket{{{HERE}}}[{INTERVAL}])))"

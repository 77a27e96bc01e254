"""Recording rules and alerts of objectives: how fast each spends its error budget, and how much is left.

Windows and rates are those of "The Site Reliability Workbook" (Google, 2018), chapter 5, "Alerting on SLOs",
section 6, "Multiwindow, Multi-Burn-Rate Alerts", table 5-8: https://sre.google/workbook/alerting-on-slos/. The long
window says that a part of the budget is really gone, the short one that it is still being spent, so that the alert
resolves soon after the repair. The rates are meant for a window of 30 days; for another they are kept as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from infra.monitoring.errors import UnreachableBurnRateError
from infra.monitoring.objectives import Objective

RUNBOOKS = "https://github.com/example/syndic/blob/main/docs/runbooks"


@dataclass(frozen=True)
class Pair:
    """Two windows in which a budget has to be spent at a rate, where 1 spends all of it in 30 days exactly."""

    short: str
    long: str
    rate: float


FAST = (Pair("5m", "1h", 14.4), Pair("30m", "6h", 6))
"""2% of the budget in an hour, 5% in six hours: somebody is woken."""

SLOW = (Pair("2h", "1d", 3), Pair("6h", "3d", 1))
"""10% of the budget in a day, 10% in three days: it is looked at during the day."""

WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
ON = "on (environment, objective)"


def rules(objectives: Sequence[Objective]) -> dict[str, Any]:
    """The file of rules for objectives, as Prometheus reads it.

    Raises:
        UnreachableBurnRateError: a target is so low that an alert on it could never fire.
    """
    for objective in objectives:
        if 1 / (1 - objective.target) <= FAST[0].rate:
            raise UnreachableBurnRateError(objective.name, objective.environment, objective.target, FAST[0].rate)
    return {
        "groups": [
            {"name": "objectives-promised", "interval": "1m", "rules": [_target(each) for each in objectives]},
            {
                "name": "objectives-measured",
                "interval": "30s",
                "rules": [
                    *(rule for each in objectives for rule in _measures(each)),
                    *(_burn_rate(window) for window in WINDOWS),
                ],
            },
            {
                "name": "objectives-budget",
                "interval": "5m",
                "rules": [
                    _budget_left(days, [each.environment for each in objectives if each.window_days == days])
                    for days in sorted({each.window_days for each in objectives})
                ],
            },
            {"name": "objectives", "interval": "30s", "rules": _alerts()},
        ]
    }


def _target(objective: Objective) -> dict[str, Any]:
    return _record("objective:target:ratio", f"vector({objective.target:g})", objective)


def _measures(objective: Objective) -> list[dict[str, Any]]:
    return [
        _record("objective:total:rate5m", objective.total, objective),
        _record("objective:bad:rate5m", objective.bad, objective),
        _record("objective:measured", objective.measured, objective),
    ]


def _record(name: str, expression: str, objective: Objective) -> dict[str, Any]:
    labels = {"environment": objective.environment, "objective": objective.name}
    return {"record": name, "labels": labels, "expr": expression}


def _burn_rate(window: str) -> dict[str, Any]:
    return {
        "record": f"objective:burn_rate:{window}",
        "expr": f"{_error_ratio(window)} / {ON} (1 - objective:target:ratio)",
    }


def _error_ratio(window: str) -> str:
    """Bad events over all events: sums of both, so that an hour without users does not count like a busy one."""
    if window == WINDOWS[0]:
        return "objective:bad:rate5m / objective:total:rate5m"
    return f"sum_over_time(objective:bad:rate5m[{window}]) / sum_over_time(objective:total:rate5m[{window}])"


def _budget_left(days: int, environments: Sequence[str]) -> dict[str, Any]:
    """1 when nothing is spent, 0 when all of it is, below 0 when the promise is broken."""
    within = f'{{environment=~"{"|".join(sorted(set(environments)))}"}}[{days}d]'
    ratio = f"sum_over_time(objective:bad:rate5m{within}) / sum_over_time(objective:total:rate5m{within})"
    return {
        "record": "objective:error_budget_left:ratio",
        "labels": {"window": f"{days}d"},
        "expr": f"1 - {ratio} / {ON} (1 - objective:target:ratio)",
    }


def _alerts() -> list[dict[str, Any]]:
    subject = "{{ $labels.objective }} of {{ $labels.environment }}"
    spent = "It is spent {{ $value | humanize }} times as fast as 30 days of it allow."
    return [
        _alert(
            "ErrorBudgetBurnsFast",
            _either(FAST),
            "1m",
            "critical",
            f"The error budget for {subject} will be gone in days or hours.",
            spent,
        ),
        _alert(
            "ErrorBudgetBurnsSlowly",
            _either(SLOW),
            "15m",
            "warning",
            f"The error budget for {subject} will not last.",
            spent,
        ),
        _alert(
            "ObjectiveNotMeasured",
            f"(objective:target:ratio unless {ON} objective:measured) and on (environment) up",
            "10m",
            "warning",
            f"Nobody knows whether {subject} is kept.",
            "What it is measured by is not exported, so no alert about it can fire.",
        ),
    ]


def _either(pairs: Sequence[Pair]) -> str:
    return " or ".join(
        f"(objective:burn_rate:{pair.long} > {pair.rate:g} and objective:burn_rate:{pair.short} > {pair.rate:g})"
        for pair in pairs
    )


def _alert(name: str, expression: str, pending: str, severity: str, summary: str, description: str) -> dict[str, Any]:
    return {
        "alert": name,
        "expr": expression,
        "for": pending,
        "labels": {"severity": severity},
        "annotations": {"summary": summary, "description": description, "runbook_url": f"{RUNBOOKS}/{name}.md"},
    }

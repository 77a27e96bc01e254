"""Whether frameworks are checked, and what comes out."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, Dashboard, Panel, Query

DASHBOARD = Dashboard(
    "compliance",
    "Syndic: frameworks and compliance",
    "How fresh the results of each framework are, and how its controls were decided.",
    (
        Panel(
            "Age of the oldest result",
            "The oldest of the latest executions, by framework; after 32 days the promise is broken.",
            "s",
            (Query(f"max by (framework) (compliance_check_age_seconds{{{HERE}}})", "{{framework}}"),),
            number=True,
        ),
        Panel(
            "Controls decided in a day",
            "How many controls were decided how within a day.",
            "short",
            (
                Query(
                    f"sum by (framework, outcome) (increase(compliance_checks_total{{{HERE}}}[1d]))",
                    "{{framework}} {{outcome}}",
                ),
            ),
        ),
        Panel(
            "Controls decided",
            "All controls that were decided since the worker started, by outcome.",
            "short",
            (Query(f"sum by (outcome) (compliance_checks_total{{{HERE}}})", "{{outcome}}"),),
            number=True,
        ),
    ),
)

"""Whether executions start and end."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, INTERVAL, Dashboard, Panel, Query, quantile

DASHBOARD = Dashboard(
    "queue",
    "Syndic: queue and executions",
    "Whether executions start soon, how long they take, and how they end.",
    (
        Panel(
            "Jobs",
            "Jobs that wait, run, or failed.",
            "short",
            (Query(f"sum by (status) (queue_jobs{{{HERE}}})", "{{status}}"),),
        ),
        Panel(
            "Oldest job",
            "How long the oldest execution has waited to start.",
            "s",
            (Query(f"max by (queue) (queue_oldest_job_age_seconds{{{HERE}}})", "{{queue}}"),),
        ),
        Panel(
            "Executions that ended",
            "How many, by framework and outcome.",
            "ops",
            (
                Query(
                    f"sum by (framework, outcome) (rate(framework_executions_total{{{HERE}}}[{INTERVAL}]))",
                    "{{framework}} {{outcome}}",
                ),
            ),
        ),
        Panel(
            "Time of an execution",
            "How long the slowest twentieth takes from start to end, by framework.",
            "s",
            (Query(quantile(0.95, "framework_execution_duration_seconds", "framework"), "{{framework}}"),),
        ),
    ),
)

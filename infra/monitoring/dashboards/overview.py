"""Whether users are served as promised."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, INTERVAL, Dashboard, Panel, Query

_EDGE = f'{HERE}, entrypoint=~"public6?"'

DASHBOARD = Dashboard(
    "overview",
    "Syndic: overview",
    "Whether users are served as promised, and what is left of the error budgets.",
    (
        Panel(
            "Error budget left",
            "What may still go wrong within the environment's window; below zero a promise is broken.",
            "percentunit",
            (Query(f"objective:error_budget_left:ratio{{{HERE}}}", "{{objective}}"),),
            number=True,
        ),
        Panel(
            "Burn rate over an hour",
            "How many times faster than allowed the error budgets are spent; at 14.4 somebody is woken.",
            "short",
            (Query(f"objective:burn_rate:1h{{{HERE}}}", "{{objective}}"),),
        ),
        Panel(
            "Requests at the edge",
            "How much is asked for, by status.",
            "reqps",
            (Query(f"sum by (code) (rate(traefik_entrypoint_requests_total{{{_EDGE}}}[{INTERVAL}]))", "{{code}}"),),
        ),
        Panel(
            "Time to answer at the edge",
            "How long half of the requests, and the slowest hundredth, take.",
            "s",
            tuple(
                Query(
                    f"histogram_quantile({share}, sum by (le) "
                    f"(rate(traefik_entrypoint_request_duration_seconds_bucket{{{_EDGE}}}[{INTERVAL}])))",
                    name,
                )
                for share, name in ((0.5, "half"), (0.99, "99%"))
            ),
        ),
        Panel(
            "Targets that answer",
            "How many of each process Prometheus reaches.",
            "short",
            (Query(f"sum by (process) (up{{{HERE}}})", "{{process}}"),),
        ),
        Panel(
            "Alerts that fire",
            "How many, by name; the heartbeat always fires.",
            "short",
            (Query(f'count by (alertname) (ALERTS{{{HERE}, alertstate="firing"}})', "{{alertname}}"),),
        ),
    ),
)

"""How the servers answer."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, INTERVAL, Dashboard, Panel, Query, quantile

_REQUESTS = f"http_request_duration_seconds_count{{{HERE}}}"

DASHBOARD = Dashboard(
    "api",
    "Syndic: API",
    "What the servers are asked, how they answer, and what they wait for.",
    (
        Panel(
            "Requests by status",
            "What the servers themselves answer, behind the proxy.",
            "reqps",
            (Query(f"sum by (status) (rate({_REQUESTS}[{INTERVAL}]))", "{{status}}"),),
        ),
        Panel(
            "Busiest routes",
            "The ten routes that are asked most.",
            "reqps",
            (Query(f"topk(10, sum by (method, route) (rate({_REQUESTS}[{INTERVAL}])))", "{{method}} {{route}}"),),
        ),
        Panel(
            "Slowest routes",
            "The ten routes whose slowest twentieth takes longest.",
            "s",
            (Query(f"topk(10, {quantile(0.95, 'http_request_duration_seconds', 'route')})", "{{route}}"),),
        ),
        Panel(
            "Connections of the pool",
            "Connections to the database in use and idle; none idle for long means that requests wait for one.",
            "short",
            (
                Query(
                    f'sum by (instance, state) (db_pool_connections{{{HERE}, process="api"}})', "{{instance}} {{state}}"
                ),
            ),
        ),
        Panel(
            "Wait for a connection",
            "How long the slowest twentieth waits for a connection to the database.",
            "s",
            (Query(quantile(0.95, "db_pool_wait_seconds", "process"), "{{process}}"),),
        ),
        Panel(
            "Errors logged",
            "Entries of the logs that somebody should look at; `syndic logs --level error` shows them.",
            "short",
            (
                Query(
                    f"sum by (process, level) (rate(log_entries_total{{{HERE}}}[{INTERVAL}]))", "{{process}} {{level}}"
                ),
            ),
        ),
        Panel(
            "Memory",
            "What each process keeps in memory.",
            "bytes",
            (Query(f'process_resident_memory_bytes{{{HERE}, process=~"api|worker|cron"}}', "{{instance}}"),),
        ),
    ),
)

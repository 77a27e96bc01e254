"""Which release serves, and how each does."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, INTERVAL, Dashboard, Panel, Query

DASHBOARD = Dashboard(
    "releases",
    "Syndic: releases",
    "Which release runs at which colour, how much of the traffic each gets, and how each answers.",
    (
        Panel(
            "Processes of each release",
            "How many processes run which release.",
            "short",
            (Query(f"count by (version, colour) (release_info{{{HERE}}})", "{{version}} {{colour}}"),),
        ),
        Panel(
            "Traffic by server",
            "What the proxy sends where: a release shifts it from one colour to the other.",
            "reqps",
            (Query(f"sum by (service) (rate(traefik_service_requests_total{{{HERE}}}[{INTERVAL}]))", "{{service}}"),),
        ),
        Panel(
            "Time to answer by server",
            "How long the slowest twentieth takes at each server, as the proxy sees it.",
            "s",
            (
                Query(
                    "histogram_quantile(0.95, sum by (service, le) "
                    f"(rate(traefik_service_request_duration_seconds_bucket{{{HERE}}}[{INTERVAL}])))",
                    "{{service}}",
                ),
            ),
        ),
        Panel(
            "Servers the proxy leads to",
            "Whether the proxy takes each server for healthy.",
            "short",
            (Query(f"min by (service) (traefik_service_server_up{{{HERE}}})", "{{service}}"),),
        ),
        Panel(
            "Age of each process",
            "How long ago each process was started.",
            "s",
            (
                Query(
                    f'time() - process_start_time_seconds{{{HERE}, process=~"api|worker|cron|proxy"}}', "{{instance}}"
                ),
            ),
        ),
    ),
)

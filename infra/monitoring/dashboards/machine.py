"""How the machine does."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, INTERVAL, Dashboard, Panel, Query

DASHBOARD = Dashboard(
    "machine",
    "Syndic: machine",
    "Processors, memory, disks and certificates of where it runs.",
    (
        Panel(
            "Processors",
            "The share of time the processors are busy.",
            "percentunit",
            (
                Query(
                    f'1 - avg by (instance) (rate(node_cpu_seconds_total{{{HERE}, mode="idle"}}[{INTERVAL}]))',
                    "{{instance}}",
                ),
            ),
        ),
        Panel(
            "Memory left",
            "The share of memory that is available.",
            "percentunit",
            (
                Query(
                    f"node_memory_MemAvailable_bytes{{{HERE}}} / node_memory_MemTotal_bytes{{{HERE}}}",
                    "{{instance}}",
                ),
            ),
        ),
        Panel(
            "Disk left",
            "The share of each file system that is free; below a tenth somebody is woken.",
            "percentunit",
            (
                Query(
                    f"node_filesystem_avail_bytes{{{HERE}}} / node_filesystem_size_bytes{{{HERE}}}",
                    "{{instance}} {{mountpoint}}",
                ),
            ),
        ),
        Panel("Load", "Processes that run or want to.", "short", (Query(f"node_load1{{{HERE}}}", "{{instance}}"),)),
        Panel(
            "Certificates",
            "How long the proxy's certificates are still valid.",
            "s",
            (Query(f"max by (cn) (traefik_tls_certs_not_after{{{HERE}}}) - time()", "{{cn}}"),),
        ),
    ),
)

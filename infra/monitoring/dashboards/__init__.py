"""The dashboards of Grafana, as data: what each shows, and the queries that show it.

`syndic monitoring build` writes them as JSON (rendering.py) for Grafana's provisioning; `syndic check` finds files that
are not what they make. Every query is asked of a Prometheus that scrapes a live platform, and has to return something
(tests/integration/monitoring/test_dashboards.py).
"""

from __future__ import annotations

from infra.monitoring.dashboards import api, compliance, database, machine, overview, queue, recovery, releases
from infra.monitoring.dashboards.panels import Dashboard

ALL: tuple[Dashboard, ...] = (
    overview.DASHBOARD,
    api.DASHBOARD,
    database.DASHBOARD,
    queue.DASHBOARD,
    compliance.DASHBOARD,
    releases.DASHBOARD,
    recovery.DASHBOARD,
    machine.DASHBOARD,
)

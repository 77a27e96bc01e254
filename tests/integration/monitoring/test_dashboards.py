"""Every panel of every dashboard shows something of a platform that lives, and no label grows without bound."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from infra.monitoring.dashboards import ALL
from infra.monitoring.dashboards.panels import Dashboard
from infra.platform import Execution, System
from tests.integration.local.waiting import until
from tests.integration.monitoring.faults import record
from tests.integration.monitoring.scene import Scene

MOST_VALUES = {
    "route": 120,
    "le": 40,
    "mode": 40,
    "state": 12,
    "status": 40,
    "code": 40,
    "instance": 40,
    "framework": 12,
    "name": 20,
}
"""How many values each label may have at most, over all series; a label that is not here, forty."""

OURS = "log_|db_|framework_|compliance_|queue_|http_|secret_|backup_|dr_|replication_|release_"


@pytest.fixture(scope="module")
def used(scene: Scene) -> Scene:
    """The environment, once an execution has ended in it and a backup was made and proved."""
    body = {
        "name": "Shown on dashboards",
        "purpose": "Is measured.",
        "owner": "A test",
        "risk_tier": "minimal",
        "lifecycle": "testing",
    }
    for kind in ("backup", "backup-verification"):
        record(scene, kind, datetime.now(UTC))
    with scene.syndic.connect() as platform:
        system = platform.post(System, "/api/systems", body)
        wanted = {"system_id": system.id, "framework_id": "nist_ai_rmf"}
        queued = platform.post(Execution, "/api/executions", wanted)
        until(lambda: platform.get(Execution, f"/api/executions/{queued.id}").ended, "the execution to end")
    return scene


@pytest.mark.parametrize("dashboard", ALL, ids=lambda dashboard: dashboard.name)
def test_every_panel_returns_data(used: Scene, dashboard: Dashboard) -> None:
    for expression in dashboard.expressions:
        asked = expression.replace("$environment", "development").replace("$__rate_interval", "30s")
        until(lambda asked=asked: used.query(asked), f"{dashboard.name} to show {asked}")


def test_labels_are_bounded(used: Scene) -> None:
    """No label holds an id, an address or a path with parts of its own: each has few values, whatever users ask for."""
    with used.syndic.connect() as platform:
        for number in range(60):
            platform._client.get(f"/api/systems/0000{number:04}-0000-4000-8000-000000000000")
            platform._client.get(f"/api/nothing-{number}")
    asked = 'sum(http_request_duration_seconds_count{route="unmatched"}) > 50'
    until(lambda: used.query(asked), "the requests to be measured")

    values: dict[str, set[str]] = {}
    for series in used.query(f'{{__name__=~"({OURS}).*"}}'):
        for label, value in series["metric"].items():
            values.setdefault(label, set()).add(value)

    values.pop("__name__")
    assert "route" in values
    assert not {label: len(found) for label, found in values.items() if len(found) > MOST_VALUES.get(label, 40)}
    assert not [route for route in values["route"] if "0000-4000" in route]

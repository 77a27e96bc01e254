"""The objectives through the API. A live Prometheus is asked in tests/integration/monitoring."""

from __future__ import annotations

import pytest

from server.objectives import service
from server.objectives.errors import PrometheusUnavailable
from server.objectives.service import Prometheus
from tests.integration.client import Client
from tests.integration.environment import free_port

pytestmark = pytest.mark.anyio


async def test_a_platform_that_nothing_watches_says_so(admin: Client) -> None:
    answer = await admin.get("/api/objectives")

    assert answer.status_code == 404
    assert "PROMETHEUS_URL" in answer.json()["detail"]


@pytest.mark.parametrize("window", ["", "0h", "1y", "28", "1d]) or vector(1", "99999d"])
async def test_what_is_no_window_is_refused(admin: Client, window: str) -> None:
    answer = await admin.get("/api/objectives", params={"window": window})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "query.window"


async def test_a_prometheus_that_does_not_answer_is_unavailable() -> None:
    with pytest.raises(PrometheusUnavailable):
        await service.read_objectives(Prometheus(f"http://127.0.0.1:{free_port()}", None), "production", "28d")

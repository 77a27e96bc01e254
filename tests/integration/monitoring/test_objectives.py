"""How promises are kept, as the command and the API show it, of a platform that people use."""

from __future__ import annotations

import json
from typing import Any

from tests.integration.local.waiting import until
from tests.integration.monitoring.scene import Scene


def measured(scene: Scene) -> dict[str, Any] | None:
    """What the API says once it measures the availability."""
    with scene.syndic.connect() as platform:
        answer = platform.request("GET", "/api/objectives", params={"window": "1h"})
    found = {each["objective"]: each for each in answer["objectives"]}
    return found if found.get("availability", {}).get("achieved") is not None else None


def test_the_command_and_the_api_show_the_same(scene: Scene) -> None:
    shown = until(lambda: measured(scene), "the availability to be measured")

    completed = scene.syndic.run("slo", "--window", "1h", "--json")

    assert completed.returncode in (0, 1), completed.stderr
    printed = json.loads(completed.stdout)
    by_name = {each["objective"]: each for each in printed["objectives"]}
    assert (printed["environment"], printed["window"]) == ("development", "1h")
    assert set(by_name) == set(shown) == {"availability", "latency", "queue-delay", "compliance-freshness"}
    assert {name: each["target"] for name, each in by_name.items()} == {
        name: each["target"] for name, each in shown.items()
    }
    # People go on asking between the two, so the shares are near and not equal.
    assert abs(by_name["availability"]["achieved"] - shown["availability"]["achieved"]) < 0.1
    assert by_name["availability"]["broken"] is (by_name["availability"]["budget_left"] < 0)
    assert completed.returncode == int(any(each["broken"] for each in by_name.values()))

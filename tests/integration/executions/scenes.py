"""Systems, frameworks and executions as tests need them, made through the API."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from tests.integration.client import Client
from tests.unit.server.frameworks.samples import catalog

PATIENCE_SECONDS = 120.0
"""How long a test waits for something that must happen."""


async def create_system(client: Client, **changes: object) -> str:
    """Register a system; returns its id."""
    body = {
        "name": f"System {uuid.uuid4()}",
        "purpose": "Ranks applications.",
        "owner": "Head of recruiting",
        "risk_tier": "high",
        "lifecycle": "deployed",
        **changes,
    }
    answer = await client.post("/api/systems", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def add_evidence(client: Client, system: str, content: bytes) -> str:
    """Add a policy document to a system; returns the id of the item."""
    answer = await client.post(
        f"/api/systems/{system}/evidence",
        params={"kind": "policy", "title": "AI policy"},
        content=content,
        headers={"Content-Type": "text/plain"},
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def publish(client: Client, framework_id: str, controls: list[dict[str, Any]], rules: dict[str, str]) -> dict:
    """Publish a framework of these controls and rules."""
    body = {"id": framework_id, "catalog": catalog(*controls), "rules": rules}
    answer = await client.post("/api/frameworks", json=body)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


async def execute(client: Client, system_id: str, framework_id: str) -> str:
    """Queue an execution; returns its id."""
    answer = await client.post("/api/executions", json={"system_id": system_id, "framework_id": framework_id})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


async def finished(client: Client, execution_id: str) -> dict[str, Any]:
    """The execution once it has ended."""

    async def ended() -> dict[str, Any] | None:
        answer = await client.get(f"/api/executions/{execution_id}")
        return answer.json() if answer.json()["status"] in ("completed", "failed") else None

    return await eventually(ended, f"the end of execution {execution_id}")


async def results(client: Client, execution_id: str) -> dict[str, dict[str, Any]]:
    """Every control result of an execution, by control id."""
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        parameters = {"limit": "50", **({"cursor": cursor} if cursor else {})}
        page = (await client.get(f"/api/executions/{execution_id}/results", params=parameters)).json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return {item["control_id"]: item for item in items}


async def completed(client: Client, system_id: str, framework_id: str) -> dict[str, Any]:
    """Execute a framework on a system and wait until that is completed."""
    execution = await finished(client, await execute(client, system_id, framework_id))
    assert execution["status"] == "completed", execution["failure"]
    return execution


async def eventually(condition: Callable[[], Awaitable[Any]], what: str, seconds: float = PATIENCE_SECONDS) -> Any:  # noqa: ANN401 - whatever the condition yields
    """What a condition yields once it yields something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = await condition()
        if found:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"Waited {seconds:g} seconds in vain for {what}.")

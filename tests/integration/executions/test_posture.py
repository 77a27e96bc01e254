"""Posture now, and day by day, follows from the latest completed executions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from server.database import Database as Connections
from server.executions.decision import ControlDecision, ControlFacts, DecidedBy, Outcome
from server.executions.models import Execution
from server.executions.results import Completion, complete
from server.executions.service import ExecutionRequest, queue_executions
from server.executions.vocabulary import ExecutionStatus, Trigger
from tests.integration.client import Client
from tests.integration.executions.scenes import create_system, execute

pytestmark = pytest.mark.anyio


def noon() -> datetime:
    """Today's; asked for anew because the tests of a whole run may begin on the day before."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


async def complete_on(
    connections: Connections, system: str, framework: str, day: int, *outcomes: Outcome, hour: int = 0
) -> UUID:
    """An execution that was completed some days before today with these outcomes; returns its id."""
    decisions = [
        ControlDecision(ControlFacts(f"c{number}", "C", "Control", ()), outcome, (), (), DecidedBy.RULE)
        for number, outcome in enumerate(outcomes)
    ]
    async with connections.transaction() as session:
        request = ExecutionRequest(UUID(system), framework, Trigger.MANUAL, "process:test")
        (execution,) = await queue_executions(session, [request])
        execution.status = ExecutionStatus.RUNNING
        execution.started_at = execution.queued_at
    finished_at = noon() - timedelta(days=day) + timedelta(hours=hour)
    async with connections.transaction() as session:
        current = await session.get_one(Execution, execution.id)
        completion = Completion(decisions, "0" * 64, finished_at)
        assert await complete(session, current, completion, actor="process:test")
    return execution.id


async def history(client: Client, days: int, **filters: str) -> dict[tuple[str, str], tuple[float | None, int]]:
    answer = await client.get("/api/posture/history", params={"days": days, **filters})
    assert answer.status_code == 200, answer.text
    return {
        (point["framework_id"], point["date"]): (point["score"], sum(point["summary"].values()))
        for point in answer.json()["points"]
    }


def day(offset: int) -> str:
    return (noon() - timedelta(days=offset)).date().isoformat()


async def test_posture_is_the_latest_completed_execution_whatever_came_in_last(
    admin: Client, connections: Connections
) -> None:
    system = await create_system(admin, name="Posture now")
    latest = await complete_on(connections, system, "eu_ai_act", 0, Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)
    await complete_on(connections, system, "eu_ai_act", 3, Outcome.FAIL)
    waiting = await execute(admin, system, "iso_42001")
    await execute(admin, system, "eu_ai_act")
    posture = (await admin.get("/api/posture")).json()
    (entry,) = [found for found in posture["systems"] if found["id"] == system]
    assert (entry["name"], entry["risk_tier"]) == ("Posture now", "high")
    done, queued = entry["frameworks"]
    assert (done["framework_id"], done["execution_id"], done["status"]) == ("eu_ai_act", str(latest), "completed")
    assert done["summary"] == {"pass": 1, "fail": 1, "not_applicable": 1, "needs_evidence": 0, "error": 0}
    assert done["score"] == 0.5
    assert (queued["framework_id"], queued["execution_id"], queued["status"]) == ("iso_42001", waiting, "queued")
    assert queued["summary"] is queued["score"] is queued["finished_at"] is None
    sums = {framework["id"]: framework for framework in posture["frameworks"]}
    assert sums["eu_ai_act"]["systems"] == 1
    assert sums["eu_ai_act"]["score"] == 0.5
    assert (sums["nist_ai_rmf"]["systems"], sums["nist_ai_rmf"]["score"]) == (0, None)


async def test_history_carries_each_state_on_until_it_changes(admin: Client, connections: Connections) -> None:
    one, two = await create_system(admin), await create_system(admin)
    framework = "nist_ai_rmf"
    await complete_on(connections, one, framework, 40, Outcome.FAIL)
    await complete_on(connections, one, framework, 5, Outcome.FAIL, hour=-2)
    await complete_on(connections, one, framework, 5, Outcome.PASS, hour=2)
    await complete_on(connections, two, framework, 3, Outcome.FAIL, Outcome.FAIL, Outcome.PASS)
    await complete_on(connections, two, framework, 1, Outcome.PASS, Outcome.PASS, Outcome.PASS)
    points = await history(admin, 8, framework_id=framework)
    assert points == {
        (framework, day(7)): (0.0, 1),
        (framework, day(6)): (0.0, 1),
        (framework, day(5)): (1.0, 1),
        (framework, day(4)): (1.0, 1),
        (framework, day(3)): (0.5, 4),
        (framework, day(2)): (0.5, 4),
        (framework, day(1)): (1.0, 4),
        (framework, day(0)): (1.0, 4),
    }
    assert await history(admin, 2, framework_id=framework, system_id=two) == {
        (framework, day(1)): (1.0, 3),
        (framework, day(0)): (1.0, 3),
    }
    assert (framework, day(41)) not in await history(admin, 60, framework_id=framework)
    assert await history(admin, 1, framework_id=framework) == {(framework, day(0)): (1.0, 4)}


async def test_history_of_nothing_is_empty(admin: Client) -> None:
    system = await create_system(admin)
    assert await history(admin, 30, system_id=system) == {}


@pytest.mark.parametrize(
    "query", [{"days": 0}, {"days": 366}, {"days": "x"}, {"framework_id": "A"}, {"system_id": "1"}]
)
async def test_history_outside_of_its_bounds_is_refused(admin: Client, query: dict[str, str]) -> None:
    assert (await admin.get("/api/posture/history", params=query)).status_code == 422


async def test_a_second_end_of_the_same_execution_changes_nothing(admin: Client, connections: Connections) -> None:
    system = await create_system(admin)
    execution_id = await complete_on(connections, system, "eu_ai_act", 0, Outcome.PASS)
    async with connections.transaction() as session:
        execution = await session.get_one(Execution, execution_id)
        decision = ControlDecision(ControlFacts("z", "Z", "Z", ()), Outcome.FAIL, (), (), DecidedBy.RULE)
        assert not await complete(
            session, execution, Completion([decision], "1" * 64, datetime.now(UTC)), actor="process:test"
        )
    read = (await admin.get(f"/api/executions/{execution_id}")).json()
    assert (read["summary"]["pass"], read["document_sha256"]) == (1, "0" * 64)
    entries = await admin.get(
        "/api/audit/entries", params={"subject_id": str(execution_id), "action": "execution.completed"}
    )
    assert len(entries.json()["items"]) == 1

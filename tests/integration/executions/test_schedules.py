"""Schedules: what was missed is caught up once, and two crons never double it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from server.auth.permissions import Role
from server.database import Database as Connections
from server.executions.schedules import queue_due
from tests.integration.client import Accounts, Client
from tests.integration.environment import Database
from tests.integration.executions.conftest import StartProcess
from tests.integration.executions.scenes import completed, create_system, eventually

pytestmark = pytest.mark.anyio

FRAMEWORK = "eu_ai_act"


def path(system: str, framework: str = FRAMEWORK) -> str:
    return f"/api/systems/{system}/schedules/{framework}"


async def scheduled(client: Client, frequency: str = "hourly") -> str:
    """A system with a schedule; returns the id of the system."""
    system = await create_system(client)
    answer = await client.put(path(system), json={"frequency": frequency})
    assert answer.status_code == 201, answer.text
    return system


def miss(database: Database, systems: list[str], *, hours: int) -> None:
    """Pretend that nobody looked at the schedules for some hours. No slot falls on the moment of the call itself."""
    with database.superuser() as connection:
        connection.execute(
            "UPDATE schedules SET anchor_at = now() - make_interval(hours => %(hours)s, mins => 30), "
            "next_due_at = now() - make_interval(hours => %(hours)s - 1, mins => 30) "
            "WHERE system_id = ANY(%(systems)s::uuid[])",
            {"hours": hours, "systems": systems},
        )


def executions_of(database: Database, systems: list[str]) -> dict[str, int]:
    with database.superuser() as connection:
        rows = connection.execute(
            "SELECT system_id::text, count(*) FROM executions WHERE system_id = ANY(%s::uuid[]) GROUP BY 1", [systems]
        ).fetchall()
    return dict(rows)


def still_due(database: Database, systems: list[str]) -> int:
    with database.superuser() as connection:
        row = connection.execute(
            "SELECT count(*) FROM schedules WHERE next_due_at <= now() AND system_id = ANY(%s::uuid[])", [systems]
        ).fetchone()
    assert row is not None
    return row[0]


async def test_missed_slots_are_caught_up_by_one_execution_with_two_crons(
    admin: Client, database: Database, start: StartProcess
) -> None:
    systems = [await scheduled(admin) for _ in range(30)]
    miss(database, systems, hours=100)
    crons = [start("cron", CRON_INTERVAL_SECONDS="0.05") for _ in range(2)]

    async def caught_up() -> bool:
        return still_due(database, systems) == 0

    await eventually(caught_up, "no schedule to be due")
    assert executions_of(database, systems) == dict.fromkeys(systems, 1)
    for _ in range(3):
        miss(database, systems, hours=7)
        await eventually(caught_up, "no schedule to be due")
    assert executions_of(database, systems) == dict.fromkeys(systems, 4)
    queued = sum(
        entry["count"] for cron in crons for entry in cron.log_entries() if entry["event"] == "executions_queued"
    )
    assert queued >= 4 * len(systems)


async def test_many_crons_at_the_same_moment_queue_a_slot_once(
    admin: Client, database: Database, connections: Connections
) -> None:
    systems = [await scheduled(admin) for _ in range(20)]
    miss(database, systems, hours=5)

    async def tick() -> None:
        async with connections.transaction() as session:
            await queue_due(session, datetime.now(UTC))

    await asyncio.gather(*(tick() for _ in range(8)))
    await tick()
    assert executions_of(database, systems) == dict.fromkeys(systems, 1)


async def test_a_scheduled_execution_says_so_and_has_a_job(
    admin: Client, connections: Connections, database: Database
) -> None:
    system = await scheduled(admin)
    async with connections.transaction() as session:
        await queue_due(session, datetime.now(UTC))
    (execution,) = (await admin.get("/api/executions", params={"system_id": system})).json()["items"]
    assert (execution["trigger"], execution["requested_by"]) == ("schedule", "process:cron")
    with database.superuser() as connection:
        jobs = connection.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE args ->> 'execution_id' = %s", [execution["id"]]
        ).fetchall()
    assert jobs == [("todo",)]


async def test_a_slot_that_was_queued_is_not_queued_again_when_the_schedule_is_put_back(
    admin: Client, connections: Connections, database: Database
) -> None:
    system = await scheduled(admin)
    with database.superuser() as connection:
        query = "SELECT next_due_at FROM schedules WHERE system_id = %s"
        (due,) = connection.execute(query, [system]).fetchall()
        for _ in range(2):
            connection.execute("UPDATE schedules SET next_due_at = %s WHERE system_id = %s", [*due, system])
            async with connections.transaction() as session:
                await queue_due(session, datetime.now(UTC))
    assert executions_of(database, [system]) == {system: 1}


async def test_a_new_schedule_is_due_at_once_and_later_one_period_after_the_last_execution(
    admin: Client, start: StartProcess
) -> None:
    system = await create_system(admin)
    new = await admin.put(path(system), json={"frequency": "daily"})
    assert new.status_code == 201
    assert datetime.fromisoformat(new.json()["next_due_at"]) <= datetime.now(UTC)
    start("worker")
    execution = await completed(admin, system, FRAMEWORK)
    changed = await admin.put(path(system), json={"frequency": "weekly"}, headers={"If-Match": new.headers["etag"]})
    assert changed.status_code == 200
    expected = datetime.fromisoformat(execution["finished_at"]) + timedelta(weeks=1)
    assert datetime.fromisoformat(changed.json()["next_due_at"]) == expected


async def test_a_schedule_is_read_changed_and_deleted_by_version(admin: Client) -> None:
    system = await scheduled(admin)
    read = await admin.get(path(system))
    assert read.headers["etag"] == '"1"'
    assert (await admin.put(path(system), json={"frequency": "daily"})).status_code == 428
    stale = await admin.put(path(system), json={"frequency": "daily"}, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    changed = await admin.put(path(system), json={"frequency": "monthly"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    listed = (await admin.get(f"/api/systems/{system}/schedules")).json()["items"]
    assert [item["frequency"] for item in listed] == ["monthly"]
    assert (await admin.delete(path(system))).status_code == 428
    assert (await admin.delete(path(system), headers={"If-Match": '"1"'})).status_code == 412
    assert (await admin.delete(path(system), headers={"If-Match": '"2"'})).status_code == 204
    assert (await admin.get(path(system))).status_code == 404


async def test_schedules_of_nothing_are_refused(admin: Client, accounts: Accounts) -> None:
    system = await create_system(admin)
    assert (await admin.put(path(system, "nothing_here"), json={"frequency": "daily"})).status_code == 404
    nobody = "00000000-0000-0000-0000-000000000000"
    assert (await admin.put(path(nobody), json={"frequency": "daily"})).status_code == 404
    assert (await admin.put(path(system), json={"frequency": "yearly"})).status_code == 422
    auditor = accounts.clients[Role.AUDITOR]
    assert (await auditor.put(path(system), json={"frequency": "daily"})).status_code == 403

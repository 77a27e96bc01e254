"""Executions while the object store is out."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager

import psutil
import psycopg
import pytest

from tests.integration.client import Client
from tests.integration.environment import Database, Environment, free_port
from tests.integration.executions.conftest import StartProcess
from tests.integration.executions.scenes import create_system, eventually, execute, finished

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]


@contextmanager
def frozen_store(environment: Environment) -> Generator[None]:
    """The object store hangs while the block runs: it is there and answers nothing."""
    port = environment.object_store.ports.s3
    (process,) = {
        psutil.Process(connection.pid)
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid
    }
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


def failed_attempts(connection: psycopg.Connection, execution_id: str) -> int:
    row = connection.execute("SELECT failed_attempts FROM executions WHERE id = %s", [execution_id]).fetchone()
    assert row is not None
    return row[0]


async def test_an_execution_waits_for_a_store_that_hangs_and_then_completes(
    admin: Client, environment: Environment, database: Database, start: StartProcess
) -> None:
    start("worker")
    system = await create_system(admin)
    with frozen_store(environment), database.superuser() as connection:
        execution = await execute(admin, system, "eu_ai_act")

        async def was_tried() -> bool:
            return failed_attempts(connection, execution) >= 1

        await eventually(was_tried, "an attempt that fails")
        seen = (await admin.get(f"/api/executions/{execution}")).json()
        assert seen["status"] == "running"
        assert seen["failure"] is None
    ended = await finished(admin, execution)
    assert ended["status"] == "completed"
    assert (await admin.get(f"/api/executions/{execution}/document")).status_code == 200


async def test_an_execution_fails_with_the_reason_once_its_attempts_are_used_up(
    admin: Client, start: StartProcess
) -> None:
    nowhere = f"https://localhost:{free_port()}"
    start("worker", wait=False, OBJECT_STORE_ENDPOINT=nowhere, STORE_ATTEMPTS="2")
    execution = await finished(admin, await execute(admin, await create_system(admin), "eu_ai_act"))
    assert execution["status"] == "failed"
    assert execution["failure"].startswith("The object store s3://")
    assert execution["failure"].endswith("Given up after 2 attempts.")
    assert execution["finished_at"] is not None
    entries = await admin.get("/api/audit/entries", params={"subject_id": execution["id"]})
    assert [entry["action"] for entry in entries.json()["items"]] == ["execution.failed", "execution.queued"]


async def test_work_goes_on_after_the_database_dropped_every_connection(
    admin: Client, database: Database, start: StartProcess
) -> None:
    worker = start("worker")
    system = await create_system(admin)
    with database.superuser() as connection:
        for _ in range(10):
            await execute(admin, system, "eu_ai_act")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name LIKE 'syndic-worker%' AND datname = current_database()"
            )

    async def all_completed() -> bool:
        if worker.process.poll() is not None:  # it may end, and is then started again, as a supervisor would
            start("worker")
        listed = await admin.get("/api/executions", params={"system_id": system, "status": "completed"})
        return len(listed.json()["items"]) == 10

    await eventually(all_completed, "ten completed executions")

"""The chores of cron, by a real cron process."""

from __future__ import annotations

import json

import httpx
import pytest

from server.storage import ObjectStore
from tests.integration.client import Client
from tests.integration.environment import Database
from tests.integration.executions.conftest import StartProcess
from tests.integration.executions.scenes import completed, create_system, eventually, execute, finished

pytestmark = pytest.mark.anyio

OFTEN = {"CRON_INTERVAL_SECONDS": "0.1", "CHECKPOINT_INTERVAL_SECONDS": "0.1"}


async def test_the_newest_audit_entry_is_anchored_whenever_it_moved(
    admin: Client, start: StartProcess, store: ObjectStore
) -> None:
    start("cron", **OFTEN)
    start("cron", **OFTEN)
    for _ in range(2):
        await create_system(admin)
        (newest,) = (await admin.get("/api/audit/entries", params={"limit": 1})).json()["items"]
        key = f"audit/checkpoints/{newest['sequence']:012d}-{newest['hash']}.json"

        async def anchored(key: str = key) -> bool:
            return await store.exists(key)

        await eventually(anchored, f"the checkpoint {key}")
        checkpoint = json.loads(await store.get(key))
        assert (checkpoint["sequence"], checkpoint["hash"]) == (newest["sequence"], newest["hash"])


async def test_the_queue_and_the_age_of_checks_are_measured(admin: Client, start: StartProcess) -> None:
    system = await create_system(admin)
    worker = start("worker")
    await completed(admin, system, "eu_ai_act")
    worker.process.terminate()
    worker.process.wait()
    for _ in range(3):
        await execute(admin, system, "iso_42001")
    cron = start("cron", **OFTEN)

    async def metrics() -> dict[str, float]:
        async with httpx.AsyncClient() as client:
            lines = (await client.get(f"{cron.internal_url}/metrics")).text.splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    async def waiting() -> bool:
        return (await metrics()).get('queue_jobs{queue="executions",status="todo"}') == 3

    await eventually(waiting, "three jobs to be measured")
    measured = await metrics()
    assert measured['queue_jobs{queue="executions",status="doing"}'] == 0
    assert measured['queue_oldest_job_age_seconds{queue="executions"}'] > 0
    assert measured['compliance_check_age_seconds{framework="eu_ai_act"}'] > 0


async def test_an_execution_that_lost_its_job_is_queued_again(
    admin: Client, start: StartProcess, database: Database
) -> None:
    execution = await execute(admin, await create_system(admin), "eu_ai_act")
    with database.superuser() as connection:
        connection.execute("DELETE FROM procrastinate_jobs")
        connection.execute("UPDATE executions SET queued_at = queued_at - interval '5 minutes'")
    start("cron", **OFTEN)
    start("worker")
    assert (await finished(admin, execution))["status"] == "completed"


async def test_what_expired_is_cleared(admin: Client, start: StartProcess, database: Database) -> None:
    with database.superuser() as connection:
        account = connection.execute("SELECT id FROM accounts LIMIT 1").fetchall()[0][0]
        connection.execute(
            "INSERT INTO sessions (id, account_id, token_hash, created_at, expires_at) "
            "VALUES (gen_random_uuid(), %s, 'old', now() - interval '2 days', now() - interval '1 day')",
            [account],
        )
        connection.execute(
            "INSERT INTO idempotency_keys (account_id, key, request_hash, created_at) "
            "VALUES (%s, 'old', 'x', now() - interval '2 days')",
            [account],
        )
        job = connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('executions', 'execute', 'failed') "
            "RETURNING id"
        ).fetchall()[0][0]
        connection.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', now() - interval '8 days')",
            [job],
        )

        async def cleared() -> bool:
            left = connection.execute(
                "SELECT (SELECT count(*) FROM sessions WHERE token_hash = 'old') "
                "+ (SELECT count(*) FROM idempotency_keys WHERE key = 'old') "
                "+ (SELECT count(*) FROM procrastinate_jobs WHERE id = %s)",
                [job],
            ).fetchall()
            return left == [(0,)]

        start("cron", **OFTEN)
        await eventually(cleared, "what expired to be cleared")
    assert (await admin.get("/api/auth/session")).status_code == 200


async def test_cron_stops_when_told_to(start: StartProcess) -> None:
    cron = start("cron", **OFTEN)
    cron.process.terminate()
    assert cron.process.wait(30) == 0
    assert cron.log_entries()[-1]["event"] == "stopped"

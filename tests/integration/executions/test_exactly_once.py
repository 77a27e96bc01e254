"""Whenever a worker is killed, every execution comes to one end: no result lost, none doubled."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from server.audit.sources import OBJECT_SOURCES, RECORD_CHECKS
from server.audit.verification import Verifier
from server.database import Database as Connections
from server.settings import ApiSettings
from server.storage import ObjectStore
from tests.integration.client import Client
from tests.integration.environment import Database
from tests.integration.executions.conftest import FAST
from tests.integration.executions.scenes import create_system, eventually, execute
from tests.integration.processes import serving, variables

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(900)]

EXECUTIONS = 200
FEWEST_KILLS = 12
MOST_KILLS = 40
"""After so many the last worker is left alone: on a busy machine a worker may take longer to start than it lives."""

SHARE_KILLED_WHILE_STARTING = 0.2
LONGEST_START_SECONDS = 2.0
LONGEST_WORK_SECONDS = 0.5
"""How long a worker may go on after the first execution it completes: a fast one would be done after a few lives."""

FRAMEWORKS = ("eu_ai_act", "iso_42001", "nist_ai_rmf")


def count(connection: psycopg.Connection, query: str) -> int:
    row = connection.execute(query).fetchone()  # ty: ignore[no-matching-overload] - the queries stand in this file
    assert row is not None
    return row[0]


async def queue_executions(admin: Client) -> None:
    systems = [await create_system(admin, facts={"scope": {"eu_market": True}}) for _ in range(5)]
    for number in range(EXECUTIONS):
        await execute(admin, systems[number % len(systems)], FRAMEWORKS[number % len(FRAMEWORKS)])


def kill_until_done(
    unfinished: Callable[[], int],
    running: Callable[[], int],
    settings: ApiSettings,
    directory: Path,
    chance: random.Random,
) -> tuple[int, int]:
    """Start workers and kill each at a random moment of its life, until no execution is left.

    The worker after the last of MOST_KILLS lives until all is done.

    Returns:
        How many workers were killed, and how many executions were running at those moments together.
    """
    environment = {**variables(settings), **FAST}
    kills = interrupted = 0
    while left := unfinished():
        with serving("worker", environment, directory, wait=False) as worker:
            ends = None
            if chance.random() < SHARE_KILLED_WHILE_STARTING:
                ends = time.monotonic() + chance.uniform(0.2, LONGEST_START_SECONDS)
            while (ends is None or time.monotonic() < ends or kills >= MOST_KILLS) and (now := unfinished()):
                if ends is None and now < left:
                    ends = time.monotonic() + chance.uniform(0.0, LONGEST_WORK_SECONDS)
                time.sleep(0.005)
            worker.process.kill()
            worker.process.wait()
        kills += 1
        interrupted += running()
    return kills, interrupted


async def test_two_hundred_executions_survive_workers_killed_at_random(
    admin: Client,
    settings: ApiSettings,
    database: Database,
    connections: Connections,
    store: ObjectStore,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    record_property("seed", seed)
    print(f"seed of the kills: {seed}")  # noqa: T201 - shown when the test fails, to repeat it
    await queue_executions(admin)
    with database.superuser() as connection:

        def unfinished() -> int:
            return count(connection, "SELECT count(*) FROM executions WHERE status <> 'completed'")

        def running() -> int:
            return count(connection, "SELECT count(*) FROM executions WHERE status = 'running'")

        kills, interrupted = kill_until_done(unfinished, running, settings, tmp_path, random.Random(seed))
        print(f"{kills} workers were killed while {interrupted} executions were running")  # noqa: T201
        assert kills >= FEWEST_KILLS
        assert interrupted, "no execution was ever interrupted, so nothing was shown"

        assert count(connection, "SELECT count(*) FROM executions WHERE status = 'completed'") == EXECUTIONS
        assert (
            count(connection, "SELECT count(*) FROM audit_entries WHERE action = 'execution.completed'") == EXECUTIONS
        )
        twice = """
            SELECT count(*) FROM (
                SELECT execution_id, control_id FROM control_results GROUP BY 1, 2 HAVING count(*) > 1
            ) AS doubled
        """
        assert count(connection, twice) == 0
        incomplete = """
            SELECT count(*) FROM executions WHERE total <> (
                SELECT count(*) FROM control_results WHERE execution_id = executions.id
            )
        """
        assert count(connection, incomplete) == 0
        assert count(connection, "SELECT count(DISTINCT document_sha256) FROM executions") == EXECUTIONS

    verifier = Verifier(connections, store, object_sources=OBJECT_SOURCES, record_checks=RECORD_CHECKS)
    verification = await verifier.run(objects=True)
    assert verification.findings == []
    assert verification.intact
    assert verification.objects_checked == EXECUTIONS


async def test_a_worker_that_is_told_to_stop_finishes_what_it_runs(
    admin: Client, settings: ApiSettings, database: Database, tmp_path: Path
) -> None:
    system = await create_system(admin)
    for _ in range(20):
        await execute(admin, system, "eu_ai_act")
    with database.superuser() as connection, serving("worker", {**variables(settings), **FAST}, tmp_path) as worker:

        async def runs() -> int:
            return count(connection, "SELECT count(*) FROM executions WHERE status = 'running'")

        await eventually(runs, "an execution to run")
        worker.process.terminate()
        assert worker.process.wait(60) == 0
        assert await runs() == 0
        assert count(connection, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == 0
        assert worker.log_entries()[-1]["event"] == "stopped"

"""A commit that waits for a standby and is cancelled is an error, although the row is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.confirmation import UnconfirmedCommitError
from server.database import Database as Connections
from tests.integration.environment import Database, Environment

pytestmark = pytest.mark.anyio
SECONDS = 30.0
MOST_ROWS = 10_000
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'syndic-test'"


@pytest.fixture
def absent_standby(environment: Environment, database: Database) -> Generator[None]:
    """Every commit waits for a standby that never comes."""
    with database.superuser() as connection:
        connection.execute("CREATE TABLE unconfirmed (number int)")
        connection.execute("GRANT SELECT, INSERT ON unconfirmed TO PUBLIC")
    with environment.superuser() as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'absent'")
        connection.execute("SELECT pg_reload_conf()")
        yield
        connection.execute("ALTER SYSTEM RESET synchronous_standby_names")
        connection.execute("SELECT pg_reload_conf()")


def cancel_whoever_waits(environment: Environment) -> None:
    deadline = time.monotonic() + SECONDS
    with environment.superuser() as connection:
        while not (found := connection.execute(WAITING).fetchall()):
            assert time.monotonic() < deadline, "nobody waits for a standby"
            time.sleep(0.02)
        for (pid,) in found:
            connection.execute("SELECT pg_cancel_backend(%s)", (pid,))


async def test_a_cancelled_wait_is_no_acknowledgement(
    environment: Environment, connections: Connections, absent_standby: None
) -> None:
    acknowledged: list[int] = []

    async def write() -> None:
        """Until the server has read that it is to wait."""
        while len(acknowledged) < MOST_ROWS:
            async with connections.transaction() as session:
                await session.execute(text("INSERT INTO unconfirmed VALUES (:number)"), {"number": len(acknowledged)})
            acknowledged.append(len(acknowledged))

    cancelling = asyncio.create_task(asyncio.to_thread(cancel_whoever_waits, environment))
    with pytest.raises((UnconfirmedCommitError, DBAPIError), match="not confirmed by the standby"):
        await write()
    await cancelling
    # The row whose outcome is open is there, too: in one region.
    async with connections.reads() as session:
        found = (await session.execute(text("SELECT count(*) FROM unconfirmed"))).scalar()
    assert found == len(acknowledged) + 1


async def test_the_connection_goes_on_and_what_is_confirmed_is_a_success(connections: Connections) -> None:
    async with connections.transaction() as session:
        await session.execute(text("INSERT INTO unconfirmed VALUES (-1)"))

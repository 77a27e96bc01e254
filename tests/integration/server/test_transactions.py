"""Transactions and single statements on the same connections, whose driver is in autocommit mode."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.pool import QueuePool

from server.database import Database as Connections
from tests.integration.environment import Database

pytestmark = pytest.mark.anyio
COUNT = text("SELECT count(*) FROM tried")
INSERT = text("INSERT INTO tried VALUES (:number)")
STATE = text("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'syndic-test' AND state LIKE 'idle in %'")


@pytest.fixture(autouse=True)
def table(database: Database) -> None:
    with database.superuser() as connection:
        connection.execute("DROP TABLE IF EXISTS tried")
        connection.execute("CREATE TABLE tried (number int PRIMARY KEY)")
        connection.execute("GRANT SELECT, INSERT ON tried TO PUBLIC")


async def count(connections: Connections) -> int:
    row = await connections.first(COUNT)
    assert row is not None
    return int(row[0])


async def test_a_transaction_is_seen_by_others_when_it_is_committed(connections: Connections) -> None:
    async with connections.transaction() as session:
        await session.execute(INSERT, {"number": 1})
        await session.execute(INSERT, {"number": 2})
        assert await count(connections) == 0
    assert await count(connections) == 2


async def test_work_that_raises_leaves_nothing(connections: Connections) -> None:
    async def fail() -> None:
        async with connections.transaction() as session:
            await session.execute(INSERT, {"number": 1})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await count(connections) == 0


async def test_a_savepoint_is_rolled_back_alone(connections: Connections) -> None:
    async def fail(session: AsyncSession) -> None:
        async with session.begin_nested():
            await session.execute(INSERT, {"number": 2})
            raise ZeroDivisionError

    async with connections.transaction() as session:
        await session.execute(INSERT, {"number": 1})
        with pytest.raises(ZeroDivisionError):
            await fail(session)
    assert await count(connections) == 1


async def test_a_session_that_was_not_begun_explicitly_is_a_transaction_as_well(connections: Connections) -> None:
    async with connections.sessions() as session:
        await session.execute(INSERT, {"number": 1})
    assert await count(connections) == 0
    async with connections.sessions() as session:
        await session.execute(INSERT, {"number": 1})
        await session.commit()
    assert await count(connections) == 1


async def test_what_only_reads_holds_no_transaction(connections: Connections) -> None:
    async with connections.reads() as session:
        await session.execute(COUNT)
        row = await connections.first(STATE)
    assert row is not None
    assert row[0] == 0


async def test_a_statement_that_is_cancelled_gives_its_connection_back(connections: Connections) -> None:
    pool = connections.engine.pool
    assert isinstance(pool, QueuePool)
    for _ in range(pool.size() + 1):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await connections.first(text("SELECT pg_sleep(60)"))
    assert pool.checkedout() == 0
    assert await count(connections) == 0

"""Transactions on connections whose driver is in autocommit mode."""

from __future__ import annotations

from typing import Any

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine


def beginning_transactions(engine: AsyncEngine) -> AsyncEngine:
    """The same connections for work that is one transaction, from its first statement to its commit."""
    transactional = engine.execution_options()
    event.listen(transactional.sync_engine, "begin", _begin)
    return transactional


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def roll_back_transactions_only(engine: Engine) -> None:
    """Have an engine roll back what began, and not each connection that is given back.

    The driver sends nothing when there is no transaction; to ask it takes a lock and a turn of the event loop.
    """
    rollback = engine.dialect.do_rollback

    def rollback_when_needed(dbapi_connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's adapter of the driver
        if dbapi_connection.driver_connection.pgconn.transaction_status != TransactionStatus.IDLE:
            rollback(dbapi_connection)

    engine.dialect.do_rollback = rollback_when_needed

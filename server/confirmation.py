"""A commit that the standby did not confirm is no success.

Where writes wait for a standby (`synchronous_standby_names`), a session that waits can be cancelled: by an operator, by
a time limit. PostgreSQL then warns, and answers like after any other commit, although the row exists in one region only
and goes with it. Here that answer becomes an error: whoever wrote learns that the outcome is open, as when a connection
is lost while committing.

Statements that are a transaction of their own are not covered; what the platform acknowledges is committed by sessions.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

import psycopg
from psycopg.errors import Diagnostic
from sqlalchemy import Engine, event

WAITS = "SyncRepWaitForLSN"
"""The function of PostgreSQL that warns (src/backend/replication/syncrep.c); its words depend on the language."""


class UnconfirmedCommitError(psycopg.OperationalError):
    """A transaction is committed where it was written, and perhaps nowhere else."""

    def __init__(self) -> None:
        super().__init__(
            "the commit was not confirmed by the standby, because waiting for it was cancelled; it is lost when the "
            "region is lost before the standby has it"
        )


def require_confirmed_commits(engine: Engine) -> None:
    """Have commits of an engine's connections fail that the standby did not confirm."""
    unconfirmed: WeakSet[psycopg.AsyncConnection[Any]] = WeakSet()
    commit = engine.dialect.do_commit

    @event.listens_for(engine, "connect")
    def listen(connection: Any, _record: object) -> None:  # noqa: ANN401 - SQLAlchemy's adapter of the driver
        driver: psycopg.AsyncConnection[Any] = connection.driver_connection

        def warned(diagnostic: Diagnostic) -> None:
            if diagnostic.source_function == WAITS:
                unconfirmed.add(driver)

        driver.add_notice_handler(warned)

    def confirmed_commit(dbapi_connection: Any) -> None:  # noqa: ANN401 - as above
        commit(dbapi_connection)
        if dbapi_connection.driver_connection in unconfirmed:
            unconfirmed.discard(dbapi_connection.driver_connection)
            raise UnconfirmedCommitError

    engine.dialect.do_commit = confirmed_commit

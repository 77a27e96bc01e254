"""Measures statements and the connection pool."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from server.observability.metrics import POOL_CONNECTIONS, POOL_WAIT, QUERY_DURATION

_OPERATIONS = frozenset({"select", "insert", "update", "delete", "with"})
_STARTED = "syndic_statement_started"


class MeasuredPool(AsyncAdaptedQueuePool):
    """The connection pool, with the wait for a connection measured."""

    def _do_get(self) -> ConnectionPoolEntry:
        started = time.perf_counter()
        try:
            return super()._do_get()
        finally:
            POOL_WAIT.observe(time.perf_counter() - started)


def measure_queries(engine: Engine) -> None:
    """Record the duration of every statement of the engine, and the state of its pool when it is read."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "after_cursor_execute", _after)
    POOL_CONNECTIONS.labels("in_use").set_function(lambda: _pool(engine).checkedout())
    POOL_CONNECTIONS.labels("idle").set_function(lambda: _pool(engine).checkedin())


def _pool(engine: Engine) -> MeasuredPool:
    """The pool the engine has now; disposing of an engine gives it another."""
    if not isinstance(engine.pool, MeasuredPool):
        raise TypeError("The engine was not made with a MeasuredPool.")
    return engine.pool


def _operation(statement: str) -> str:
    word = statement.lstrip().split(None, 1)[0].lower() if statement.strip() else ""
    return word if word in _OPERATIONS else "other"


def _before(connection: Any, *_: Any) -> None:  # noqa: ANN401 - the signature is SQLAlchemy's
    connection.info[_STARTED] = time.perf_counter()


def _after(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401
    started = connection.info.pop(_STARTED, None)
    if started is not None:
        QUERY_DURATION.labels(_operation(statement)).observe(time.perf_counter() - started)

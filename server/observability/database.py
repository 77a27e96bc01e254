"""Measures statements and the connection pool."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from server.observability.metrics import POOL_CONNECTIONS, POOL_WAIT, QUERY_DURATION

_OPERATIONS = frozenset({"select", "insert", "update", "delete", "with"})
_STARTED = "syndic_statement_started"
_engines: WeakSet[Engine] = WeakSet()


class MeasuredPool(AsyncAdaptedQueuePool):
    """The connection pool, with the wait for a connection measured."""

    def _do_get(self) -> ConnectionPoolEntry:
        started = time.perf_counter()
        try:
            return super()._do_get()
        finally:
            POOL_WAIT.observe(time.perf_counter() - started)


def measure_queries(engine: Engine) -> None:
    """Record the duration of every statement of the engine, and the state of all pools when it is read."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "after_cursor_execute", _after)
    _engines.add(engine)
    POOL_CONNECTIONS.labels("in_use").set_function(lambda: sum(pool.checkedout() for pool in _pools()))
    POOL_CONNECTIONS.labels("idle").set_function(lambda: sum(pool.checkedin() for pool in _pools()))


def _pools() -> Iterator[MeasuredPool]:
    """The pools the engines of this process have now; disposing of an engine gives it another."""
    for engine in _engines:
        if isinstance(engine.pool, MeasuredPool):
            yield engine.pool


def _operation(statement: str) -> str:
    word = statement.lstrip().split(None, 1)[0].lower() if statement.strip() else ""
    return word if word in _OPERATIONS else "other"


def _before(connection: Any, *_: Any) -> None:  # noqa: ANN401 - the signature is SQLAlchemy's
    connection.info[_STARTED] = time.perf_counter()


def _after(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401
    started = connection.info.pop(_STARTED, None)
    if started is not None:
        QUERY_DURATION.labels(_operation(statement)).observe(time.perf_counter() - started)

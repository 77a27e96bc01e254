"""`python -m bench.uninstrumented api …`: `python -m server` without metrics, to measure what they cost.

What is measured in production is never left out there; this puts nothing in the place of what observes requests,
statements and the pool.
"""

from __future__ import annotations

import sys

from server import database
from server.commands import main
from server.observability import database as observing_database
from server.observability import requests


class _Nothing:
    """A metric that keeps nothing."""

    def labels(self, *_values: str) -> _Nothing:
        return self

    def observe(self, _value: float) -> None:
        """Keep nothing."""


if __name__ == "__main__":
    setattr(requests, "REQUEST_DURATION", _Nothing())  # noqa: B010 - another type on purpose
    setattr(observing_database, "POOL_WAIT", _Nothing())  # noqa: B010
    setattr(database, "measure_queries", lambda _engine: None)  # noqa: B010
    sys.exit(main())

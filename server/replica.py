"""Reads that may be stale go to a replica while it is close behind the primary.

How far it is behind is found without a clock on the other side and without special rights: this process notes, once a
second, how far the primary's log has come, and looks how much of that the replica has replayed. The lag is the age of
the newest note that is replayed. A replica that lost its primary falls behind like any other.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import deque

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server.database import Database
from server.observability.metrics import REPLICATION_LAG

LOOK_SECONDS = 1.0
"""How often the positions of primary and replica are compared."""

_NOTES_KEPT = 3600

# Nothing in a region that stands by: what is written there, another region has written.
_WRITTEN = text("""
    SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') END::bigint
""")
# A replica that was promoted has replayed everything there will ever be.
_REPLAYED = text("""
    SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')
                ELSE pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') END::bigint
""")

# Workers of the live region note every few seconds that they are alive, and the note arrives like any other row.
_NEWEST_NOTE = text("""
    SELECT pg_is_in_recovery(), extract(epoch FROM clock_timestamp() - max(last_heartbeat))::float
    FROM procrastinate_workers
""")

log = structlog.get_logger(__name__)


class LagEstimate:
    """How far a replica is behind, from the positions that were seen. Times are seconds of one clock."""

    def __init__(self) -> None:
        self._notes: deque[tuple[float, int]] = deque(maxlen=_NOTES_KEPT)
        self._replayed = -1

    def note_written(self, at: float, position: int) -> None:
        """The primary's log had come this far."""
        self._notes.append((at, position))

    def note_replayed(self, position: int) -> None:
        """The replica has replayed this far: what came before its newest replayed note is not needed any more."""
        while len(self._notes) > 1 and self._notes[1][1] <= position:
            self._notes.popleft()
        self._replayed = position

    def lag(self, now: float) -> float:
        """Seconds the replica is behind; infinite when nothing that was noted is replayed."""
        if not self._notes or self._notes[0][1] > self._replayed:
            return math.inf
        return max(0.0, now - self._notes[0][0])


class Replica:
    """A read replica and whether it may be read."""

    def __init__(self, primary: Database, replica: Database, *, max_lag_seconds: float) -> None:
        self._primary = primary
        self._replica = replica
        self._max_lag_seconds = max_lag_seconds
        self._estimate = LagEstimate()
        self._reachable = False
        self._standing_by = False
        REPLICATION_LAG.labels("database").set_function(self.measured_lag)

    def lag(self) -> float:
        """Seconds the replica is behind; infinite when it does not answer."""
        return self._estimate.lag(time.monotonic()) if self._reachable else math.inf

    def measured_lag(self) -> float:
        """The lag as it is exported: no number in a region that stands by, whose replica is its own primary."""
        return math.nan if self._standing_by else self.lag()

    def source(self) -> Database:
        """Where to read what may be stale: the replica while it is close enough, the primary otherwise."""
        return self._replica if self.lag() <= self._max_lag_seconds else self._primary

    def suspend(self) -> None:
        """Read from the primary until the replica has been looked at again."""
        self._reachable = False

    async def watch(self) -> None:
        """Compare the positions until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Compare the positions once."""
        try:
            noted = time.monotonic()
            written = await self._primary.first(_WRITTEN)
            replayed = await self._replica.first(_REPLAYED)
        except SQLAlchemyError as error:
            if self._reachable:
                log.warning("replica_not_usable", reason=str(error).splitlines()[0][:300])
            self._reachable = False
            return
        self._standing_by = written is not None and written[0] is None
        if self._standing_by:
            self._reachable = False
        elif written is not None and replayed is not None:
            self._estimate.note_written(noted, written[0])
            self._estimate.note_replayed(replayed[0])
            self._reachable = True

    async def take_over(self, url: str) -> None:
        """Open new connections to the replica at this address from now on; see `Database.take_over`.

        A replica that does not answer is passed over as ever: reads go to the primary until it is looked at again.
        """
        try:
            await self._replica.take_over(url)
        except SQLAlchemyError:
            self.suspend()
            raise

    async def close(self) -> None:
        """Close the connections to the replica."""
        await self._replica.close()


class StandingBy:
    """How far the database of a region that stands by is behind, where nobody is told the other region's.

    It is exported while the region stands by and by it alone: the live one cannot see it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._standing_by = False

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Look once."""
        lag = math.inf
        try:
            found = await self._database.first(_NEWEST_NOTE)
        except SQLAlchemyError:
            pass
        else:
            if found is not None:
                self._standing_by = bool(found[0])
                lag = max(0.0, found[1]) if found[1] is not None else math.inf
        if self._standing_by:
            REPLICATION_LAG.labels("database").set(lag)
        else:
            with contextlib.suppress(KeyError):
                REPLICATION_LAG.remove("database")

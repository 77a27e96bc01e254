"""The losses a drill injects, for real."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress

import psutil
import psycopg

from infra.backups.drill import Loss
from infra.backups.errors.regions import NotRecoveredError
from infra.local import leftovers
from infra.local.composition import Composition
from infra.local.layout import Layout
from infra.local.postgresql import SUPERUSER
from infra.scripts.dr import full_disk, partition
from infra.scripts.dr.local_target import kill_region
from infra.scripts.dr.scenarios import Scenario
from infra.scripts.dr.witness import Witness

SECONDS = 30.0
POLL_SECONDS = 0.05

PAGE_BYTES = 8192
DAMAGE = slice(4000, 4064)
"""Bytes of a page that are inverted."""


def of_region(scenario: Scenario, lost: Composition, layout: Layout, other: Layout) -> Loss:
    """The loss of a scenario in which the other region takes over.

    Args:
        scenario: which.
        lost: the live region.
        layout: of the live region.
        other: of the other one.

    Raises:
        InjectionNotPossibleError: this user or machine cannot inject it.
    """
    match scenario:
        case Scenario.REGION_LOSS:
            return RegionLost(layout)
        case Scenario.REGION_FROZEN:
            return RegionFrozen(layout)
        case Scenario.PARTITION:
            partition.require(scenario)
            return Partition(lost, layout, other)
        case Scenario.DISK_FULL:
            full_disk.require(scenario)
            return DiskFull(lost, layout)
        case _:
            return PageCorrupted(lost, layout)


class RegionLost:
    """Everything is gone at once, as with the power."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def inject(self, drill: str) -> None:  # noqa: ARG002 - the same for every drill
        """Kill it."""
        kill_region(self._layout)

    def end(self) -> Sequence[int]:
        """Nothing is left to bring back."""
        return ()


class RegionFrozen(RegionLost):
    """Everything stands still and keeps its connections, as on a host whose storage hangs."""

    def inject(self, drill: str) -> None:  # noqa: ARG002 - the same for every drill
        """Stop it."""
        for process in leftovers.processes_of(self._layout):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGSTOP)


class Partition:
    """The line is cut. The region goes on running, with a client beside it that goes on writing."""

    def __init__(self, lost: Composition, layout: Layout, other: Layout) -> None:
        self._url = lost.cluster.url(SUPERUSER, "postgres")
        self._layout = layout
        self._other = other
        self._witness: Witness | None = None

    def inject(self, drill: str) -> None:
        """Cut it."""
        self._witness = Witness(self._url, drill, self._layout.checkout)
        self._witness.await_first()
        partition.cut(self._layout, self._other, [self._witness.pid])

    def end(self) -> Sequence[int]:
        """Mend the line, and let the client write on a region that is reachable again and does not know better."""
        partition.heal(self._layout)
        if self._witness is None:
            return ()
        with self._witness:
            _await_waiting(self._url)
            return self._witness.end()


class DiskFull:
    """The file system of the write-ahead log has no room left."""

    def __init__(self, lost: Composition, layout: Layout) -> None:
        self._url = lost.cluster.url(SUPERUSER, "postgres")
        self._layout = layout

    def inject(self, drill: str) -> None:  # noqa: ARG002 - the same for every drill
        """Take the room away, and have the next segment begin."""
        full_disk.fill(self._layout)
        # The server that is asked ends by it.
        with suppress(psycopg.Error), psycopg.connect(self._url, autocommit=True, connect_timeout=2) as connection:
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("SELECT pg_logical_emit_message(true, 'drill', 'needs room')")
        _await_unanswered(self._url)

    def end(self) -> Sequence[int]:
        """Give it room again."""
        full_disk.give_room(self._layout)
        return ()


class PageCorrupted:
    """A page of a table is not what was written, as after a disk told lies; the server has just started anew."""

    def __init__(self, lost: Composition, layout: Layout) -> None:
        self._cluster = lost.cluster
        self._layout = layout

    def inject(self, drill: str) -> None:  # noqa: ARG002 - the same for every drill
        """Damage the page while nobody has it in memory, and see that it cannot be read."""
        with psycopg.connect(self._cluster.url(SUPERUSER), autocommit=True, connect_timeout=2) as connection:
            connection.execute("CHECKPOINT")
            row = connection.execute("SELECT pg_relation_filepath('audit_entries')").fetchone()
        assert row is not None  # noqa: S101 - a function without a condition
        for process in leftovers.processes_in(self._cluster.data, "postgres"):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        with (self._cluster.data / row[0]).open("r+b") as file:
            page = bytearray(file.read(PAGE_BYTES))
            page[DAMAGE] = bytes(byte ^ 0xFF for byte in page[DAMAGE])
            file.seek(0)
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
        self._await_noticed()

    def end(self) -> Sequence[int]:
        """The page stays as it is: the region's return must notice it."""
        return ()

    def _await_noticed(self) -> None:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            with suppress(psycopg.OperationalError):
                try:
                    with psycopg.connect(self._cluster.url(SUPERUSER), connect_timeout=2) as connection:
                        connection.execute("SELECT count(*) FROM audit_entries")
                except psycopg.errors.DataCorrupted:
                    return
            time.sleep(POLL_SECONDS)
        raise NotRecoveredError("The damaged page was not noticed", SECONDS)


def _await_waiting(url: str) -> None:
    """Wait until a session of the database waits for a standby that does not come."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE 'INSERT INTO probe%'"
    deadline = time.monotonic() + SECONDS
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        while connection.execute(query).fetchone() == (0,):
            if time.monotonic() > deadline:
                raise NotRecoveredError("Nobody wrote to the old primary", SECONDS)
            time.sleep(POLL_SECONDS)


def _await_unanswered(url: str) -> None:
    """Wait until the database takes no connection any more."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return
        time.sleep(POLL_SECONDS)
    raise NotRecoveredError("The database did not end without room", SECONDS)

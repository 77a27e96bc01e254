"""What no fake of a cloud runs: databases that are signed in to, hosts that answer, workers. Kept in memory here."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from infra.backups.cloud.ports import Address


class Killed(BaseException):
    """The operator's process is killed."""


def survived(run: Callable[[], object]) -> bool:
    """Whether a run came to its end."""
    try:
        run()
    except Killed:
        return False
    return True


class DatabaseInMemory:
    """Answers what a failover asks a database."""

    def __init__(self, *, takes_writes: bool) -> None:
        self._takes_writes = takes_writes

    def execute(self, query: str) -> DatabaseInMemory:
        if query.startswith("CREATE") and not self._takes_writes:
            raise psycopg.errors.ReadOnlySqlTransaction("cannot execute CREATE TABLE AS in a read-only transaction")
        self._row = ("0/5000060",) if "current_wal_lsn" in query else (True,)
        return self

    def fetchone(self) -> tuple[Any, ...]:
        return self._row


@dataclass
class OutsideInMemory:
    """Which regions are up, and where worker and cron run."""

    takes_writes: Callable[[Address], bool]
    down: set[str] = field(default_factory=set)
    """Regions whose hosts and databases do not answer."""

    working: set[str] = field(default_factory=set)
    """Regions in which worker and cron run."""

    @contextmanager
    def connect(self, address: Address) -> Generator[Any]:
        if any(region in address.host for region in self.down):
            raise psycopg.OperationalError("connection timed out")
        yield DatabaseInMemory(takes_writes=self.takes_writes(address))

    def serves(self, host: str, region: str) -> bool:
        assert host.startswith(f"{region}."), "each region is asked by its own name"
        return region not in self.down

    def start(self, region: str) -> str:
        self.working.add(region)
        return f"worker and cron run in {region}"

    def stop(self, region: str) -> str:
        self.working.discard(region)
        return f"worker and cron do not run in {region}"

"""What no fake of a cloud runs: databases that are signed in to, hosts that answer, workers. Kept in memory here.

As a program it is the command of `syndic` with that, for a process of its own.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from infra import cli
from infra.backups.cloud.ports import Address
from infra.backups.cloud.waiting import Patience
from infra.environments.environment import Environment
from infra.local.layout import Layout
from infra.output import Progress
from infra.scripts.dr import cloud
from infra.scripts.dr.cloud import CloudRecovery, parts_of
from tests.integration.cloud.amazon import HOME

SERVERS = "TESTS_SERVERS"
"""Variable with the addresses of the databases, for a process of its own."""

IMPATIENT = Patience(seconds=30, copy_seconds=60, pause_seconds=0.05)


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


@dataclass(frozen=True)
class Server:
    """The database of a region, as its superuser and as the role that owns what is in it."""

    port: int
    superuser: str
    owner: str


def recovery(declared: Environment, servers: Mapping[str, Server], layout: Layout, display: Progress) -> CloudRecovery:
    """The recovery of an environment whose databases are these servers, by region."""

    @contextmanager
    def connect(address: Address) -> Generator[psycopg.Connection]:
        found = next(one for one in servers.values() if one.port == address.port)
        with psycopg.connect(found.superuser, autocommit=True) as connection:
            yield connection

    def serves(host: str, region: str) -> bool:
        """As the platform would: its role signs in, and may write."""
        assert region in host
        try:
            with psycopg.connect(servers[region].owner, connect_timeout=2) as connection:
                return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        except psycopg.OperationalError:
            return False

    outside = OutsideInMemory(lambda _address: True, working={HOME})
    parts = dataclasses.replace(parts_of(declared, IMPATIENT, connect), workloads=outside, serves=serves)
    return CloudRecovery(declared, parts, layout, display)


def main() -> None:
    """The command, with the servers that its environment names."""
    servers = {region: Server(**stated) for region, stated in json.loads(os.environ[SERVERS]).items()}

    def opened(declared: Environment, layout: Layout, display: Progress) -> CloudRecovery:
        return recovery(declared, servers, layout, display)

    cloud.open_cloud_recovery = opened  # ty: ignore[invalid-assignment]
    cli.main()

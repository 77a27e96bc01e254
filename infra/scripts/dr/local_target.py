"""The two regions of the environment on this machine as the target of a failover."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import suppress

import httpx
import psutil
import psycopg

from infra.backups import objects
from infra.backups.errors.regions import NotRecoveredError, RegionAnswersError, RegionCannotBeFencedError
from infra.backups.failover import UnderWay
from infra.backups.objects import Copies
from infra.backups.target import RegionTarget
from infra.local import (
    discovery,
    entry,
    environment,
    leftovers,
    object_store,
    object_store_bucket,
    ports,
    postgresql,
    processes,
    proxy,
    regions,
    two_regions,
)
from infra.local.certificates import Authority
from infra.local.composition import Composition
from infra.local.deployment import Colour
from infra.local.environment import Outcome
from infra.local.layout import Layout
from infra.local.postgresql import SUPERUSER
from infra.local.regions import Regions
from infra.local.supervisor import Supervisor
from infra.output import Progress
from infra.scripts.dr import full_disk, partition

START_SECONDS = 120.0
CATCH_UP_SECONDS = 60.0
ANSWER_SECONDS = 60.0
PROMOTE_SECONDS = 60
LOOKS = 3
LOOK_SECONDS = 0.3
POLL_SECONDS = 0.05


class LocalTarget(RegionTarget):
    """Two regions of supervised processes behind one entry."""

    def __init__(self, main: Layout) -> None:
        self._main = main

    def serves(self) -> bool:
        """Whether a user's request is answered through the entry."""
        port = ports.read(self._main.ports_file)[ports.PROXY]
        try:
            answer = httpx.get(
                f"https://localhost:{port}/api/auth/session",
                timeout=1,
                verify=str(Authority(self._main.certificates).ca_file),
            )
        except httpx.HTTPError:
            return False
        # Nobody is signed in, so a refusal by the server itself is the right answer.
        return answer.status_code == httpx.codes.UNAUTHORIZED

    def _confirm_loss(self, under_way: UnderWay) -> str:
        if under_way.forced:
            return "a person said so"
        cluster = self._composed(under_way.region).cluster
        for _ in range(LOOKS):
            if self.serves():
                raise RegionAnswersError(under_way.region, "users are served there")
            try:
                psycopg.connect(cluster.url(SUPERUSER, "postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(LOOK_SECONDS)
                continue
            raise RegionAnswersError(under_way.region, "its database answers")
        if partition.is_cut_off(self._main.of_region(under_way.region)) and not regions.read(self._main).synchronous:
            raise RegionCannotBeFencedError(under_way.region)
        return f"neither its database nor users were answered, {LOOKS} times"

    def _stop_writes(self, under_way: UnderWay) -> str:
        """Stop the proxy and the processes of the live region; what is under way ends first."""
        layout = self._main.of_region(under_way.region)
        supervisor = Supervisor(layout)
        supervisor.remove(proxy.NAME)
        supervisor.remove(*(name for colour in Colour for name in processes.names(colour)))
        return "its proxy and processes were stopped"

    def _catch_up(self, under_way: UnderWay) -> str:
        """Wait until the standby has replayed all that the primary has written."""
        primary, standby = (self._composed(name).cluster for name in (under_way.region, under_way.other))
        with psycopg.connect(primary.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            target = _value(connection, "SELECT pg_current_wal_lsn()::text")
        with psycopg.connect(standby.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            query = f"SELECT pg_last_wal_replay_lsn() >= '{target}'::pg_lsn"
            _await(lambda: _value(connection, query) == "True", CATCH_UP_SECONDS, "The standby has not caught up")
        return f"it has replayed up to {target}"

    def _fence(self, under_way: UnderWay) -> str:
        """Write down that the region is given up, and then end whatever of it can still be reached."""
        standing = regions.read(self._main)
        layout = self._main.of_region(under_way.region)
        if standing.live == under_way.region:
            regions.write(self._main, standing.failed_over())
        discovery.refresh(self._main)
        if partition.is_cut_off(layout):
            return "it is out of reach; it acknowledges nothing, because no standby follows it any more"
        return f"{kill_region(layout)} of its processes were killed; it is not started again"

    def _promote(self, under_way: UnderWay) -> str:
        cluster = self._composed(under_way.other).cluster
        with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            if _value(connection, "SELECT pg_is_in_recovery()") == "True":
                _value(connection, f"SELECT pg_promote(true, {PROMOTE_SECONDS})")
        # Nobody follows it yet, so nobody is waited for.
        two_regions.wait_for_standby(self._main, regions.read(self._main))
        return "it was promoted"

    def _take_over_objects(self, under_way: UnderWay) -> str:
        Supervisor(self._main.of_region(under_way.other)).remove(object_store.FOLLOWER)
        return "copying from the lost region was stopped"

    def _start(self, under_way: UnderWay) -> str:
        layout = self._main.of_region(under_way.other)
        outcome = _up(layout)
        return " ".join(outcome.changes)[:500] or "it ran already"

    def _route(self, under_way: UnderWay) -> str:
        port = ports.read(self._main.of_region(under_way.other).ports_file)[ports.PROXY_OF_REGION]
        entry.lead(self._main, port)
        return f"the entry leads to port {port}"

    def _verify(self, under_way: UnderWay) -> str:
        _await(self.serves, ANSWER_SECONDS, "No request was answered through the entry")
        cluster = self._composed(under_way.other).cluster
        with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute("CREATE TEMPORARY TABLE written AS SELECT 1")
        return "a request was answered and a row written"

    def _rejoin_database(self, under_way: UnderWay) -> str:
        layout = self._main.of_region(under_way.region)
        # What a drill that was killed left behind.
        partition.heal(layout)
        full_disk.give_room(layout)
        kill_region(layout)
        # As it will be once it follows; it is fenced until its files are those of a standby.
        return postgresql.rejoin(self._composed(under_way.region, regions.read(self._main).rejoined()).cluster)

    def _follow(self, under_way: UnderWay) -> str:
        standing = regions.read(self._main).rejoined()
        regions.write(self._main, standing)
        # The live region must know the slot of the one that follows before it does.
        live = self._composed(under_way.other)
        postgresql.align(live.cluster)
        _up(self._main.of_region(under_way.region))
        return "its database and its object store follow"

    def _repair_objects(self, under_way: UnderWay) -> str:
        """What was acknowledged in the lost region and not copied yet comes back; the rest is looked through."""
        live, back = (self._composed(name) for name in (under_way.other, under_way.region))
        copies = Copies(reach(back), reach(live), f"region {under_way.region}", f"region {under_way.other}")
        recovered, _ = objects.complete(copies)
        completed, _ = objects.complete(copies.turned())
        return f"{len(recovered.copied)} were brought to the live region, {len(completed.copied)} from it"

    def _await_standby(self, under_way: UnderWay) -> str:
        standing = regions.read(self._main)
        two_regions.wait_for_standby(self._main, standing)
        if not standing.synchronous:
            return "writes do not wait"
        cluster = self._composed(under_way.other).cluster
        with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            query = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
            _await(lambda: _value(connection, query) == "1", CATCH_UP_SECONDS, "The standby is not waited for")
        return "every write waits for it"

    def _composed(self, region: str, standing: Regions | None = None) -> Composition:
        """The composition of a region, also of one that is fenced."""
        known = standing or regions.read(self._main).rejoined()
        return two_regions.composed(self._main.of_region(region), known)


def reach(composition: Composition, *, impatient: bool = False) -> object_store_bucket.S3Store:
    """The platform's bucket in a region, as the administrator."""
    store = composition.store
    return object_store_bucket.reached(
        store.endpoint, store.region, store.ca_file, store.administrator, store.bucket, impatient=impatient
    )


def kill_region(layout: Layout) -> int:
    """Kill all that runs of a region at once, its supervisor first; returns how much that was."""
    found = leftovers.processes_of(layout)
    for process in found:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    leftovers.await_end(found, leftovers.PATIENCE_SECONDS)
    return len(found)


def _up(layout: Layout) -> Outcome:
    return environment.up(layout, None, START_SECONDS, Progress(quiet=True), established=True)


def _value(connection: psycopg.Connection, query: str) -> str:
    row = connection.execute(query).fetchone()  # ty: ignore[no-matching-overload]
    return str(row[0]) if row else ""


def _await(holds: Callable[[], bool], seconds: float, otherwise: str) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise NotRecoveredError(otherwise, seconds)
        time.sleep(POLL_SECONDS)

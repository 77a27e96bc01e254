"""Two regions in a cloud as the target of a failover: what the engine's steps turn there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from infra.backups import objects
from infra.backups.cloud.ports import Connect, Databases, Replication, Traffic, Workloads
from infra.backups.cloud.standings import Standings
from infra.backups.cloud.waiting import Patience
from infra.backups.errors.regions import (
    CloudRefusedError,
    CloudUnreachableError,
    RegionAnswersError,
    RegionCannotBeFencedError,
)
from infra.backups.failover import Procedure, UnderWay
from infra.backups.objects import Copies
from infra.backups.target import RegionTarget
from infra.errors import OperatorError

LOOKS = 3
ROW = "CREATE TEMPORARY TABLE written AS SELECT 1"


@dataclass(frozen=True)
class Parts:
    """What an environment in a cloud is made of."""

    databases: Databases
    traffic: Traffic
    replication: Replication | None
    """None where the store replicates by itself."""
    workloads: Workloads
    standings: Standings
    copies: Callable[[str, str], Copies]
    """The objects of one region beside those of another."""
    connect: Connect
    """Signs in to a database as the operator."""
    serves: Callable[[str, str], bool]
    """Whether users of a host are answered by a region."""
    patience: Patience


class CloudTarget(RegionTarget):
    """The regions."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def _confirm_loss(self, under_way: UnderWay) -> str:
        self._parts.standings.require_readable(under_way.other)
        if under_way.forced:
            return "a person said so"
        region = under_way.region
        for _ in range(LOOKS):
            if self._serves(region):
                raise RegionAnswersError(region, "users are served there")
            if self._database_answers(region):
                raise RegionAnswersError(region, "its database answers")
            time.sleep(self._parts.patience.pause_seconds)
        try:
            self._parts.databases.require_fenceable(region)
        except CloudUnreachableError as error:
            raise RegionCannotBeFencedError(region) from error
        return f"neither its database nor users were answered, {LOOKS} times"

    def _stop_writes(self, under_way: UnderWay) -> str:
        """Keep the database of the live region, which is well, from taking writes."""
        stopped = self._parts.workloads.stop(under_way.region)
        return f"{stopped}; {self._parts.databases.fence(under_way.region)}"

    def _catch_up(self, under_way: UnderWay) -> str:
        return self._parts.databases.catch_up(under_way.region, under_way.other)

    def _fence(self, under_way: UnderWay) -> str:
        """Write down that the region is given up, then see to it."""
        standings, region = self._parts.standings, under_way.region
        standing = standings.read()
        if standing.live != under_way.other:
            standings.change(standing, live=under_way.other, fenced=(region,), unfenced=(region,))
        try:
            done = self._parts.databases.fence(region)
        except CloudUnreachableError as error:
            if not under_way.forced:
                raise
            return f"it cannot be reached, and a person said that it is lost; `syndic dr rejoin` fences it ({error})"
        standings.change(standings.read(), unfenced=())
        return f"{done}{self._stopped(region)}"

    def _stopped(self, region: str) -> str:
        """Its worker and cron, where they can be reached: nothing depends on it, because they cannot write."""
        try:
            return f"; {self._parts.workloads.stop(region)}"
        except (CloudUnreachableError, CloudRefusedError) as error:
            return f"; its worker and cron were left as they are ({error})"

    def _promote(self, under_way: UnderWay) -> str:
        planned = under_way.procedure is Procedure.SWITCHOVER
        return self._parts.databases.promote(under_way.other, planned=planned)

    def _route(self, under_way: UnderWay) -> str:
        """Lead users there; the region's processes know their own database already."""
        return self._parts.traffic.lead(under_way.other)

    def _take_over_objects(self, under_way: UnderWay) -> str:
        if self._parts.replication is None:
            return "the store replicates by itself"
        return self._parts.replication.stop(under_way.region)

    def _start(self, under_way: UnderWay) -> str:
        return self._parts.workloads.start(under_way.other)

    def _verify(self, under_way: UnderWay) -> str:
        region = under_way.other
        host = self._parts.traffic.host(region)
        self._parts.patience.await_true(lambda: self._serves(region), f"No request to {host} was answered by {region}")
        with self._parts.connect(self._parts.databases.address(region)) as connection:
            connection.execute(ROW)
        return f"{region} answered a request to {host} and its database wrote a row"

    def _rejoin_database(self, under_way: UnderWay) -> str:
        """Fence what may have come back unfenced, then have it follow from its beginning."""
        region, standings = under_way.region, self._parts.standings
        if standings.read().unfenced:
            self._parts.databases.fence(region)
            standings.change(standings.read(), unfenced=())
        followed = self._parts.databases.follow(region, under_way.other)
        return f"{followed}{self._stopped(region)}"

    def _follow(self, under_way: UnderWay) -> str:
        """Wait until the database follows, and turn what copies objects."""
        region, other, databases = under_way.region, under_way.other, self._parts.databases
        name = f"The database in {region} does not follow"
        self._parts.patience.await_copied(lambda: databases.following(region) is None, name)
        if self._parts.replication is None:
            return "its database follows"
        return f"its database follows; {self._parts.replication.start(other, region)}"

    def _repair_objects(self, under_way: UnderWay) -> str:
        """What was acknowledged in the lost region and not copied yet comes back; the rest is looked through."""
        copies = self._parts.copies(under_way.region, under_way.other)
        recovered, _ = objects.complete(copies)
        completed, _ = objects.complete(copies.turned())
        return f"{len(recovered.copied)} were brought to the live region, {len(completed.copied)} from it"

    def _await_standby(self, under_way: UnderWay) -> str:  # noqa: ARG002 - the standing tells
        standing = self._parts.standings.read()
        if standing.fenced:
            self._parts.standings.change(standing, fenced=(), unfenced=())
        return "it can take over again; a managed database is followed asynchronously, so writes do not wait"

    def _serves(self, region: str) -> bool:
        return self._parts.serves(self._parts.traffic.host(region), region)

    def _database_answers(self, region: str) -> bool:
        """Whether somebody can sign in; where the operator is not let in, this says nothing."""
        try:
            address = self._parts.databases.address(region)
            with self._parts.connect(address):
                return True
        except (psycopg.Error, OperatorError):
            return False

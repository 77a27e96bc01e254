"""Failovers, returns and drills of the environment on this machine."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import psycopg

from infra import locks
from infra.backups.drill import Drill, Report
from infra.backups.failover import UnderWay
from infra.backups.memory import Memory
from infra.backups.prober import Way
from infra.local import regions, two_regions
from infra.local.composition import Composition
from infra.local.connection import connect
from infra.local.layout import Layout, find_layout
from infra.local.object_store_bucket import S3Store
from infra.local.postgresql import SUPERUSER
from infra.local.regions import Regions
from infra.output import Progress
from infra.scripts.backup.service import open_backups
from infra.scripts.dr import injection, leavings
from infra.scripts.dr.damage import DamageDrill
from infra.scripts.dr.local_target import LocalTarget, reach
from infra.scripts.dr.recovery import Recovery, Standing
from infra.scripts.dr.scenarios import Scenario
from infra.scripts.outbox import Outbox


class LocalRecovery(Recovery):
    """Two regions of supervised processes."""

    def __init__(self, environment: str, layout: Layout, display: Progress) -> None:
        target = LocalTarget(layout)
        outbox = Outbox(layout.common / "backups" / "records", lambda: connect(find_layout(layout.state)))
        memory = Memory(layout.recovery, UnderWay)
        super().__init__(environment, layout.common / "drills", target, memory, outbox, display)
        self._layout = layout
        self._serves = target.serves

    def standing(self) -> Standing:
        """Which region is live, whether the other follows, and when that was last practised."""
        found = regions.read(self._layout)
        following, lag = self._following(found)
        cut_off = "a drill is going on, or was killed: the next command undoes what it injected"
        details = {found.live: cut_off} if leavings.exist(self._layout) else {}
        return Standing(found, self._memory.read(), following, lag, self._last_drill(), details)

    def set_synchronous(self, *, synchronous: bool) -> Regions:
        """Have writes wait for the standby, or not."""
        with self._alone("syndic dr mode"):
            standing = regions.read(self._layout).model_copy(update={"synchronous": synchronous})
            regions.write(self._layout, standing)
            two_regions.wait_for_standby(self._layout, standing)
            return standing

    def drill(self, scenario: Scenario) -> Report:
        """Lose something on purpose, recover, and count what it cost; a lost region follows afterwards."""
        with self._alone("syndic dr drill"):
            self._refuse_under_way()
            standing = regions.read(self._layout)
            if not scenario.of_region:
                report = self._damage(standing).run(scenario, synchronous=standing.synchronous)
                self._keep(report)
                return report
            other = self._require_standby(standing)
            lost = self._layout.of_region(standing.live)
            loss = injection.of_region(scenario, two_regions.composed(lost), lost, self._layout.of_region(other))
            drill = Drill(self._environment, self._way(), self._display, synchronous=standing.synchronous)
            # A line that is cut is what confirming a loss is about; in every other scenario the referee knows.
            leavings.note(self._layout, scenario, standing.live)
            report = drill.run(scenario, loss, lambda: self._failover(force=scenario is not Scenario.PARTITION))
            leavings.forget(self._layout)
            self._keep(report)
            self._rejoin()
            return report

    def _regions(self) -> Regions:
        return regions.read(self._layout)

    def _damage(self, standing: Regions) -> DamageDrill:
        layout = self._layout.of_region(standing.live)
        backups = open_backups(self._environment, self._layout.state, self._display)
        return DamageDrill(
            self._environment, two_regions.composed(layout), standing.live, backups, self._serves, self._display
        )

    def _way(self) -> Way:
        """Everything asked anew, because the live region changes during a drill."""

        # As they were read: the region may be fenced a moment later.
        def composed(region: str, standing: Regions) -> Composition:
            return two_regions.composed(self._layout.of_region(region), standing)

        def database() -> str:
            standing = regions.read(self._layout)
            return composed(standing.live, standing).cluster.url(SUPERUSER, "postgres")

        def stores() -> tuple[S3Store, S3Store | None]:
            standing = regions.read(self._layout)
            live = reach(composed(standing.live, standing), impatient=True)
            if standing.standby is None or not standing.synchronous:
                return live, None
            return live, reach(composed(standing.standby, standing), impatient=True)

        return Way(database=database, stores=stores, serves=self._serves)

    def _following(self, found: Regions) -> tuple[bool, int | None]:
        if found.standby is None:
            return False, None
        cluster = two_regions.composed(self._layout.of_region(found.live)).cluster
        try:
            with psycopg.connect(cluster.url(SUPERUSER, "postgres"), connect_timeout=2) as connection:
                row = connection.execute(
                    "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint FROM pg_stat_replication"
                    " WHERE application_name = %s",
                    (found.standby,),
                ).fetchone()
        except psycopg.OperationalError:
            return False, None
        return row is not None, int(row[0]) if row and row[0] is not None else None

    @contextmanager
    def _alone(self, purpose: str) -> Generator[None]:
        self._layout.make()
        with locks.hold(self._layout.common / "recovery.lock", purpose):
            leavings.clear(self._layout, self._display)
            yield

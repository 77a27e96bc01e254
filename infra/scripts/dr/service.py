"""Failovers, returns and drills of the environment on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from infra import locks
from infra.backups import drill as drills
from infra.backups.drill import Drill, Report
from infra.backups.errors import AnotherProcedureUnderWayError, NoStandbyError, NothingToFailBackError
from infra.backups.failover import Engine, Procedure, UnderWay
from infra.backups.memory import Memory
from infra.backups.prober import Way
from infra.local import regions, two_regions
from infra.local.connection import connect
from infra.local.files import write_atomically
from infra.local.layout import Layout, find_layout, find_main_layout
from infra.local.postgresql import SUPERUSER
from infra.local.regions import Regions
from infra.output import Progress
from infra.scripts.backup.service import open_backups
from infra.scripts.dr import injection, record
from infra.scripts.dr.damage import DamageDrill
from infra.scripts.dr.local_target import LocalTarget, reach
from infra.scripts.dr.scenarios import Scenario
from infra.scripts.errors import require_this_machine
from infra.scripts.outbox import Outbox


@dataclass(frozen=True)
class Standing:
    """How the regions stand."""

    regions: Regions
    under_way: UnderWay | None
    following: bool
    """Whether the standby follows now."""
    lag_bytes: int | None
    last_drill: Report | None


def open_recovery(environment: str, state_directory: Path | None, display: Progress) -> Recovery:
    """The recovery of an environment.

    Raises:
        UnsupportedEnvironmentError: it cannot be reached from here.
    """
    require_this_machine("Disaster recovery", environment)
    return Recovery(environment, find_main_layout(state_directory), display)


class Recovery:
    """The recovery of one environment."""

    def __init__(self, environment: str, layout: Layout, display: Progress) -> None:
        self._environment = environment
        self._layout = layout
        self._display = display
        self._target = LocalTarget(layout)
        self._memory = Memory(layout.recovery, UnderWay)
        self._outbox = Outbox(layout.common / "backups" / "records", self._connect)

    def standing(self) -> Standing:
        """Which region is live, whether the other follows, and when that was last practised."""
        found = regions.read(self._layout)
        following, lag = self._following(found)
        return Standing(found, self._memory.read(), following, lag, self._last_drill())

    def failover(self, *, force: bool) -> UnderWay:
        """Go on in the other region, because the live one is lost.

        Raises:
            RegionAnswersError: it is not lost.
            NoStandbyError: no region can take over.
        """
        with self._alone("syndic dr failover"):
            return self._failover(force=force)

    def failback(self) -> list[UnderWay]:
        """Make a fenced region follow again, and change places with it without a loss.

        Raises:
            NothingToFailBackError: there is one region.
        """
        with self._alone("syndic dr failback"):
            if resumed := self._resumed((Procedure.REJOIN, Procedure.SWITCHOVER)):
                return resumed
            standing = regions.read(self._layout)
            if standing.other is None:
                raise NothingToFailBackError(standing.live)
            change = (Procedure.SWITCHOVER, Procedure.REJOIN)
            if standing.fenced:
                return self._engine().run(Procedure.REJOIN, standing.fenced[0], standing.live, then=change)
            return self._engine().run(Procedure.SWITCHOVER, standing.live, standing.other, then=change[1:])

    def rejoin(self) -> UnderWay:
        """Make a fenced region follow the live one again; it stays the standby.

        Raises:
            NothingToFailBackError: no region is fenced.
        """
        with self._alone("syndic dr rejoin"):
            resumed = self._resumed((Procedure.REJOIN,))
            return resumed[0] if resumed else self._rejoin()

    def set_synchronous(self, *, synchronous: bool) -> Regions:
        """Have writes wait for the standby, or not."""
        with self._alone("syndic dr mode"):
            standing = regions.read(self._layout).model_copy(update={"synchronous": synchronous})
            regions.write(self._layout, standing)
            two_regions.wait_for_standby(self._layout, standing)
            return standing

    def drill(self, scenario: Scenario) -> Report:
        """Lose something on purpose, recover, and count what it cost; a lost region follows afterwards.

        Raises:
            NoStandbyError: no region can take over.
            InjectionNotPossibleError: this user or machine cannot inject the loss.
        """
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
            report = drill.run(scenario, loss, lambda: self._failover(force=scenario is not Scenario.PARTITION))
            self._keep(report)
            self._rejoin()
            return report

    def _damage(self, standing: Regions) -> DamageDrill:
        layout = self._layout.of_region(standing.live)
        backups = open_backups(self._environment, self._layout.state, self._display)
        return DamageDrill(self._environment, two_regions.composed(layout), standing.live, backups, self._display)

    def _failover(self, *, force: bool) -> UnderWay:
        resumed = self._resumed((Procedure.FAILOVER,))
        if resumed:
            return resumed[0]
        standing = regions.read(self._layout)
        standby = self._require_standby(standing)
        return self._engine().run(Procedure.FAILOVER, standing.live, standby, forced=force)[0]

    def _rejoin(self) -> UnderWay:
        standing = regions.read(self._layout)
        if not standing.fenced:
            raise NothingToFailBackError(standing.live)
        return self._engine().run(Procedure.REJOIN, standing.fenced[0], standing.live)[0]

    def _resumed(self, allowed: tuple[Procedure, ...]) -> list[UnderWay]:
        """The procedure that was under way, brought to its end; nothing when none was."""
        found = self._memory.read()
        if found is None:
            return []
        if found.procedure not in allowed:
            raise AnotherProcedureUnderWayError(found.procedure, found.region)
        return self._engine().resume()

    def _refuse_under_way(self) -> None:
        found = self._memory.read()
        if found is not None:
            raise AnotherProcedureUnderWayError(found.procedure, found.region)

    def _require_standby(self, standing: Regions) -> str:
        if standing.other is None:
            raise NoStandbyError("the environment has one region; `syndic up --regions 2` adds another")
        if standing.standby is None:
            raise NoStandbyError(f"region {standing.other} is fenced; `syndic dr rejoin` brings it back")
        return standing.standby

    def _engine(self) -> Engine:
        def keep(done: UnderWay) -> None:
            key = f"{done.procedure}-{done.began_at:%Y%m%d%H%M%S%f}"
            self._send(record.of_procedure(done, self._environment), key)

        return Engine(self._target, self._memory, keep, self._display)

    def _way(self) -> Way:
        """Everything asked anew, because the live region changes during a drill."""

        def live() -> Any:  # noqa: ANN401 - a composition
            standing = regions.read(self._layout)
            # As it was read: the region may be fenced a moment later.
            return two_regions.composed(self._layout.of_region(standing.live), standing)

        return Way(
            database=lambda: live().cluster.url(SUPERUSER, "postgres"),
            store=lambda: reach(live(), impatient=True),
            serves=self._target.serves,
        )

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

    def _keep(self, report: Report) -> None:
        directory = self._layout.common / "drills"
        name = f"{report.started_at:%Y%m%dT%H%M%SZ}-{report.id}"
        write_atomically(directory / f"{name}.json", report.model_dump_json(indent=1))
        write_atomically(directory / f"{name}.md", drills.markdown(report))
        self._send(record.of_drill(report), f"drill-{report.id}")

    def _last_drill(self) -> Report | None:
        found = sorted((self._layout.common / "drills").glob("*.json"))
        return Report.model_validate_json(found[-1].read_bytes()) if found else None

    def _send(self, body: Mapping[str, Any], key: str) -> None:
        self._outbox.put(body, key)
        self._outbox.send(self._display)

    def _connect(self) -> Any:  # noqa: ANN401 - a context manager
        return connect(find_layout(self._layout.state))

    def _alone(self, purpose: str) -> AbstractContextManager[None]:
        self._layout.make()
        return locks.hold(self._layout.common / "recovery.lock", purpose)


def overdue(report: Report | None, days: float) -> bool:
    """Whether the last drill is older than so many days."""
    return report is None or (datetime.now(UTC) - report.finished_at).total_seconds() > days * 86_400

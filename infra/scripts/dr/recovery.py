"""What failovers, returns and drills have in common, whichever environment they are of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.backups import drill as drills
from infra.backups.drill import Report
from infra.backups.errors.regions import AnotherProcedureUnderWayError, NoStandbyError, NothingToFailBackError
from infra.backups.failover import SENTENCES, STEPS, Engine, Memory, Procedure, Target, UnderWay
from infra.local.files import write_atomically
from infra.local.regions import Regions
from infra.output import Progress
from infra.scripts.dr import record
from infra.scripts.dr.scenarios import Scenario
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
    details: Mapping[str, str]
    """What else is known of a region, as a clause."""


@dataclass(frozen=True)
class Plan:
    """What a command would do."""

    procedure: Procedure
    region: str
    other: str

    def steps(self) -> list[tuple[str, str]]:
        """The name of every step, and what it is there for."""
        return [(str(act), SENTENCES[act]) for act in STEPS[self.procedure]]


class Recovery(ABC):
    """The recovery of one environment."""

    def __init__(
        self, environment: str, directory: Path, target: Target, memory: Memory, outbox: Outbox, display: Progress
    ) -> None:
        self._environment = environment
        self._directory = directory
        """Where drills are kept."""
        self._target = target
        self._memory = memory
        self._outbox = outbox
        self._display = display

    @abstractmethod
    def standing(self) -> Standing:
        """Which region is live, whether the other follows, and when that was last practised."""

    @abstractmethod
    def set_synchronous(self, *, synchronous: bool) -> Regions:
        """Have writes wait for the standby, or not."""

    @abstractmethod
    def drill(self, scenario: Scenario) -> Report:
        """Lose something on purpose, recover, and count what it cost; a lost region follows afterwards.

        Raises:
            NoStandbyError: no region can take over.
            InjectionNotPossibleError: this user, machine or environment cannot inject the loss.
        """

    @abstractmethod
    def _regions(self) -> Regions:
        """The regions, and which is live."""

    @abstractmethod
    def _alone(self, purpose: str) -> AbstractContextManager[None]:
        """While the block runs, nobody else does such a thing."""

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
            first, *rest = self._way_back()
            then = tuple(plan.procedure for plan in rest)
            return self._engine().run(first.procedure, first.region, first.other, then=then)

    def rejoin(self) -> UnderWay:
        """Make a fenced region follow the live one again; it stays the standby.

        Raises:
            NothingToFailBackError: no region is fenced.
        """
        with self._alone("syndic dr rejoin"):
            resumed = self._resumed((Procedure.REJOIN,))
            return resumed[0] if resumed else self._rejoin()

    def plan_failover(self) -> list[Plan]:
        """What a failover would do."""
        under_way = self._memory.read()
        if under_way is not None:
            return [Plan(under_way.procedure, under_way.region, under_way.other)]
        standing = self._regions()
        return [Plan(Procedure.FAILOVER, standing.live, self._require_standby(standing))]

    def plan_failback(self) -> list[Plan]:
        """What a return would do."""
        under_way = self._memory.read()
        if under_way is None:
            return self._way_back()
        found, planned = under_way, []
        while found is not None:
            planned.append(Plan(found.procedure, found.region, found.other))
            found = found.following()
        return planned

    def _way_back(self) -> list[Plan]:
        standing = self._regions()
        live, other = standing.live, standing.other
        if other is None:
            raise NothingToFailBackError(live)
        # Whoever gives up its place is brought back as the standby.
        change = [Plan(Procedure.SWITCHOVER, live, other), Plan(Procedure.REJOIN, live, other)]
        return [Plan(Procedure.REJOIN, other, live), *change] if standing.fenced else change

    def _failover(self, *, force: bool) -> UnderWay:
        resumed = self._resumed((Procedure.FAILOVER,), force=force)
        if resumed:
            return resumed[0]
        standing = self._regions()
        standby = self._require_standby(standing)
        return self._engine().run(Procedure.FAILOVER, standing.live, standby, forced=force)[0]

    def _rejoin(self) -> UnderWay:
        standing = self._regions()
        if not standing.fenced:
            raise NothingToFailBackError(standing.live)
        return self._engine().run(Procedure.REJOIN, standing.fenced[0], standing.live)[0]

    def _resumed(self, allowed: tuple[Procedure, ...], *, force: bool = False) -> list[UnderWay]:
        """The procedure that was under way, brought to its end; nothing when none was."""
        found = self._memory.read()
        if found is None:
            return []
        if found.procedure not in allowed:
            raise AnotherProcedureUnderWayError(found.procedure, found.region)
        if force and not found.forced:
            # Whoever repeats it knows more than whoever began it.
            self._memory.keep(found.model_copy(update={"forced": True}))
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

    def _keep(self, report: Report) -> None:
        name = f"{report.started_at:%Y%m%dT%H%M%SZ}-{report.id}"
        write_atomically(self._directory / f"{name}.json", report.model_dump_json(indent=1))
        write_atomically(self._directory / f"{name}.md", drills.markdown(report))
        self._send(record.of_drill(report), f"drill-{report.id}")

    def _last_drill(self) -> Report | None:
        found = sorted(self._directory.glob("*.json"))
        return Report.model_validate_json(found[-1].read_bytes()) if found else None

    def _send(self, body: Mapping[str, Any], key: str) -> None:
        self._outbox.put(body, key)
        self._outbox.send(self._display)


def overdue(report: Report | None, days: float) -> bool:
    """Whether the last drill is older than so many days."""
    return report is None or (datetime.now(UTC) - report.finished_at).total_seconds() > days * 86_400

"""A drill: a failover with a referee, who injects a loss, has the procedure run, and counts what it cost."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from infra.backups.errors.regions import DrillNotProbedError, NotServedError
from infra.backups.failover import UnderWay
from infra.backups.memory import Step
from infra.backups.prober import WATCH_SECONDS, Prober, Way
from infra.output import Progress as Display

WARM_UP = (100, 20, 10)
"""Acknowledged rows, objects and answers before the loss, so that there is something to lose."""

AFTERWARDS = (50, 10, 5)
WAIT_SECONDS = 120.0
POLL_SECONDS = 0.02


class Report(BaseModel):
    """What a drill found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    environment: str
    scenario: str
    lost_region: str
    live_region: str
    synchronous: bool
    started_at: datetime
    finished_at: datetime
    recovery_seconds: float
    """From the loss to the first answer to a user afterwards."""
    database_recovery_seconds: float
    """From the loss to the first acknowledged row afterwards."""
    object_recovery_seconds: float
    acknowledged_rows: int
    acknowledged_objects: int
    lost_rows: int
    lost_objects: int
    given_up_rows: int = 0
    """Rows that a restore gave up, because they were written after the backup; never counted as lost."""
    given_up_objects: int = 0
    phases: tuple[Step, ...]

    @property
    def restored(self) -> bool:
        """Whether the region stayed, and its data came back from a backup."""
        return self.lost_region == self.live_region

    @property
    def passed(self) -> bool:
        """Whether everything is there that was promised to be."""
        promised = self.restored or self.synchronous
        return not promised or not (self.lost_rows or self.lost_objects)

    @property
    def end(self) -> str:
        """How it ended, as a sentence."""
        if self.restored:
            given_up = f"{self.given_up_rows} rows and {self.given_up_objects} objects"
            return (
                f"Data of region {self.live_region} came back from a backup, without the {given_up} written after it."
            )
        waited = "waited" if self.synchronous else "did not wait"
        return (
            f"Region {self.lost_region} was lost and region {self.live_region} took over. Writes {waited} for the "
            "standby."
        )


class Loss(Protocol):
    """What a drill loses."""

    def inject(self, drill: str) -> None:
        """Lose it."""
        ...

    def end(self) -> Sequence[int]:
        """Bring back what the procedure does not: a line, a disk's room. Called whether the procedure succeeded or not.

        Returns:
            The rows that clients on the lost side were acknowledged.
        """
        ...


class Drill:
    """One drill."""

    def __init__(self, environment: str, way: Way, display: Display, *, synchronous: bool) -> None:
        self._environment = environment
        self._way = way
        self._display = display
        self._synchronous = synchronous

    def run(self, scenario: str, loss: Loss, recover: Callable[[], UnderWay]) -> Report:
        """Probe, inject the loss, recover, and count.

        Args:
            scenario: what is injected.
            loss: injects it.
            recover: the procedure; carries a failover out.

        Raises:
            DrillNotProbedError: nothing was acknowledged before or after the loss.
            OperatorError: the procedure failed.
        """
        identifier, started = uuid.uuid4().hex[:12], datetime.now(UTC)
        with Prober(self._way, identifier) as prober:
            with self._display.step("Rows and objects are written and acknowledged"):
                self._await(prober, 0.0, WARM_UP, "before")
            since = time.monotonic()
            try:
                with self._display.step(f"Injected {scenario}"):
                    loss.inject(identifier)
                done = recover()
                with self._display.step("Rows and objects are acknowledged again"):
                    self._await(prober, time.monotonic(), AFTERWARDS, "after")
            finally:
                others = loss.end()
        ledger = prober.ledger
        rows, objects = prober.lost(others)
        prober.clear()
        return Report(
            id=identifier,
            environment=self._environment,
            scenario=scenario,
            lost_region=done.region,
            live_region=done.other,
            synchronous=self._synchronous,
            started_at=started,
            finished_at=datetime.now(UTC),
            recovery_seconds=round(ledger.gap(ledger.answers, since), 3),
            database_recovery_seconds=round(ledger.gap(list(ledger.rows.values()), since), 3),
            object_recovery_seconds=round(ledger.gap(list(ledger.objects.values()), since), 3),
            acknowledged_rows=len(ledger.rows) + len(others),
            acknowledged_objects=len(ledger.objects),
            lost_rows=len(rows),
            lost_objects=len(objects),
            phases=done.steps,
        )

    def _await(self, prober: Prober, moment: float, wanted: tuple[int, int, int], when: str) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while not all(found >= least for found, least in zip(prober.acknowledged_since(moment), wanted, strict=True)):
            if time.monotonic() > deadline:
                raise DrillNotProbedError(when, WAIT_SECONDS)
            time.sleep(POLL_SECONDS)


def seconds_until_served(serves: Callable[[], bool], since: float, settled_seconds: float) -> float:
    """Seconds from a moment of the monotonic clock to the first answer to a user after which none fails.

    Args:
        serves: whether a user's request is answered.
        since: the moment.
        settled_seconds: for how long none may fail.

    Raises:
        NotServedError: there is none.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    first: float | None = None
    while first is None or time.monotonic() - first < settled_seconds:
        if not serves():
            first = None
        elif first is None:
            first = time.monotonic()
        if time.monotonic() > deadline:
            raise NotServedError(WAIT_SECONDS)
        time.sleep(WATCH_SECONDS)
    return first - since


def markdown(report: Report) -> str:
    """The report for a reader: figures, and a chart of the phases."""
    phases = "\n".join(
        f"  {step.name} :{_milliseconds(step.started_at)}, {_milliseconds(step.finished_at) + 1}"
        for step in report.phases
    )
    return f"""\
# Drill {report.id}: {report.scenario}

{report.started_at:%Y-%m-%d %H:%M:%S} UTC, {report.environment}. {report.end}

| | seconds to recover | acknowledged | lost |
| --- | ---: | ---: | ---: |
| users' requests | {report.recovery_seconds:.2f} | | |
| rows | {report.database_recovery_seconds:.2f} | {report.acknowledged_rows} | {report.lost_rows} |
| objects | {report.object_recovery_seconds:.2f} | {report.acknowledged_objects} | {report.lost_objects} |

```mermaid
gantt
  dateFormat x
  axisFormat %S.%L
{phases}
```
"""


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)

"""Takes a region's place by the other one, and makes a region that was lost a standby again.

One engine for three procedures, each a fixed sequence of steps that can all be repeated. What is done is remembered
before the next step begins, so that a run that was cut off is gone on with, by this command or the next one.

    failover     the live region is lost: confirm it, fence it, and go on in the other one
    rejoin       a fenced region follows the live one again
    switchover   both regions are well: stop writing, let the standby catch up, and change places

Fencing comes before promotion in every one of them: there is no moment in which two regions could take writes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from infra.backups.memory import Memory, Remembered, Step
from infra.output import Progress as Display


class Procedure(StrEnum):
    """What is carried out."""

    FAILOVER = "failover"
    REJOIN = "rejoin"
    SWITCHOVER = "switchover"


class Act(StrEnum):
    """A step of a procedure."""

    CONFIRM_LOSS = "confirm-loss"
    STOP_WRITES = "stop-writes"
    CATCH_UP = "catch-up"
    FENCE = "fence"
    PROMOTE = "promote"
    TAKE_OVER_OBJECTS = "take-over-objects"
    START = "start"
    ROUTE = "route"
    VERIFY = "verify"
    REJOIN_DATABASE = "rejoin-database"
    FOLLOW = "follow"
    REPAIR_OBJECTS = "repair-objects"
    AWAIT_STANDBY = "await-standby"


_TAKE_OVER = (Act.FENCE, Act.PROMOTE, Act.ROUTE, Act.TAKE_OVER_OBJECTS, Act.START, Act.VERIFY)

STEPS: dict[Procedure, tuple[Act, ...]] = {
    Procedure.FAILOVER: (Act.CONFIRM_LOSS, *_TAKE_OVER),
    Procedure.SWITCHOVER: (Act.STOP_WRITES, Act.CATCH_UP, *_TAKE_OVER),
    Procedure.REJOIN: (Act.REJOIN_DATABASE, Act.FOLLOW, Act.REPAIR_OBJECTS, Act.AWAIT_STANDBY),
}

SENTENCES = {
    Act.CONFIRM_LOSS: "The live region is lost",
    Act.STOP_WRITES: "No user writes any more",
    Act.CATCH_UP: "The standby has everything",
    Act.FENCE: "The region that was live cannot take a write",
    Act.PROMOTE: "The standby takes writes",
    Act.TAKE_OVER_OBJECTS: "The standby's object store follows nobody",
    Act.START: "Worker, cron and all that stood by run in the region that takes over",
    Act.ROUTE: "Users are led there",
    Act.VERIFY: "Users can read and write",
    Act.REJOIN_DATABASE: "The database is what it was before the two parted",
    Act.FOLLOW: "The region follows the live one",
    Act.REPAIR_OBJECTS: "Both regions have every object",
    Act.AWAIT_STANDBY: "Writes wait for the standby as they are meant to",
}


class UnderWay(Remembered):
    """A procedure that was begun."""

    procedure: Procedure
    region: str
    """The region that is lost, given up, or brought back."""
    other: str
    """The region that takes over, or is followed."""
    began_at: datetime
    forced: bool = False
    """Whether a person said that the region is lost although it answers."""
    done: tuple[Act, ...] = ()
    steps: tuple[Step, ...] = ()

    def next(self) -> Act | None:
        """The first step that is not done; None when all are."""
        return next((act for act in STEPS[self.procedure] if act not in self.done), None)


class Target(Protocol):
    """An environment in two regions. Every step can be repeated; each returns what it found or did, as a clause."""

    def act(self, act: Act, under_way: UnderWay) -> str:
        """Carry a step out."""
        ...


class Engine:
    """Carries procedures out."""

    def __init__(
        self, target: Target, memory: Memory[UnderWay], record: Callable[[UnderWay], None], display: Display
    ) -> None:
        self._target = target
        self._memory = memory
        self._record = record
        self._display = display

    def run(self, procedure: Procedure, region: str, other: str, *, forced: bool = False) -> UnderWay:
        """Carry a procedure out, or go on with the one that is under way.

        Returns:
            It, with all its steps.

        Raises:
            OperatorError: a step failed; a later run goes on with it.
        """
        found = self._memory.read() or self._memory.keep(
            UnderWay(procedure=procedure, region=region, other=other, began_at=datetime.now(UTC), forced=forced)
        )
        while (act := found.next()) is not None:
            started = datetime.now(UTC)
            with self._display.step(SENTENCES[act]):
                detail = self._target.act(act, found)
            step = Step(name=act, started_at=started, finished_at=datetime.now(UTC), outcome="succeeded", detail=detail)
            found = self._memory.keep(
                found.model_copy(update={"done": (*found.done, act), "steps": (*found.steps, step)})
            )
        self._record(found)
        self._memory.forget()
        return found

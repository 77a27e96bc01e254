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

from infra.backups.memory import Remembered, Step
from infra.errors import OperatorError
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
    then: tuple[Procedure, ...] = ()
    """What follows it."""
    done: tuple[Act, ...] = ()
    steps: tuple[Step, ...] = ()

    def following(self) -> UnderWay | None:
        """What follows it, from its beginning; None when nothing does."""
        if not self.then:
            return None
        # Whoever was brought back takes over next, and whoever gave up its place is brought back.
        turned = self.then[0] is Procedure.SWITCHOVER
        return UnderWay(
            procedure=self.then[0],
            region=self.other if turned else self.region,
            other=self.region if turned else self.other,
            began_at=datetime.now(UTC),
            then=self.then[1:],
        )

    def next(self) -> Act | None:
        """The first step that is not done; None when all are."""
        return next((act for act in STEPS[self.procedure] if act not in self.done), None)


class Target(Protocol):
    """An environment in two regions. Every step can be repeated; each returns what it found or did, as a clause."""

    def act(self, act: Act, under_way: UnderWay) -> str:
        """Carry a step out."""
        ...


class Memory(Protocol):
    """Where what is under way is remembered: on this machine, or where every operator sees it."""

    def read(self) -> UnderWay | None:
        """What is under way; None when nothing is."""
        ...

    def keep(self, value: UnderWay) -> UnderWay:
        """Remember it before anything more is done."""
        ...

    def forget(self) -> None:
        """Remember that nothing is under way."""
        ...


class Engine:
    """Carries procedures out."""

    def __init__(self, target: Target, memory: Memory, record: Callable[[UnderWay], None], display: Display) -> None:
        self._target = target
        self._memory = memory
        self._record = record
        self._display = display

    def run(
        self,
        procedure: Procedure,
        region: str,
        other: str,
        *,
        forced: bool = False,
        then: tuple[Procedure, ...] = (),
    ) -> list[UnderWay]:
        """Carry a procedure out and those that follow it, or go on with what is under way.

        Returns:
            Every procedure that ended, with its steps.

        Raises:
            OperatorError: a step failed; a later run goes on with it. A loss that is not confirmed begins nothing.
        """
        found = self._memory.read() or self._memory.keep(
            UnderWay(
                procedure=procedure, region=region, other=other, began_at=datetime.now(UTC), forced=forced, then=then
            )
        )
        ended: list[UnderWay] = []
        while True:
            found = self._carry_out(found)
            self._record(found)
            ended.append(found)
            following = found.following()
            if following is None:
                self._memory.forget()
                return ended
            found = self._memory.keep(following)

    def resume(self) -> list[UnderWay]:
        """Go on with what is under way; nothing when nothing is."""
        found = self._memory.read()
        return self.run(found.procedure, found.region, found.other) if found else []

    def _carry_out(self, found: UnderWay) -> UnderWay:
        while (act := found.next()) is not None:
            started = datetime.now(UTC)
            try:
                with self._display.step(SENTENCES[act]):
                    detail = self._target.act(act, found)
            except OperatorError:
                if act is Act.CONFIRM_LOSS:
                    # Nothing was done yet; the next loss is confirmed anew.
                    self._memory.forget()
                raise
            step = Step(name=act, started_at=started, finished_at=datetime.now(UTC), outcome="succeeded", detail=detail)
            found = self._memory.keep(
                found.model_copy(update={"done": (*found.done, act), "steps": (*found.steps, step)})
            )
        return found

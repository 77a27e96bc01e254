"""Releases that visit one region of an environment after the other."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from infra.errors import NotAloneError, OperatorError
from infra.output import Progress as Display
from infra.scripts.release.decision import Decision
from infra.scripts.release.engine import INTERRUPTED
from infra.scripts.release.errors import (
    AnotherTrainUnderWayError,
    LiveEverywhereError,
    NoReleaseUnderWayError,
    ReleaseAbortedError,
    TrainStoppedError,
    UnreadableReleaseStateError,
)
from infra.scripts.release.place import Held
from infra.scripts.release.plan import Plan
from infra.scripts.release.progress import Ended, Store
from infra.scripts.release.service import ABORTED, Options, Releases
from infra.scripts.release.train import Call, Journey, Stop, Train, decide, sentence

Alone = Callable[[str], AbstractContextManager[Held]]


@dataclass(frozen=True)
class Wishes:
    """How a train goes from region to region."""

    hold_seconds: float
    take_back: bool = False


class Timetable(BaseModel):
    """What is remembered of trains."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    under_way: Journey | None = None
    last: Journey | None = None
    """The one that ended last."""


class TrainMemory:
    """What remembers trains, where it survives before it is relied on."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self) -> Timetable:
        """Everything that is remembered.

        Raises:
            UnreadableReleaseStateError: it is damaged.
        """
        text = self._store.read()
        try:
            return Timetable() if text is None else Timetable.model_validate_json(text)
        except ValidationError as error:
            raise UnreadableReleaseStateError(self._store.name, "it is not what was written") from error

    def write(self, timetable: Timetable) -> None:
        """Remember it."""
        self._store.write(timetable.model_dump_json(indent=2) + "\n")


class Trains:
    """The releases of all regions of an environment, or of some of them."""

    def __init__(
        self,
        environment: str,
        regions: Mapping[str, Releases],
        memory: TrainMemory,
        alone: Alone,
        display: Display,
    ) -> None:
        self.regions = regions
        """By name, in the order they are visited."""

        self._environment = environment
        self._memory = memory
        self._alone = alone
        self._display = display

    def timetable(self) -> Timetable:
        """What is under way, and what ended last."""
        return self._memory.read()

    def deploy(self, version: str, options: Options, wishes: Wishes) -> Journey:
        """Release a version region by region, or go on with that when an earlier run was interrupted.

        Raises:
            ReleaseAbortedError: the first region took it back; nothing else was touched.
            TrainStoppedError: a later region did; saying what became of each.
            OperatorError: it was refused, or can go neither forward nor back now.
        """
        with self._alone("syndic release deploy") as held:
            under_way = self.timetable().under_way
            name = next(iter(self.regions.values())).resolve(version)
            if under_way is None:
                ahead = [region for region, releases in self.regions.items() if not releases.runs(name)]
                if not ahead:
                    raise LiveEverywhereError(name, list(self.regions))
                under_way = self._begin(name, ahead, options, wishes)
            elif under_way.train.version != name:
                raise self._another(under_way.train)
            return self._go(under_way, held)

    def rollback(self, options: Options, wishes: Wishes) -> Journey:
        """Let every region return to what it ran before the live release, one after the other.

        Raises:
            ReleaseAbortedError: the first region took it back; nothing else was touched.
            TrainStoppedError: a later region did; saying what became of each.
            OperatorError: it was refused, or can go neither forward nor back now.
        """
        with self._alone("syndic release rollback") as held:
            under_way = self.timetable().under_way
            if under_way is None:
                under_way = self._begin(None, list(self.regions), options, wishes)
            elif under_way.train.version is not None:
                raise self._another(under_way.train)
            return self._go(under_way, held)

    def abort(self) -> str:
        """Take back what is under way in a region, and visit no other one.

        Returns:
            What became of every region.

        Raises:
            NoReleaseUnderWayError: neither a train nor a region's release is under way.
        """
        with self._alone("syndic release abort") as held:
            journey = self.timetable().under_way
            changing = [name for name, releases in self.regions.items() if releases.book().under_way]
            if journey is None and not changing:
                raise NoReleaseUnderWayError
            said = [self.regions[region].abort() for region in changing]
            if journey is None:
                return " ".join(said)
            if journey.reason is not None:
                # It is on its way back already, and that is what does not go on.
                given_up = journey.train.model_copy(update={"take_back": False})
                journey = journey.model_copy(update={"train": given_up})
            stop = decide(journey)
            at = changing[0] if changing else stop.region if stop else journey.train.regions[-1]
            reason = said[0] if said else ABORTED
            stopped = self._keep(_stopped(journey, journey.stopped_at or at, journey.reason or reason))
            while (stop := decide(stopped)) is not None:
                stopped = self._visit(stopped, stop, held)
            self._memory.write(Timetable(last=stopped))
            return sentence(stopped)

    def dry_run(self, version: str | None, options: Options) -> list[tuple[Plan, list[Decision]]]:
        """What each region's release would do, after everything that can be looked at before was."""
        return [
            releases.dry_run(version, options)
            for releases in self.regions.values()
            if version is None or not releases.runs(releases.resolve(version))
        ]

    def _begin(self, version: str | None, regions: list[str], options: Options, wishes: Wishes) -> Journey:
        train = Train(
            id=str(uuid.uuid4()),
            kind="deploy" if version else "rollback",
            environment=self._environment,
            version=version,
            regions=tuple(regions),
            pace=options.pace,
            hold_seconds=wishes.hold_seconds,
            take_back=wishes.take_back,
            accept_blocking=options.accept_blocking,
        )
        return self._keep(Journey(train=train, began_at=datetime.now(UTC)))

    def _go(self, journey: Journey, held: Held) -> Journey:
        while (stop := decide(journey)) is not None:
            journey = self._visit(journey, stop, held)
        self._memory.write(Timetable(last=journey))
        if journey.reason is not None:
            raise TrainStoppedError(sentence(journey))
        return journey

    def _visit(self, journey: Journey, stop: Stop, held: Held) -> Journey:
        """Do what a stop asks for, and remember how it ended."""
        try:
            held.require()
            self._act(journey.train, stop, held)
        except NotAloneError:
            raise
        except (OperatorError, KeyboardInterrupt) as error:
            if stop.call is Call.RETURN or self.regions[stop.region].book().under_way is not None:
                raise
            if not journey.done:
                # Nothing is different from before the train.
                self._memory.write(Timetable(last=self.timetable().last))
                raise
            return self._keep(_stopped(journey, stop.region, str(error) or INTERRUPTED))
        return self._keep(journey.model_copy(update={"done": (*journey.done, stop.key)}))

    def _act(self, train: Train, stop: Stop, held: Held) -> None:
        releases = self.regions[stop.region]
        match stop.call:
            case Call.RELEASE:
                self._display.say(f"{stop.region}:")
                self._release(train, releases)
            case Call.HOLD:
                ended = _newest(releases, train.id)
                if ended is not None:
                    said = f"{stop.region} keeps the objectives before the next region changes"
                    releases.watch(ended, train.hold_seconds, held, said)
            case Call.RETURN:
                self._display.say(f"{stop.region}, back:")
                self._return(train, releases)

    def _release(self, train: Train, releases: Releases) -> None:
        ended = _newest(releases, train.id)
        if ended is not None and ended.outcome == "aborted":
            # An earlier run was killed between the end of the region's release and the note of it.
            raise ReleaseAbortedError(ended.new.version, ended.old.version, ended.reason or INTERRUPTED)
        if ended is not None:
            return
        options = Options(train.pace, accept_blocking=train.accept_blocking, train=train.id)
        if train.version is None:
            releases.rollback(options)
        else:
            releases.deploy(train.version, options)

    def _return(self, train: Train, releases: Releases) -> None:
        mark = f"{train.id}/return"
        released, returned = _newest(releases, train.id), _newest(releases, mark)
        if released is None or (returned is not None and returned.outcome == "succeeded"):
            return
        options = Options(train.pace, accept_blocking=train.accept_blocking, train=mark)
        releases.rollback(options)

    def _keep(self, journey: Journey) -> Journey:
        self._memory.write(Timetable(under_way=journey, last=self.timetable().last))
        return journey

    @staticmethod
    def _another(train: Train) -> AnotherTrainUnderWayError:
        words = f"deploy {train.version}" if train.version else "rollback"
        return AnotherTrainUnderWayError(train.subject, f"syndic release {words} -e {train.environment}")


def _stopped(journey: Journey, region: str, reason: str) -> Journey:
    return journey.model_copy(update={"stopped_at": region, "reason": reason})


def _newest(releases: Releases, mark: str) -> Ended | None:
    """How a region's part of a train ended; None while it has not."""
    return next((ended for ended in releases.book().ended if ended.train == mark), None)

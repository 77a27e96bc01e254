"""Releases of one place: deploying a version, going back, and what happened so far."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Literal

from infra.output import Progress
from infra.scripts.release.analysis import Sample
from infra.scripts.release.decision import Decision, sentence
from infra.scripts.release.engine import ReleaseRun
from infra.scripts.release.errors import (
    AlreadyLiveError,
    AnotherReleaseUnderWayError,
    NoReleaseUnderWayError,
    NothingToRollBackToError,
    ReleaseAbortedError,
)
from infra.scripts.release.place import ColourState, Held, Place
from infra.scripts.release.plan import Objective, Pace, Plan, Side
from infra.scripts.release.progress import Book, Ended
from infra.scripts.release.watching import watch

Kind = Literal["deploy", "rollback"]

ABORTED = "It was taken back by the operator."


@dataclass(frozen=True)
class Options:
    """How a release is carried out."""

    pace: Pace
    accept_blocking: bool = False
    train: str | None = None
    """The journey over all regions that it is a part of."""


class Releases:
    """The releases of one environment, or of one region of it."""

    def __init__(
        self, environment: str, place: Place, objective: Objective, display: Progress, region: str | None = None
    ) -> None:
        self.region = region
        self._environment = environment
        self._place = place
        self._objective = objective
        self._display = display

    def book(self) -> Book:
        """What is under way, and what has ended."""
        return self._place.memory.read()

    def colours(self) -> list[ColourState]:
        """What runs where."""
        return self._place.colours()

    def runs(self, version: str) -> bool:
        """Whether a version has all users, and nothing is under way."""
        return self._place.live().version == version and self.book().under_way is None

    def deploy(self, version: str, options: Options) -> Ended:
        """Replace the live release by a version, or go on with that when an earlier run was interrupted.

        Raises:
            ReleaseAbortedError: it was taken back; users are where they were.
            OperatorError: it was refused, or can go neither forward nor back now.
        """
        with self._place.alone("syndic release deploy") as held:
            under_way = self.book().under_way
            if under_way is None:
                return self._run(held).begin(self._plan(version, "deploy", options))
            if self._place.find(version).version != under_way.plan.new.version:
                raise AnotherReleaseUnderWayError(under_way.plan.new.version, under_way.plan.kind)
            return self._run(held).resume()

    def rollback(self, options: Options) -> Ended:
        """Go back to the release that the live one replaced.

        Raises:
            NothingToRollBackToError: it replaced none.
            ReleaseAbortedError: it was taken back; users are where they were.
            OperatorError: it was refused, or can go neither forward nor back now.
        """
        with self._place.alone("syndic release rollback") as held:
            under_way = self.book().under_way
            if under_way is not None and under_way.plan.kind == "rollback":
                return self._run(held).resume()
            if under_way is not None:
                raise AnotherReleaseUnderWayError(under_way.plan.new.version, under_way.plan.kind)
            return self._run(held).begin(self._plan(self._replaced(), "rollback", options))

    def abort(self) -> str:
        """Take back the release that is under way.

        Returns:
            What was taken back, and why.

        Raises:
            NoReleaseUnderWayError: none is.
            PastTheWayBackError: the old colour was stopped already.
        """
        with self._place.alone("syndic release abort") as held:
            if self.book().under_way is None:
                raise NoReleaseUnderWayError
            try:
                ended = self._run(held).abort(ABORTED)
            except ReleaseAbortedError as taken_back:
                return str(taken_back)
            raise AssertionError(f"{ended.new.version} was not taken back.")

    def dry_run(self, version: str | None, options: Options) -> tuple[Plan, list[Decision]]:
        """What a release would do, after everything that can be looked at before was; None rolls back."""
        with self._place.alone("syndic release --dry-run"):
            kind: Kind = "deploy" if version else "rollback"
            plan = self._plan(version or self._replaced(), kind, options)
            return plan, [Decision(step, sentence(plan, step)) for step in plan.steps]

    def resolve(self, version: str) -> str:
        """What a version is called here.

        Raises:
            OperatorError: there is none.
        """
        return self._place.find(version).version

    def watch(self, ended: Ended, seconds: float, held: Held, sentence: str) -> None:
        """Hold a release that has all users to the objectives for some time more.

        Raises:
            ObjectivesMissedError: saying what it misses.
        """

        def look() -> Sample:
            held.require()
            return self._place.target.sample(ended)

        with self._display.step(sentence) as shown:
            watch(look, look(), self._objective, seconds, shown)

    def _plan(self, version: str, kind: Kind, options: Options) -> Plan:
        place = self._place
        with self._display.step(f"{self.region or 'The environment'} is ready"):
            place.require_ready()
        candidate, old = place.find(version), place.live()
        if candidate.version == old.version:
            raise AlreadyLiveError(candidate.version, old.colour)
        with self._display.step(f"The files of {candidate.version} break no rule"):
            place.require_clean(candidate)
        with self._display.step(f"{candidate.version} and the schema go together"):
            needed = place.migrations(candidate, accept_blocking=options.accept_blocking)
        return Plan(
            id=str(uuid.uuid4()),
            kind=kind,
            environment=self._environment,
            old=old,
            new=Side(colour=place.other(old.colour), version=candidate.version, revision=candidate.revision),
            migrations=tuple(needed),
            pace=options.pace,
            objective=self._objective,
            region=self.region,
            train=options.train,
        )

    def _replaced(self) -> str:
        """The version that the live one replaced."""
        live = self._place.live().version
        for ended in self.book().ended:
            if ended.outcome == "succeeded" and ended.new.version == live:
                return ended.old.version
        raise NothingToRollBackToError

    def _run(self, held: Held) -> ReleaseRun:
        return ReleaseRun(self._place.target, self._place.memory, held, self._display)

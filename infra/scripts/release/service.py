"""Releases of the environment on this machine: deploying a version, going back, and what happened so far."""

from __future__ import annotations

import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from infra import locks
from infra.environments import reading
from infra.local import colours
from infra.local.composition import Composition
from infra.local.deployment import Colour, Slot
from infra.local.layout import Layout, find_layout
from infra.local.releases import Release
from infra.output import Progress
from infra.scripts.errors import require_this_machine
from infra.scripts.release import preflight
from infra.scripts.release.decision import Decision, sentence
from infra.scripts.release.engine import ReleaseRun
from infra.scripts.release.errors import (
    AlreadyLiveError,
    AnotherReleaseUnderWayError,
    NoReleaseUnderWayError,
    NothingToRollBackToError,
)
from infra.scripts.release.installation import Installation
from infra.scripts.release.local_target import LocalTarget
from infra.scripts.release.plan import Objective, Pace, Plan, Side
from infra.scripts.release.progress import Book, Ended
from infra.tree import Tree

ABORTED = "It was taken back by the operator."


@dataclass(frozen=True)
class Options:
    """How a release is carried out."""

    pace: Pace
    accept_blocking: bool = False


def open_releases(environment: str, state_directory: Path | None, display: Progress) -> Releases:
    """The releases of an environment.

    Raises:
        UnknownEnvironmentError: it is not declared.
        UnsupportedEnvironmentError: it cannot be released from here.
    """
    layout = find_layout(state_directory)
    declared = reading.read(Tree.of_checkout(layout.checkout), environment).environment.objectives
    require_this_machine("Releases", environment)
    objective = Objective(
        availability_percent=declared.availability_percent,
        latency_seconds=declared.latency_seconds,
        latency_percent=declared.latency_percent,
    )
    return Releases(environment, layout, objective, display)


class Releases:
    """The releases of one environment."""

    def __init__(self, environment: str, layout: Layout, objective: Objective, display: Progress) -> None:
        self._environment = environment
        self._layout = layout
        self._objective = objective
        self._display = display
        self._installation = Installation(layout, display)
        self._target = LocalTarget(layout, self._installation)
        self._memory = self._target.memory

    def book(self) -> Book:
        """What is under way, and what has ended."""
        return self._memory.read()

    def composition(self) -> Composition:
        """What runs where."""
        return colours.composed(self._layout)

    def deploy(self, version: str, options: Options) -> Ended:
        """Replace the live release by a version, or go on with that when an earlier run was interrupted.

        Raises:
            ReleaseAbortedError: it was taken back; users are where they were.
            OperatorError: it was refused, or can go neither forward nor back now.
        """
        with self._alone("syndic release deploy"):
            under_way = self.book().under_way
            if under_way is None:
                return self._run().begin(self._plan(version, "deploy", options))
            if self._installation.find(version).version != under_way.plan.new.version:
                raise AnotherReleaseUnderWayError(under_way.plan.new.version, under_way.plan.kind)
            return self._run().resume()

    def rollback(self, options: Options) -> Ended:
        """Go back to the release that the live one replaced.

        Raises:
            NothingToRollBackToError: it replaced none.
            ReleaseAbortedError: it was taken back; users are where they were.
            OperatorError: it was refused, or can go neither forward nor back now.
        """
        with self._alone("syndic release rollback"):
            under_way = self.book().under_way
            if under_way is not None and under_way.plan.kind == "rollback":
                return self._run().resume()
            if under_way is not None:
                raise AnotherReleaseUnderWayError(under_way.plan.new.version, under_way.plan.kind)
            return self._run().begin(self._plan(self._replaced(), "rollback", options))

    def abort(self) -> Ended:
        """Take back the release that is under way.

        Raises:
            NoReleaseUnderWayError: none is.
            ReleaseAbortedError: it was taken back.
        """
        with self._alone("syndic release abort"):
            if self.book().under_way is None:
                raise NoReleaseUnderWayError
            return self._run().abort(ABORTED)

    def dry_run(self, version: str | None, options: Options) -> tuple[Plan, list[Decision]]:
        """What a release would do, after everything that can be looked at before was; None rolls back."""
        with self._alone("syndic release --dry-run"):
            kind: Literal["deploy", "rollback"] = "deploy" if version else "rollback"
            plan = self._plan(version or self._replaced(), kind, options)
            return plan, [Decision(step, sentence(plan, step)) for step in plan.steps]

    def _plan(self, version: str, kind: Literal["deploy", "rollback"], options: Options) -> Plan:
        composition = self.composition()
        live = composition.deployment.live
        with self._display.step("The environment is ready"):
            preflight.require_ready(composition)
        release = self._installation.find(version)
        old = composition.deployment.slots[live]
        if release.version == old.release.version:
            raise AlreadyLiveError(release.version, live)
        with self._display.step(f"The files of {release.version} break no rule"):
            preflight.require_clean(release)
        with self._display.step(f"{release.version} and the schema go together"):
            needed = self._migrations(composition, live.other, release, options)
        return Plan(
            id=str(uuid.uuid4()),
            kind=kind,
            environment=self._environment,
            old=_side(live, old.release),
            new=_side(live.other, release),
            migrations=tuple(needed),
            pace=options.pace,
            objective=self._objective,
        )

    def _migrations(self, composition: Composition, idle: Colour, release: Release, options: Options) -> list[str]:
        live = composition.platform
        slot = Slot(release=release, serves=False, works=False)
        candidate = colours.composed(self._layout, composition.deployment.with_slot(idle, slot)).platforms[idle]
        return preflight.migrations(
            release,
            preflight.standing(candidate),
            lambda: preflight.standing(live),
            accept_blocking=options.accept_blocking,
        )

    def _replaced(self) -> str:
        """The version that the live one replaced."""
        live = self.composition().platform.release.version
        for ended in self.book().ended:
            if ended.outcome == "succeeded" and ended.new.version == live:
                return ended.old.version
        raise NothingToRollBackToError

    def _run(self) -> ReleaseRun:
        return ReleaseRun(self._target, self._memory, self._display)

    @contextmanager
    def _alone(self, purpose: str) -> Generator[None]:
        self._layout.make()
        with locks.hold(self._layout.lock, purpose):
            yield


def _side(colour: Colour, release: Release) -> Side:
    return Side(colour=colour, version=release.version, revision=release.revision)

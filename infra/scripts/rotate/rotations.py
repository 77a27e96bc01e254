"""The rotations of an environment: which are due, and carrying them out one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra import locks
from infra.environments import reading
from infra.environments.policies import Rotation as Policies
from infra.local.connection import connect
from infra.local.layout import Layout, find_layout
from infra.output import Progress as Display
from infra.scripts.rotate import record, schedule
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.decision import Decision
from infra.scripts.rotate.embedded import find_credentials
from infra.scripts.rotate.engine import PATIENCE_SECONDS, Outcome, Rotation
from infra.scripts.rotate.errors import UnknownSecretError, UnsupportedEnvironmentError
from infra.scripts.rotate.progress import Memory, Progress
from infra.scripts.rotate.schedule import Standing
from infra.tree import Tree

ON_THIS_MACHINE = "development"


def open_rotations(environment: str, state_directory: Path | None) -> Rotations:
    """The rotations of an environment.

    Raises:
        UnknownEnvironmentError: it is not declared.
        UnsupportedEnvironmentError: its secrets cannot be rotated from here.
        NotSetUpError: the environment on this machine was never up.
    """
    layout = find_layout(state_directory)
    declared = reading.read(Tree.of_checkout(layout.checkout), environment).environment
    if environment != ON_THIS_MACHINE:
        raise UnsupportedEnvironmentError(environment, ON_THIS_MACHINE)
    return Rotations(environment, declared.rotation, layout, find_credentials(layout))


@dataclass(frozen=True)
class Rotations:
    """The rotations of one environment."""

    environment: str
    policies: Policies
    layout: Layout
    credentials: Sequence[Credential]

    @property
    def memory(self) -> Memory:
        """What is remembered of them."""
        return Memory(self.layout.state / "rotations.json")

    def standings(self) -> list[Standing]:
        """Where every secret stands."""
        now = datetime.now(UTC)
        return [
            schedule.standing(
                credential,
                schedule.policy_of(self.policies, credential.kind),
                self.memory.see(credential.name, now),
                self.memory.progress(credential.name),
                now,
            )
            for credential in self.credentials
        ]

    def choose(self, name: str | None, *, every: bool) -> list[Credential]:
        """The secrets to rotate: the named one, every one, or those that are due or under way.

        Raises:
            UnknownSecretError: there is none of that name.
        """
        if name is not None:
            chosen = [credential for credential in self.credentials if credential.name == name]
            if not chosen:
                raise UnknownSecretError(name, [credential.name for credential in self.credentials])
            return chosen
        wanted = {standing.name for standing in self.standings() if every or standing.state in {"due", "rotating"}}
        return [credential for credential in self.credentials if credential.name in wanted]

    def plan(self, chosen: Sequence[Credential], *, keep_overlap: bool) -> list[tuple[str, Decision]]:
        """The next step of each, without taking it."""
        quiet = Display(quiet=True)
        return [
            (credential.name, self._rotation(credential, quiet, keep_overlap=keep_overlap).next())
            for credential in chosen
        ]

    def run(
        self,
        chosen: Sequence[Credential],
        display: Display,
        *,
        keep_overlap: bool,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> list[Outcome]:
        """Rotate secrets, one after the other.

        Raises:
            LockHeldError: the environment is being started, stopped or rotated.
            OperatorError: a rotation failed; those before it are done, and it goes on when it is repeated.
        """
        with locks.hold(self.layout.lock, "syndic secrets rotate"):
            return [
                self._rotation(credential, display, keep_overlap=keep_overlap, patience_seconds=patience_seconds).run()
                for credential in chosen
            ]

    def _rotation(
        self,
        credential: Credential,
        display: Display,
        *,
        keep_overlap: bool,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> Rotation:
        policy = schedule.policy_of(self.policies, credential.kind)
        overlap = timedelta(hours=policy.overlap_hours if policy else 0)
        return Rotation(
            credential,
            self.memory,
            overlap,
            self._record,
            display,
            keep_overlap=keep_overlap,
            patience_seconds=patience_seconds,
        )

    def _record(self, credential: Credential, progress: Progress) -> None:
        with connect(self.layout) as platform:
            record.send(platform, credential, progress, self.environment)

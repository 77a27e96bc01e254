"""The rotations of an environment: which are due, and carrying them out one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra import locks
from infra.environments import reading
from infra.environments.environment import Environment
from infra.environments.policies import Rotation as Policies
from infra.local.connection import connect, connect_by_environment
from infra.local.layout import Layout, find_layout
from infra.output import Progress as Display
from infra.scripts.rotate import embedded, record, remote, schedule
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.database_memory import DatabaseMemory
from infra.scripts.rotate.decision import Decision
from infra.scripts.rotate.engine import PATIENCE_SECONDS, POLL_SECONDS, Outcome, Record, Rotation
from infra.scripts.rotate.errors import RotatedElsewhereError, UnknownSecretError
from infra.scripts.rotate.progress import Memory, Progress
from infra.scripts.rotate.schedule import Standing
from infra.tree import Tree

ON_THIS_MACHINE = "development"

REMOTE_POLL_SECONDS = 2.0
"""Stores away from this machine count requests, and their processes take over within a minute."""


def open_rotations(environment: str, state_directory: Path | None) -> Rotations:
    """The rotations of an environment.

    Raises:
        UnknownEnvironmentError: it is not declared.
        NotSetUpError: the environment on this machine was never up.
        NotConfiguredError: something is missing to reach the environment.
    """
    layout = find_layout(state_directory)
    declared = reading.read(Tree.of_checkout(layout.checkout), environment).environment
    return _embedded(declared, layout) if environment == ON_THIS_MACHINE else _remote(declared)


def _embedded(declared: Environment, layout: Layout) -> Rotations:
    def send(credential: Credential, progress: Progress) -> None:
        with connect(layout) as platform:
            record.send(platform, credential, progress, declared.name)

    return Rotations(
        declared.rotation,
        embedded.find_credentials(layout),
        Memory(layout.common / "rotations.json"),
        lambda: locks.hold(layout.lock, "syndic secrets rotate"),
        send,
        (),
        POLL_SECONDS,
    )


def _remote(declared: Environment) -> Rotations:
    found = remote.find_credentials(declared)
    memory = DatabaseMemory(found.administrator, declared.name)

    def send(credential: Credential, progress: Progress) -> None:
        with connect_by_environment() as platform:
            if platform is not None:
                record.send(platform, credential, progress, declared.name)

    elsewhere = tuple(found.elsewhere)
    return Rotations(declared.rotation, found.credentials, memory, memory.alone, send, elsewhere, REMOTE_POLL_SECONDS)


@dataclass(frozen=True)
class Rotations:
    """The rotations of one environment."""

    policies: Policies
    credentials: Sequence[Credential]
    memory: Memory
    """What is remembered of them."""
    alone: Callable[[], AbstractContextManager[None]]
    """Keeps others from rotating meanwhile."""
    send: Record
    """Leaves the record of a finished rotation in the platform."""
    elsewhere: Sequence[str]
    """What cannot be rotated from here, and who does it, as sentences."""
    poll_seconds: float

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
            RotatedElsewhereError: somebody else rotates it.
        """
        if name is not None:
            chosen = [credential for credential in self.credentials if credential.name == name]
            if not chosen and (who := [sentence for sentence in self.elsewhere if name in _names(sentence)]):
                raise RotatedElsewhereError(name, who[0])
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
        with self.alone():
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
            self.send,
            display,
            keep_overlap=keep_overlap,
            patience_seconds=patience_seconds,
            poll_seconds=self.poll_seconds,
        )


def _names(sentence: str) -> list[str]:
    """What a sentence of `elsewhere` is about."""
    return sentence.partition(": ")[0].split(", ")

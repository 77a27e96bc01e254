"""What the service needs of an environment that releases go into, whatever it runs on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from infra.scripts.release.plan import Side
from infra.scripts.release.progress import Memory
from infra.scripts.release.target import Target


class Held(Protocol):
    """A lock that this run took."""

    def require(self) -> None:
        """Refuse to go on without the lock.

        Raises:
            LockLostError: another run may hold it by now.
        """


class HeldByThisProcess:
    """A lock of the operating system, which goes with its holder and cannot be lost before."""

    def require(self) -> None:
        """Go on: who asks still runs."""


@dataclass(frozen=True)
class Candidate:
    """A version that can be released here."""

    version: str
    revision: str


@dataclass(frozen=True)
class ColourState:
    """What runs at a colour."""

    colour: str
    version: str
    revision: str
    traffic_percent: int
    serves: bool
    """Whether its servers and its console are meant to run."""
    works: bool
    """Whether its worker and its cron are meant to run."""


class Place(Protocol):
    """An environment, or one region of it, with two colours."""

    @property
    def memory(self) -> Memory:
        """What is remembered of its releases."""

    @property
    def target(self) -> Target:
        """What acts there."""

    def alone(self, purpose: str) -> AbstractContextManager[Held]:
        """The lock that keeps other releases out while the block runs.

        Args:
            purpose: the command, for the message that others get.
        """

    def colours(self) -> list[ColourState]:
        """What runs where."""

    def live(self) -> Side:
        """The release that has the users."""

    def other(self, colour: str) -> str:
        """The other colour."""

    def find(self, version: str) -> Candidate:
        """A version, as it can be released here.

        Raises:
            OperatorError: there is none, or it is not what it was.
        """

    def require_ready(self) -> None:
        """Refuse to release into an environment that does not run as it should.

        Raises:
            NotReadyForReleaseError: naming what does not.
        """

    def require_clean(self, candidate: Candidate) -> None:
        """Refuse a release that breaks a rule before it runs.

        Raises:
            OperatorError: naming what it breaks.
        """

    def migrations(self, candidate: Candidate, *, accept_blocking: bool) -> list[str]:
        """The revisions of the schema that are applied before the release starts.

        Raises:
            SchemaRefusedError: the release and the schema do not go together.
        """

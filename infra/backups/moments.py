"""The moments a server can be brought back to, and the base backup each begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from infra.backups import wal
from infra.backups.base_backup import BaseFacts
from infra.backups.errors.moments import MomentAheadError, NoBaseError


@dataclass(frozen=True)
class Position:
    """Before the first record at a position of the log."""

    at: int

    def settings(self) -> dict[str, str]:
        """What PostgreSQL is told."""
        return {"recovery_target_lsn": wal.as_text(self.at), "recovery_target_inclusive": "off"}

    def __str__(self) -> str:
        return f"position {wal.as_text(self.at)}"


@dataclass(frozen=True)
class Time:
    """After everything that was committed up to a time."""

    at: datetime

    def settings(self) -> dict[str, str]:
        """What PostgreSQL is told."""
        return {"recovery_target_time": self.at.astimezone(UTC).isoformat(), "recovery_target_inclusive": "on"}

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC).isoformat()}"


@dataclass(frozen=True)
class Transaction:
    """Before a transaction was committed, or right after it."""

    id: int
    inclusive: bool = False

    def settings(self) -> dict[str, str]:
        """What PostgreSQL is told; it compares the lower 32 bits."""
        return {
            "recovery_target_xid": str(self.id),
            "recovery_target_inclusive": "on" if self.inclusive else "off",
        }

    def __str__(self) -> str:
        return f"{'after' if self.inclusive else 'before'} transaction {self.id}"


Moment = Position | Time | Transaction


@dataclass(frozen=True)
class Base:
    """A base backup."""

    id: str
    facts: BaseFacts


def choose(bases: Sequence[Base], moment: Time | Transaction, now: datetime) -> Base:
    """The newest base from which a moment can be reached.

    Raises:
        MomentAheadError: it is yet to come.
        NoBaseError: every base is younger.
    """
    if isinstance(moment, Time) and moment.at > now:
        raise MomentAheadError(str(moment))
    old_enough = [base for base in bases if _reaches(base.facts, moment)]
    if not old_enough:
        raise NoBaseError(str(moment), _earliest(bases, moment))
    return max(old_enough, key=lambda base: base.facts.restorable_from)


def _reaches(facts: BaseFacts, moment: Time | Transaction) -> bool:
    if isinstance(moment, Time):
        return facts.restorable_from <= moment.at
    return facts.next_transaction <= moment.id


def _earliest(bases: Sequence[Base], moment: Time | Transaction) -> str:
    if not bases:
        return "there is none at all"
    first = min(bases, key=lambda base: base.facts.restorable_from).facts
    if isinstance(moment, Time):
        return f"the earliest moment that can be reached is {first.restorable_from.isoformat()}"
    return f"the earliest transaction that can be reached is {first.next_transaction}"

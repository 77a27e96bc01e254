"""Decides the next step of a rotation from what is observed. Nothing here acts.

Two things hold at every moment, also after an interruption at any point:

1. The credential the secret store names is accepted by the service it opens. So the new one is created and proven
   before it is stored, and a credential that is stored is never created again.
2. A credential that anything still uses is not revoked. So the old one is revoked only after every process has shown
   that it uses the new one, the overlap is over, and nothing is seen to use the old one.

That is why the order is what it is. A new value is in memory only until it is stored; when a run ends before that, the
next one makes another value, which is safe because nothing uses the idle credential yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Step(StrEnum):
    """What is done next."""

    BEGIN = "begin"
    CREATE = "create"
    AWAIT_ACCEPTANCE = "await acceptance"
    STORE = "store"
    AWAIT_USE = "await use"
    AWAIT_OVERLAP = "await overlap"
    AWAIT_DISUSE = "await disuse"
    REVOKE = "revoke"
    AWAIT_REFUSAL = "await refusal"
    FINISH = "finish"


WAITS = frozenset({Step.AWAIT_ACCEPTANCE, Step.AWAIT_USE, Step.AWAIT_DISUSE, Step.AWAIT_REFUSAL})
"""Steps that end by themselves within moments; the overlap may last days and ends a run instead."""


@dataclass(frozen=True)
class Observed:
    """What is seen of a rotation now. Every reason is a clause, and None when there is nothing to wait for."""

    began: bool
    """Whether a rotation was begun and not finished."""
    held: bool = False
    """Whether the new credential's value is known: in memory, or in the store beside the old one."""
    not_accepted: str | None = None
    """Why the new credential does not open its service yet."""
    stored: bool = False
    """Whether the store names the new credential as the one to use."""
    not_in_use: str | None = None
    """Who does not use the new credential yet."""
    overlap_left: timedelta = timedelta(0)
    """How long the old credential stays valid by the policy."""
    still_used: str | None = None
    """Who uses the old credential."""
    revoked: bool = False
    """Whether the old credential was revoked."""
    not_refused: str | None = None
    """Who still accepts the old credential."""


@dataclass(frozen=True)
class Decision:
    """The next step, and why, as a sentence."""

    step: Step
    reason: str


def decide(name: str, seen: Observed, *, keep_overlap: bool = True) -> Decision:
    """The next step of a rotation.

    Args:
        name: the secret.
        seen: what is observed now.
        keep_overlap: whether the old credential stays valid for the time the policy says; otherwise only for as long
            as anything uses it.
    """
    if not seen.began:
        return Decision(Step.BEGIN, f"{name} is rotated.")
    if not seen.stored:
        return _before_stored(name, seen)
    if seen.revoked:
        if seen.not_refused:
            return Decision(Step.AWAIT_REFUSAL, f"The old credential of {name} is still accepted: {seen.not_refused}.")
        return Decision(Step.FINISH, f"The new credential of {name} is in use and the old one is refused.")
    if seen.not_in_use:
        return Decision(Step.AWAIT_USE, f"The new credential of {name} is not in use everywhere: {seen.not_in_use}.")
    if keep_overlap and seen.overlap_left > timedelta(0):
        left = readable(seen.overlap_left)
        return Decision(Step.AWAIT_OVERLAP, f"The old credential of {name} stays valid for another {left}.")
    if seen.still_used:
        return Decision(Step.AWAIT_DISUSE, f"The old credential of {name} is still in use: {seen.still_used}.")
    return Decision(Step.REVOKE, f"Nothing uses the old credential of {name} any more.")


def _before_stored(name: str, seen: Observed) -> Decision:
    if not seen.held:
        return Decision(Step.CREATE, f"The new credential of {name} is made; nothing uses it yet.")
    if seen.not_accepted:
        return Decision(
            Step.AWAIT_ACCEPTANCE, f"The new credential of {name} is not accepted yet: {seen.not_accepted}."
        )
    return Decision(Step.STORE, f"The new credential of {name} is accepted, so processes are told to use it.")


def readable(duration: timedelta) -> str:
    """A duration for people, in its largest unit, rounded up: `3 days`, `1 hour`, `20 seconds`."""
    seconds = max(0, -(-int(duration.total_seconds() * 1000) // 1000))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds >= 2 * size or size == 1 or seconds == size:
            count = -(-seconds // size)
            return f"{count} {unit}" + ("" if count == 1 else "s")
    raise AssertionError("unreachable")

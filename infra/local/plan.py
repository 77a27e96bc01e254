"""What `up` will do, decided from what should run and what does, before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What is done with a program."""

    KEEP = "keep"
    START = "start"
    REPLACE = "replace"
    REMOVE = "remove"


@dataclass(frozen=True)
class Running:
    """A program the supervisor has: the configuration it was started with, and whether it is meant to run."""

    text: str
    meant_to_run: bool


@dataclass(frozen=True)
class Decision:
    """What is done with one program, and why, as a sentence."""

    name: str
    action: Action
    reason: str


def decide(name: str, desired: str, running: Running | None) -> Decision:
    """What to do with a program that should run.

    Args:
        name: the program.
        desired: the configuration it should run with.
        running: what the supervisor has; None when it does not have it.
    """
    if running is None:
        return Decision(name, Action.START, f"{name} does not run yet.")
    if running.text != desired:
        return Decision(name, Action.REPLACE, f"{name} runs with an older configuration or version.")
    if not running.meant_to_run:
        return Decision(name, Action.START, f"{name} was stopped.")
    return Decision(name, Action.KEEP, f"{name} runs as it should.")


def decide_removals(desired: Sequence[str], running: Mapping[str, Running]) -> list[Decision]:
    """What to do with programs that should not run any more."""
    return [
        Decision(name, Action.REMOVE, f"{name} is no part of the environment any more.")
        for name in running
        if name not in desired
    ]

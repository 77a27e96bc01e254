"""The record of an operation, as the platform takes it. What is longer than it has room for is cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

LONGEST_SUMMARY = 500
LONGEST_DETAIL = 2000


class Taken(Protocol):
    """A step that was taken."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def started_at(self) -> datetime:
        """When it began."""
        ...

    @property
    def finished_at(self) -> datetime:
        """When it ended."""
        ...

    @property
    def outcome(self) -> str:
        """How it ended."""
        ...

    @property
    def detail(self) -> str:
        """What there is to say about it."""
        ...


def step(name: str, started_at: datetime, finished_at: datetime, outcome: str, detail: str) -> dict[str, str]:
    """One step of a record."""
    return {
        "name": name,
        "started_at": started_at.isoformat(),
        "finished_at": finished_at.isoformat(),
        "outcome": outcome,
        "detail": detail[:LONGEST_DETAIL],
    }


def steps(taken: Iterable[Taken]) -> list[dict[str, str]]:
    """The steps of a record."""
    return [step(one.name, one.started_at, one.finished_at, one.outcome, one.detail) for one in taken]


def record(
    kind: str,
    environment: str,
    began_and_ended: tuple[datetime, datetime],
    outcome: str,
    summary: str,
    *,
    region: str | None = None,
    steps: Iterable[Mapping[str, str]] = (),
    details: Mapping[str, Any],
) -> dict[str, Any]:
    """The record of an operation that has ended.

    Args:
        kind: what was done.
        environment: where.
        began_and_ended: when.
        outcome: `succeeded`, `failed`, or `aborted` when it was taken back.
        summary: one sentence for people.
        region: the region it was about.
        steps: what was done one after the other.
        details: what programs read; never holds a secret.
    """
    began_at, ended_at = began_and_ended
    return {
        "kind": kind,
        "environment": environment,
        **({"region": region} if region else {}),
        "started_at": began_at.isoformat(),
        "finished_at": max(began_at, ended_at).isoformat(),
        "outcome": outcome,
        "summary": " ".join(summary.split())[:LONGEST_SUMMARY],
        "steps": list(steps),
        "details": dict(details),
    }

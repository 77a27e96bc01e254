"""What nothing needs any more, whatever it is, and a run that finds or removes it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from infra.errors import OperatorError
from infra.output import Progress


@dataclass(frozen=True)
class Waste:
    """Something that is not needed, and why, as a sentence."""

    kind: str
    name: str
    reason: str
    bytes: int | None = None
    """What removing it frees; None where nobody says."""
    region: str | None = None
    count: int = 1
    """How many it stands for."""


Needed = Callable[[], Collection[str]]
"""Tells the versions that are live, under way, or would be rolled back to."""


class Part(Protocol):
    """One place where waste gathers."""

    @property
    def called(self) -> str:
        """What it holds, for people."""
        ...

    def find(self) -> Iterable[Waste]:
        """What can be removed. An OperatorError says why nobody can tell."""
        ...

    def remove(self) -> Iterable[Waste]:
        """Remove it, and tell of each when it is gone. An OperatorError says why that did not come to its end."""
        ...


@dataclass(frozen=True)
class Report:
    """What was found, and removed when that was asked for."""

    removed: bool
    found: Sequence[Waste]
    problems: Sequence[str] = field(default=())
    """Why a part is not among it, a sentence each."""

    @property
    def bytes(self) -> int:
        """All that is freed, as far as it is known."""
        return sum(one.bytes or 0 for one in self.found)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        counts: dict[str, int] = {}
        for one in self.found:
            counts[one.kind] = counts.get(one.kind, 0) + one.count
        return counts

    def details(self) -> dict[str, Any]:
        """As JSON tells it."""
        return {
            "removed": self.removed,
            "bytes": self.bytes,
            "found": [asdict(one) for one in self.found],
            "problems": list(self.problems),
        }


def run(parts: Iterable[Part], display: Progress, *, remove: bool) -> Report:
    """Go through the parts. One that fails is told of and keeps no other one back."""
    found: list[Waste] = []
    problems: list[str] = []
    for part in parts:
        try:
            with display.step(f"{'Cleaned up' if remove else 'Looked through'} {part.called}"):
                # One by one: what was removed before an error is told of too.
                found.extend(part.remove() if remove else part.find())
        except OperatorError as error:
            problems.append(f"{part.called[:1].upper()}{part.called[1:]}: {error}")
    return Report(remove, found, problems)

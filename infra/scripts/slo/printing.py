"""How promises and what became of them look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infra.monitoring.standing import NOW, Standing
from infra.output import Column, print_table, print_text

NOT_MEASURED = "-"


def documents(found: Sequence[Standing]) -> list[dict[str, Any]]:
    """As JSON; null where nothing was measured."""
    return [
        {
            "objective": each.objective,
            "target": each.target,
            "achieved": each.achieved,
            "budget_left": each.budget_left,
            "burn": each.burn,
            "burn_now": each.burn_now,
            "broken": each.broken,
        }
        for each in found
    ]


def print_standings(found: Sequence[Standing], environment: str, window: str) -> None:
    """As a table."""
    numbers = (Column(name, numeric=True) for name in ("TARGET", "ACHIEVED", "BUDGET LEFT", "BURN", f"BURN {NOW}"))
    rows = [
        (
            each.objective,
            share(each.target),
            share(each.achieved),
            NOT_MEASURED if each.budget_left is None else f"{each.budget_left:.1%}",
            rate(each.burn),
            rate(each.burn_now),
        )
        for each in found
    ]
    print_table(["OBJECTIVE", *numbers], rows, title=f"{environment}, the last {window}")
    if any(each.achieved is None for each in found):
        print_text(f"{NOT_MEASURED}: nothing was measured in that time.")


def share(value: float | None) -> str:
    """A share in percent, with the digits that tell 99.9% from 99.99%, and never rounded up to a promise kept."""
    if value is None:
        return NOT_MEASURED
    return f"{int(value * 1_000_000 + 1e-6) / 10_000:g}%"


def rate(value: float | None) -> str:
    """How many times faster than allowed."""
    return NOT_MEASURED if value is None else f"{value:.2f}"

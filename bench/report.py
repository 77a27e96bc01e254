"""Figures as a table for people and as JSON for comparison."""

from __future__ import annotations

import json
import os
import platform
import re
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured number."""

    name: str
    value: float
    unit: str
    load: str


class BenchError(Exception):
    """What was measured did not work, so there is no figure to print."""


def find(pattern: str, printed: str) -> tuple[str, ...]:
    """The groups of a pattern in what a tool printed.

    Raises:
        BenchError: the tool printed something else.
    """
    found = re.search(pattern, printed)
    if found is None:
        raise BenchError(f"Expected {pattern!r} in:\n{printed}")
    return found.groups()


def machine() -> str:
    """What the figures were measured on."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def show(figures: list[Figure], *, as_json: bool) -> None:
    """Print the figures."""
    if as_json:
        print(json.dumps({"machine": machine(), "figures": [asdict(figure) for figure in figures]}, indent=2))
        return
    table = Table("figure", "value", "unit", "load", title=machine(), title_justify="left")
    for figure in figures:
        table.add_row(figure.name, f"{figure.value:,.2f}", figure.unit, figure.load)
    Console().print(table)

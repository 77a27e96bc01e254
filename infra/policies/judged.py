"""What rules judge: inputs of one form, whatever file they were read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
"""Leads from a subject to a value in it."""

Place = tuple[str, int]
"""A file, and a line in it from 1."""


@dataclass(frozen=True)
class Judged:
    """One input: a plan, a set of manifests, a Dockerfile or a workflow."""

    subject: str
    """Folder of the rules that judge it."""

    file: str
    """What it was read from."""

    data: Mapping[str, object]
    """What the rules see as `input`."""

    locate: Callable[[str, Path], Place] = field(repr=False)
    """The place of a subject and a path in it; the nearest place that is known."""

    parts: int = 1
    """How many resources, objects, stages or jobs it holds."""


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - any YAML value
    """A value without the keys that are null: they state nothing, and in Rego no helper takes null for a collection."""
    if isinstance(value, dict):
        return {name: without_nulls(part) for name, part in value.items() if part is not None}
    return [without_nulls(part) for part in value] if isinstance(value, list) else value

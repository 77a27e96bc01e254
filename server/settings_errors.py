"""Why the settings of a process cannot be used."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails


class SettingsError(Exception):
    """The settings of a process cannot be used; the message names each variable, never a value."""


class InvalidSettingsError(SettingsError):
    """A variable is missing, mistyped or out of bounds."""

    def __init__(self, error: ValidationError) -> None:
        problems = [
            f"{_place(problem)}: {problem['msg']}" for problem in error.errors(include_input=False, include_url=False)
        ]
        super().__init__("Settings are not usable. " + "; ".join(problems))


def _place(problem: ErrorDetails) -> str:
    """Where a value is wrong. The name of a field that should not be there is left out: it is part of a value."""
    known = problem["loc"][:-1] if problem["type"] == "extra_forbidden" else problem["loc"]
    return ".".join(str(part) for part in known).upper()


class UnresolvedSettingsError(SettingsError):
    """Secrets that variables refer to cannot be read."""

    def __init__(self, failures: Mapping[str, Exception]) -> None:
        problems = [f"{', '.join(names)}: {cause}" for cause, names in by_cause(failures).items()]
        super().__init__("Settings are not usable. " + " ".join(problems))


def by_cause(failures: Mapping[str, Exception]) -> dict[str, list[str]]:
    """The variables by what stands in their way, so that a store that is out is one sentence and not one for each."""
    causes: dict[str, list[str]] = {}
    for name, error in failures.items():
        causes.setdefault(str(error), []).append(name.upper())
    return causes

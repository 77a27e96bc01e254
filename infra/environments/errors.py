"""The exceptions of the environments. Each composes its own message."""

from __future__ import annotations

from collections.abc import Sequence

from infra.errors import OperatorError, UsageError
from infra.findings import Finding


class UnknownEnvironmentError(UsageError):
    """An environment was named that is not declared."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no environment {name}. Declared are: {', '.join(known)}.")


class UnknownRegionError(UsageError):
    """A region was named that the environment does not have."""

    def __init__(self, environment: str, region: str, known: Sequence[str]) -> None:
        super().__init__(f"The environment {environment} has no region {region}. It has: {', '.join(known)}.")


class UnknownProcessError(UsageError):
    """A process was named that the platform does not have."""

    def __init__(self, process: str, known: Sequence[str]) -> None:
        super().__init__(f"The platform has no process {process}. It has: {', '.join(known)}.")


class InvalidEnvironmentError(OperatorError):
    """An environment's file does not fit the model."""

    def __init__(self, name: str, findings: Sequence[Finding]) -> None:
        first = findings[0]
        super().__init__(
            f"The environment {name} cannot be used: {first.file}:{first.line}: {first.why} "
            "`syndic config check` lists everything."
        )

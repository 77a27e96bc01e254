"""The exceptions of the embedded environment, all of them a LocalError. Each composes its own message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infra.errors import OperatorError


class LocalError(OperatorError):
    """A failure of the embedded environment."""


class UnprivilegedUserError(LocalError):
    """PostgreSQL refuses to run as root and no unprivileged identity can be taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"PostgreSQL refuses to run as root, and no unprivileged identity is available: {reason}. "
            "Run `syndic up` as a normal user, or allow user namespaces."
        )


class AlreadyRunningError(LocalError):
    """A service of this state directory already runs."""

    def __init__(self, service: str, directory: Path, pid: int) -> None:
        super().__init__(f"{service} already runs on {directory} with pid {pid}. Stop it first.")


class ServiceEndedError(LocalError):
    """A service ended while it was starting."""

    def __init__(self, service: str, log: Path, lines: Sequence[str]) -> None:
        super().__init__(f"{service} ended while it was starting. {_last(log, lines)}")


class NotReadyError(LocalError):
    """A service did not become ready in time."""

    def __init__(self, service: str, seconds: float, reason: str, log: Path, lines: Sequence[str]) -> None:
        super().__init__(f"{service} was not ready after {seconds:g} seconds: {reason}. {_last(log, lines)}")


def _last(log: Path, lines: Sequence[str]) -> str:
    if not lines:
        return f"Its log {log} is empty."
    return "\n".join([f"The last lines of {log}:", *(f"  {line}" for line in lines)])

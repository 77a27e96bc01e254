"""The exceptions of rotations, all of them a RotationError. Each composes its own message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infra.errors import OperatorError, UsageError


class RotationError(OperatorError):
    """A failure of a rotation."""


class UnknownSecretError(UsageError):
    """There is no secret of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"{name} is not a secret that can be rotated. There are: {', '.join(known)}.")


class UnsupportedEnvironmentError(UsageError):
    """Rotations of the environment are not done from here."""

    def __init__(self, name: str, reachable: str) -> None:
        super().__init__(
            f"Secrets of {name} cannot be rotated from here: only the environment on this machine can. "
            f"Use `-e {reachable}`."
        )


class RotationStalledError(RotationError):
    """A step did not come to its end in time. What was reached is kept, and the old credential is still valid."""

    def __init__(self, name: str, seconds: float, reason: str) -> None:
        super().__init__(
            f"{reason} That did not change within {seconds:g} seconds. Nothing was lost; repeat "
            f"`syndic secrets rotate {name}` to go on."
        )


class UnreadableProgressError(RotationError):
    """The file that remembers rotations is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be read: {reason}. Move it away and repeat; rotations that were under way then begin anew."
        )


class CredentialRefusedError(RotationError):
    """A service refused what a rotation asked of it."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what} was refused: {reason}.")

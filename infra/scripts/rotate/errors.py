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


class RotatedElsewhereError(UsageError):
    """A secret is not rotated by this command."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name} is not rotated from here. {sentence}")


class RotationStalledError(RotationError):
    """A step did not come to its end in time. What was reached is kept, and the old credential is still valid."""

    def __init__(self, name: str, seconds: float, reason: str) -> None:
        super().__init__(
            f"{reason} That did not change within {seconds:g} seconds. Nothing was lost; repeat "
            f"`syndic secrets rotate {name}` to go on."
        )


class UnreadableProgressError(RotationError):
    """The file that remembers rotations is damaged."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(
            f"{path} cannot be read: {reason}. Move it away and repeat; rotations that were under way then begin anew."
        )


class CredentialRefusedError(RotationError):
    """A service refused what a rotation asked of it."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what} was refused: {reason}.")


class PlaceRefusedError(RotationError):
    """The store that keeps a credential refused to be read or written."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} The rotation goes on when it is repeated.")


class SeparatelyKeptError(RotationError):
    """The parts of a credential are in several secrets."""

    def __init__(self, references: Sequence[str]) -> None:
        super().__init__(
            f"{' and '.join(references)} are several secrets, so a process could read the one old and the other new. "
            "Keep them as keys of one secret, a JSON object, and refer to them with #key."
        )


class NotAsRememberedError(RotationError):
    """A rotation that is remembered is not the one that is under way."""

    def __init__(self, name: str, old: str, current: str) -> None:
        super().__init__(
            f"The rotation of {name} that is remembered replaces {old}, but {current} is in use. The database was "
            "brought back to an earlier moment, or somebody else changed the secret. Nothing was changed; "
            "docs/guides/rotate-secrets.md says how to go on."
        )


class NotConfiguredError(UsageError):
    """Something that a rotation away from this machine needs was not given."""

    def __init__(self, variable: str, why: str) -> None:
        super().__init__(f"{variable} is not set: {why}. docs/guides/rotate-secrets.md describes it.")


class UnsuitableReferenceError(UsageError):
    """A setting's reference has a form that cannot be rotated."""

    def __init__(self, setting: str, process: str, why: str) -> None:
        super().__init__(f"{setting} of {process} cannot be rotated from here: {why}.")


class ForeignKeyError(RotationError):
    """An IAM user has two keys that rotation did not make, so there is no room for a new one."""

    def __init__(self, user: str, other: str) -> None:
        super().__init__(
            f"The IAM user {user} has another access key, {other}, that no rotation made, and AWS allows two. Delete "
            "it if nothing uses it (`aws iam get-access-key-last-used` tells), then repeat."
        )


class AlreadyRotatingError(RotationError):
    """Another rotator is at work."""

    def __init__(self, environment: str) -> None:
        super().__init__(f"Another run rotates secrets of {environment} at this moment. Repeat when it has ended.")


class CutOffError(RotationError):
    """The database ended the session that was about to keep others from rotating."""

    def __init__(self, environment: str, reason: str) -> None:
        super().__init__(
            f"The database ended the session before secrets of {environment} were rotated: {reason}. A restore does so "
            "when it puts another database in its place. Nothing was changed; repeat the command."
        )

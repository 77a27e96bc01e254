"""The exceptions about permission. Each composes its own message."""

from __future__ import annotations

from collections.abc import Sequence

from infra.errors import OperatorError, UsageError
from infra.permission.decision import describe
from infra.permission.declarations import Grant, Operation


class PermissionsError(OperatorError):
    """A failure to find out or to have permission."""


class UndeclaredPermissionsError(UsageError):
    """There is no environment of that name, so nobody may do anything in it."""

    def __init__(self, environment: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no environment {environment}. Declared are: {', '.join(known)}.")


class UnusablePermissionsError(PermissionsError):
    """The permissions of an environment cannot be read."""

    def __init__(self, environment: str, reason: str) -> None:
        super().__init__(
            f"Who may do what in {environment} cannot be read: {reason}. `syndic config check` shows the line."
        )


class IdentityNotProvenError(PermissionsError):
    """The caller's identity cannot be found out in one way; another may do. The text is a clause."""


class NotPermittedError(PermissionsError):
    """The caller may not do this."""

    def __init__(
        self,
        environment: str,
        operation: Operation,
        grants: Sequence[Grant],
        callers: Sequence[str],
        gaps: Sequence[str],
    ) -> None:
        you = "; ".join(callers) or "nobody who could be identified"
        tried = f" ({'; '.join(gaps)})" if gaps else ""
        sentences = [f"You may not do {operation} in {environment}.", f"You are {you}{tried}."]
        if grants:
            may = "; ".join(f"{grant.who} ({describe(grant.identity)})" for grant in grants)
            how = " Or: ".join(dict.fromkeys(grant.obtain for grant in grants))
            sentences += [f"It is permitted to: {may}.", f"To get there: {how}"]
        else:
            sentences.append(f"It is permitted to nobody; grant it in infra/environments/{environment}.yaml.")
        super().__init__(" ".join(sentences))

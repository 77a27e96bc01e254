"""What several automations refuse. Each exception composes its own message."""

from __future__ import annotations

from infra.errors import OperatorError, UsageError

ON_THIS_MACHINE = "development"
"""The environment that `syndic up` makes."""


class UnsupportedEnvironmentError(UsageError):
    """An automation does not reach the environment from here."""

    def __init__(self, what: str, environment: str) -> None:
        super().__init__(
            f"{what} of {environment} cannot be done from here yet: only that of the environment on this machine can. "
            f"Use `-e {ON_THIS_MACHINE}`."
        )


class NotReachableError(OperatorError):
    """Something that an environment declares cannot be reached from here."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"{what[:1].upper()}{what[1:]} cannot be reached: {reason.rstrip('.')}.")


class NoRecoveryDeclaredError(UsageError):
    """An environment does not say how one region takes the other's place."""

    def __init__(self, environment: str) -> None:
        super().__init__(
            f"{environment} does not say how one region takes the other's place. State `recovery` in "
            f"infra/environments/{environment}.yaml; `syndic config check` holds it to its rules."
        )


class PhysicalBackupElsewhereError(UsageError):
    """The log of a managed database is archived by whoever runs it."""

    def __init__(self, environment: str) -> None:
        super().__init__(
            f"The log of {environment} is kept by whoever runs its database; no physical backup is made from "
            "here. Restore to a moment with the cloud's own command (RDS: restore-db-instance-to-point-in-time, "
            "Flexible Server: restore) as docs/guides/recovery.md says, or restore a logical backup."
        )


class SwitchNotPossibleError(UsageError):
    """A managed database is followed asynchronously."""

    def __init__(self, environment: str) -> None:
        super().__init__(
            f"{environment} has managed databases, which are followed asynchronously: no write waits for the other "
            "region, and nobody can change that."
        )


class InjectionNotPossibleError(UsageError):
    """A drill's loss cannot be injected here."""

    def __init__(self, scenario: str, reason: str) -> None:
        super().__init__(f"The loss {scenario} cannot be injected here: {reason}. Nothing was touched.")


def require_this_machine(what: str, environment: str) -> None:
    """Refuse every environment but the one on this machine.

    Raises:
        UnsupportedEnvironmentError: it is another one.
    """
    if environment != ON_THIS_MACHINE:
        raise UnsupportedEnvironmentError(what, environment)

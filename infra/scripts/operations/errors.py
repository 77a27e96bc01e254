"""What can go wrong with judging the platform. Each exception composes its own message."""

from __future__ import annotations

from infra.errors import OperatorError


class NotRegisteredError(OperatorError):
    """The platform of an environment is not in its register."""

    def __init__(self, environment: str) -> None:
        super().__init__(
            f"The platform of {environment} is not in the register, so there is nothing to judge. "
            f"`syndic operations register -e {environment}` puts it there."
        )


class NotJudgedError(OperatorError):
    """The framework was not executed to its end."""

    def __init__(self, execution: str, reason: str) -> None:
        super().__init__(f"Execution {execution} did not complete: {reason}. Look at the worker's log, and try again.")

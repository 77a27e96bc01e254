"""The exceptions of monitoring. Each composes its own message."""

from __future__ import annotations

from infra.errors import OperatorError


class MonitoringError(OperatorError):
    """A failure of monitoring."""


class UnreadableExpressionError(MonitoringError):
    """An expression is not PromQL."""

    def __init__(self, expression: str, position: int) -> None:
        super().__init__(
            f"The expression breaks off at character {position + 1}: {expression[position : position + 40]}"
        )

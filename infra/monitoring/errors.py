"""The exceptions of monitoring. Each composes its own message."""

from __future__ import annotations

from pydantic import ValidationError

from infra.errors import OperatorError, UsageError


class MonitoringError(OperatorError):
    """A failure of monitoring."""


class UnreadableExpressionError(MonitoringError):
    """An expression is not PromQL."""

    def __init__(self, expression: str, position: int) -> None:
        super().__init__(
            f"The expression breaks off at character {position + 1}: {expression[position : position + 40]}"
        )


class InvalidObjectivesError(MonitoringError):
    """The file of objectives does not have the form of one."""

    def __init__(self, file: str, reason: Exception) -> None:
        where = "; ".join(
            f"{'.'.join(map(str, mistake['loc']))}: {mistake['msg']}"
            for mistake in (reason.errors() if isinstance(reason, ValidationError) else [])
        )
        super().__init__(f"{file} does not state objectives ({where or 'it is empty'}).")


class UnstatedPromiseError(MonitoringError):
    """An objective refers to a field that an environment does not have, or not as a number."""

    def __init__(self, path: str, environment: str, problem: str) -> None:
        super().__init__(f"An objective refers to {path}, which {problem} in infra/environments/{environment}.yaml.")


class UnreachableBurnRateError(MonitoringError):
    """A target leaves so much budget that it cannot be spent at the rate of an alert."""

    def __init__(self, objective: str, environment: str, target: float, rate: float) -> None:
        super().__init__(
            f"{objective} of {environment} promises {target:.4%}. If everything failed, its budget would be spent "
            f"{1 / (1 - target):.1f} times as fast as allowed, and the alert wants {rate:g}: it could never fire. "
            f"Promise more than {1 - 1 / rate:.1%}."
        )


class PrometheusUnreachableError(MonitoringError):
    """Prometheus does not answer."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Prometheus at {url} does not answer ({reason}). Name another with --prometheus and --ca-file."
        )


class PrometheusRefusedError(MonitoringError):
    """Prometheus does not evaluate an expression."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"Prometheus at {url} refused: {reason}.")


class InvalidWindowError(UsageError):
    """A window is no duration."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text} is no window. Write a number and a unit: 90s, 30m, 6h, 28d, 4w.")


class NoSuchPromiseError(UsageError):
    """An environment states no objectives."""

    def __init__(self, environment: str, known: list[str]) -> None:
        super().__init__(f"No environment {environment} states objectives. Choose one of {', '.join(known)}.")

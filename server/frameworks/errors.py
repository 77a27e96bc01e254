"""What can be wrong with a framework or its evaluation."""

from __future__ import annotations

from collections.abc import Sequence

from server.errors import FieldProblem, NotFound, Unprocessable


class InvalidFramework(Unprocessable):
    """The catalog, the rules or the library of a framework cannot be used. Every place that is wrong is named."""

    slug = "invalid-framework"
    title = "Framework not valid"

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"The framework cannot be used. {first.field}: {first.message}{more}", errors=problems)


class FrameworkNotFound(NotFound):
    """No framework with this id was published."""

    def __init__(self, framework_id: str) -> None:
        super().__init__(f"There is no framework {framework_id}. GET /api/frameworks lists those that are published.")


class EvaluationError(Exception):
    """The evaluation of rules failed for a reason outside the rules."""


class SandboxStartError(EvaluationError):
    """The child process that evaluates rules cannot be started."""

    def __init__(self, script: str, seconds: float) -> None:
        super().__init__(
            f"The process that evaluates rules ({script}) was not ready within {seconds:g} seconds or ended at once."
        )

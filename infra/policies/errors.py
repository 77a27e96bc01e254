"""The exceptions of the policies. Each composes its own message."""

from __future__ import annotations

from collections.abc import Sequence

from infra.errors import OperatorError, UsageError


class MissingPathError(UsageError):
    """A path was named that does not exist."""

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no {path}. Name plans, manifests, Dockerfiles, workflows, or folders of them.")


class NothingToJudgeError(UsageError):
    """Nothing below the paths is of a kind that rules exist for."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            f"Nothing in {', '.join(paths)} is a Terraform plan in JSON, a Kubernetes manifest, a Dockerfile or a "
            "GitHub workflow, so no rule was evaluated. A plan is made with `terraform show -json PLAN > plan.json`."
        )


class UnusablePlanError(OperatorError):
    """A plan cannot be judged."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"The plan {file} cannot be judged: {reason}. Make it again with `terraform plan`.")


class UnrenderableError(OperatorError):
    """Kustomize cannot put manifests together."""

    def __init__(self, file: str, output: str) -> None:
        last = (output.strip().splitlines() or ["it printed nothing"])[-1]
        super().__init__(f"{file} cannot be rendered: {last}. Correct it; `kubectl kustomize` shows the same.")


class RuleMetadataError(OperatorError):
    """A rule does not say about itself what it must."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason
        super().__init__(
            f"{file}: the METADATA of the rule cannot be used: {reason}. docs/guides/policies.md shows one."
        )


class RuleBrokenError(OperatorError):
    """A rule cannot be compiled or evaluated; the gate does not pass without it."""

    def __init__(self, rule: str, name: str, reason: str) -> None:
        super().__init__(f"The rule {rule} could not be evaluated on {name}: {reason}. Correct the rule.")


class GateDefectError(OperatorError):
    """The gate cannot be trusted: what it must find, it did not find."""


class TooFewRulesError(GateDefectError):
    """Fewer rules were evaluated than must be."""

    def __init__(self, subject: str, evaluated: int, fewest: int) -> None:
        super().__init__(
            f"Only {evaluated} rules about {subject} were evaluated, at least {fewest} must be. Nothing was judged: "
            "restore infra/policies, or lower the number in infra/policies/gate.py where rules were dropped on purpose."
        )


class KnownBadPassedError(GateDefectError):
    """Rules found nothing in the input that breaks every rule."""

    def __init__(self, subject: str, rules: Sequence[str]) -> None:
        super().__init__(
            f"The built-in bad example about {subject} was not caught by {', '.join(rules)}. Nothing was judged: "
            "correct these rules, or have the example break them (`python -m tests.integration.policies.known_bad`)."
        )


class InvalidWaiversError(OperatorError):
    """The file of waivers is not what it must be."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"The waivers in {file} cannot be used: {reason}. docs/guides/policies.md shows one.")


class UnknownSubjectError(UsageError):
    """Rules were asked for that are about nothing known."""

    def __init__(self, subject: str, known: Sequence[str]) -> None:
        super().__init__(f"There are no rules about {subject}. There are rules about {', '.join(known)}.")

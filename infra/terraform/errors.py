"""Why infrastructure is not planned or applied."""

from __future__ import annotations

from infra.errors import OperatorError, UsageError


class InvalidProvisioningError(OperatorError):
    """The file that declares what Terraform needs beyond the environments' files cannot be used."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"infra/terraform/provisioning.yaml: {problem}. Correct it, then `syndic terraform variables`."
        )


class UnknownStackError(UsageError):
    """There is no such stack for an environment."""

    def __init__(self, environment: str, stack: str, known: list[str]) -> None:
        names = ", ".join(known) or "none"
        super().__init__(
            f"There are no variables of {environment} for the stack {stack}; there are of: {names}. "
            "State the environment in infra/terraform/provisioning.yaml, then run `syndic terraform variables`."
        )

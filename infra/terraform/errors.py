"""Why infrastructure is not planned or applied."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

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


class TerraformMissingError(OperatorError):
    """Terraform is not installed."""

    def __init__(self) -> None:
        super().__init__("terraform is not installed. Install 1.11 or newer from releases.hashicorp.com.")


class TerraformFailedError(OperatorError):
    """A command of Terraform failed."""

    def __init__(self, step: str, output: str) -> None:
        super().__init__(f"terraform {step} failed: {output.strip() or 'it printed nothing'}")


class UnknownBackendError(UsageError):
    """There is no such backend."""

    def __init__(self, given: str, expected: str) -> None:
        super().__init__(f"There is no backend {given}. Name hcp, local (bootstrap only) or a file such as {expected}.")


class NoSavedPlanError(UsageError):
    """Nothing was planned."""

    def __init__(self, environment: str, cloud: str, stack: str) -> None:
        command = f"syndic terraform plan -e {environment} --cloud {cloud} --stack {stack}"
        super().__init__(f"No plan of {environment} on {cloud} waits to be applied. Make one: `{command}`.")


class UnreadableApprovalError(UsageError):
    """A file holds no approval."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} holds no approval: {problem}. `syndic terraform approve` writes one.")


class PlanRefusedError(OperatorError):
    """A plan may not be applied."""


class AlreadyAppliedError(PlanRefusedError):
    """It was applied before, or somebody tried."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            f"This plan was applied at {moment:%Y-%m-%d %H:%M} UTC. Make a new one: `syndic terraform plan`."
        )


class PlanChangedError(PlanRefusedError):
    """Its file is not the one that was judged."""

    def __init__(self) -> None:
        super().__init__("The plan's file is not the one that the gate judged. Make a new plan and have it judged.")


class GateShutError(PlanRefusedError):
    """The policy gate did not let it pass."""

    def __init__(self, sentence: str, blocking: tuple[str, ...]) -> None:
        findings = "".join(f"\n  {line}" for line in blocking)
        super().__init__(f"The policy gate is shut: {sentence} Mend what it found, then plan again.{findings}")


class NothingToApplyError(PlanRefusedError):
    """It changes nothing."""

    def __init__(self) -> None:
        super().__init__("The plan changes nothing, so there is nothing to apply.")


class StaleCodeError(PlanRefusedError):
    """Modules, stack, variables or backend changed since."""

    def __init__(self) -> None:
        super().__init__(
            "Modules, stack, variables or backend are not those the plan was made from. Go back to them, or plan again."
        )


class StaleStateError(PlanRefusedError):
    """Somebody applied something since."""

    def __init__(self, planned: str, found: str) -> None:
        super().__init__(f"The infrastructure changed since: the plan is of {planned}, now it is {found}. Plan again.")


class PlanTooOldError(PlanRefusedError):
    """It was made too long ago."""

    def __init__(self, made_at: datetime, oldest: timedelta) -> None:
        hours = oldest.total_seconds() / 3600
        super().__init__(
            f"The plan was made at {made_at:%Y-%m-%d %H:%M} UTC, more than {hours:g} hours ago. Plan again."
        )


class RegionsMovedError(PlanRefusedError):
    """A failover moved what it would move back."""

    def __init__(self, sentence: str, environment: str) -> None:
        super().__init__(
            f"{sentence} Applying would turn back what `syndic dr` turned: roles of databases, what fences them, the "
            f"direction of copies. Nothing was changed. `syndic dr failback -e {environment}` brings the regions back; "
            "then plan again (docs/runbooks/provision-after-failover.md)."
        )


class RegionsUnknownError(PlanRefusedError):
    """It cannot be told whether a failover moved what it would move back."""

    def __init__(self, sentence: str, environment: str) -> None:
        super().__init__(
            f"{sentence} Applying after a failover would turn it back. Nothing was changed. Whoever applies must be "
            f"able to read recovery/ in the evidence of both regions; `syndic dr status -e {environment}` reads the "
            "same."
        )


class ApprovalMissingError(PlanRefusedError):
    """Nobody approved it."""

    def __init__(self, environment: str, fingerprint: str) -> None:
        super().__init__(
            f"Plans of {environment} are approved by somebody else than their planner. Have them run "
            f"`syndic terraform approve -e {environment} {fingerprint} --file approval.json`, then add --approval."
        )


class OtherPlanApprovedError(PlanRefusedError):
    """Another plan was approved."""

    def __init__(self, environment: str, approved: str, fingerprint: str) -> None:
        super().__init__(
            f"The approval is of plan {approved}… of {environment}, not of this one. Have {fingerprint} approved."
        )


class ApprovalTooLongError(PlanRefusedError):
    """The approval counts for too long."""

    def __init__(self, longest: timedelta) -> None:
        super().__init__(f"An approval counts for {longest.total_seconds() / 3600:g} hours at most. Get another.")


class ApprovalExpiredError(PlanRefusedError):
    """The approval does not count at this moment."""

    def __init__(self, approver: str, approved_at: datetime, expires_at: datetime) -> None:
        super().__init__(
            f"The approval of {approver} counts from {approved_at:%Y-%m-%d %H:%M} to {expires_at:%Y-%m-%d %H:%M} UTC, "
            "and for no plan that was made later. Get another."
        )


class OwnPlanApprovedError(PlanRefusedError):
    """The planner approved it."""

    def __init__(self, approver: str) -> None:
        super().__init__(f"{approver} planned and approved it. Somebody else has to look at it.")


class BadFingerprintError(UsageError):
    """Something is no fingerprint."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"{given} is no fingerprint: those have 64 hexadecimal digits, and `plan` prints them in full."
        )

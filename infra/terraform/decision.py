"""Whether a saved plan may be applied. Nothing here looks anything up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from infra.terraform import approval as approvals
from infra.terraform.approval import Approval
from infra.terraform.errors import (
    AlreadyAppliedError,
    ApprovalExpiredError,
    ApprovalMissingError,
    ApprovalTooLongError,
    GateShutError,
    NothingToApplyError,
    OtherPlanApprovedError,
    OwnPlanApprovedError,
    PlanChangedError,
    PlanTooOldError,
    StaleCodeError,
    StaleStateError,
)
from infra.terraform.saved_plan import SHORT, SavedPlan, State

OLDEST = timedelta(hours=24)
"""How old a plan may be: after a day it no longer says what the cloud looks like."""


@dataclass(frozen=True)
class Found:
    """What is true at the moment of applying."""

    moment: datetime
    plan: str
    """SHA-256 of the plan's file as it is now."""

    code: str
    """SHA-256 of modules, stack, variables and backend as they are now."""

    state: State


def permit(saved: SavedPlan, found: Found, approval: Approval | None, *, approval_needed: bool) -> str:
    """Make sure that a plan may be applied now.

    The order matters: what makes a plan worthless is said before what could still be got for it.

    Returns:
        Why it may, as a sentence.

    Raises:
        PlanRefusedError: it may not; the message says what would be accepted.
    """
    identity = saved.identity
    if saved.applied_at is not None:
        raise AlreadyAppliedError(saved.applied_at)
    if found.plan != identity.plan:
        raise PlanChangedError
    if not saved.verdict.passed:
        raise GateShutError(saved.verdict.sentence, saved.verdict.blocking)
    if not saved.summary.changes:
        raise NothingToApplyError
    if found.code != identity.code:
        raise StaleCodeError
    if found.state != identity.state:
        raise StaleStateError(str(identity.state), str(found.state))
    if found.moment - saved.made_at > OLDEST:
        raise PlanTooOldError(saved.made_at, OLDEST)
    short = saved.fingerprint[:SHORT]
    if not approval_needed:
        return f"Plan {short} passed the gate; {identity.environment} needs no approval."
    _require_approval(saved, found.moment, approval)
    by = approval.approver if approval else ""
    return f"Plan {short} passed the gate and {by} approved it."


def _require_approval(saved: SavedPlan, moment: datetime, approval: Approval | None) -> None:
    if approval is None:
        raise ApprovalMissingError(saved.identity.environment, saved.fingerprint)
    if (approval.environment, approval.fingerprint) != (saved.identity.environment, saved.fingerprint):
        raise OtherPlanApprovedError(approval.environment, approval.fingerprint[:SHORT], saved.fingerprint)
    if approval.expires_at - approval.approved_at > approvals.LONGEST:
        raise ApprovalTooLongError(approvals.LONGEST)
    if not saved.made_at <= approval.approved_at <= moment < approval.expires_at:
        raise ApprovalExpiredError(approval.approver, approval.approved_at, approval.expires_at)
    if approval.approver.casefold() == saved.planner.casefold():
        raise OwnPlanApprovedError(approval.approver)

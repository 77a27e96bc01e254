"""The operation record that an apply leaves in the platform."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from infra import records
from infra.terraform.approval import Approval
from infra.terraform.saved_plan import SHORT, SavedPlan, State
from infra.terraform.summary import ORDER


def operation(
    saved: SavedPlan,
    *,
    applier: str,
    approval: Approval | None,
    began_at: datetime,
    finished_at: datetime,
    state: State | None,
    failure: str | None,
) -> dict[str, Any]:
    """The record of an apply that ended.

    Args:
        saved: the plan.
        applier: who applied it.
        approval: the approval it had.
        began_at: when Terraform was started.
        finished_at: when it ended.
        state: the state afterwards; None when it could not be read.
        failure: what went wrong; None when nothing did.
    """
    identity = saved.identity
    done = f"Applied plan {saved.fingerprint[:SHORT]} of {identity.stack} on {identity.cloud}: {saved.summary.sentence}"
    outcome = "failed" if failure else "succeeded"
    plan_detail = f"{saved.summary.sentence} {saved.verdict.sentence}"
    return records.record(
        "infrastructure",
        identity.environment,
        (began_at, finished_at),
        outcome,
        f"{done} It failed: {failure}" if failure else done,
        steps=[
            records.step("plan", saved.made_at, saved.made_at, "succeeded", plan_detail),
            *(
                [records.step("approval", approval.approved_at, approval.approved_at, "succeeded", approval.approver)]
                if approval
                else []
            ),
            records.step("apply", began_at, finished_at, outcome, failure or f"The state is {state}."),
        ],
        details={
            "cloud": identity.cloud,
            "stack": identity.stack,
            "fingerprint": saved.fingerprint,
            "planner": saved.planner,
            "approver": approval.approver if approval else None,
            "applier": applier,
            "changes": {effect.value: saved.summary.count(effect) for effect in ORDER},
            "state_before": identity.state.model_dump(),
            "state_after": state.model_dump() if state else None,
        },
    )

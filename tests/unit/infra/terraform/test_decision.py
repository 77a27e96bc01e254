"""A plan is applied when it was gated, approved where that is needed, and nothing changed since; else it is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from infra.terraform import errors
from infra.terraform.decision import OLDEST, permit
from infra.terraform.saved_plan import State
from tests.unit.infra.terraform.plans import BEFORE, NOON, approval, found, saved


def test_a_gated_plan_of_staging_needs_no_approval() -> None:
    said = permit(saved("staging"), found(), None, approval_needed=False)
    assert said == f"Plan {saved('staging').fingerprint[:12]} passed the gate; staging needs no approval."


def test_a_gated_and_approved_plan_of_production_is_applied() -> None:
    said = permit(saved(), found(), approval(saved()), approval_needed=True)
    assert said == f"Plan {saved().fingerprint[:12]} passed the gate and grace approved it."


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"plan": "c" * 64}, errors.PlanChangedError),
        ({"code": "c" * 64}, errors.StaleCodeError),
        ({"state": State(lineage=BEFORE.lineage, serial=8)}, errors.StaleStateError),
        ({"state": State(lineage="another", serial=7)}, errors.StaleStateError),
        ({"state": State()}, errors.StaleStateError),
        ({"moment": NOON + OLDEST + timedelta(seconds=1)}, errors.PlanTooOldError),
    ],
)
def test_a_stale_plan_is_refused_whether_approved_or_not(changes: dict[str, Any], error: type[Exception]) -> None:
    for environment, needed in (("staging", False), ("production", True)):
        plan = saved(environment)
        with pytest.raises(error):
            permit(
                plan, found(**changes), approval(plan, expires_at=NOON + timedelta(hours=24)), approval_needed=needed
            )


def test_a_plan_the_gate_did_not_let_pass_is_refused_although_it_was_approved() -> None:
    plan = saved(passed=False)
    with pytest.raises(errors.GateShutError, match="gate is shut"):
        permit(plan, found(), approval(plan), approval_needed=True)


def test_a_plan_is_applied_once() -> None:
    begun = saved("staging").begun(NOON)
    with pytest.raises(errors.AlreadyAppliedError):
        permit(begun, found(), None, approval_needed=False)


def test_a_plan_without_changes_is_refused() -> None:
    with pytest.raises(errors.NothingToApplyError):
        permit(saved("staging", changes=False), found(), None, approval_needed=False)


def test_production_is_refused_without_an_approval_and_told_how_to_get_one() -> None:
    with pytest.raises(errors.ApprovalMissingError, match=saved().fingerprint):
        permit(saved(), found(), None, approval_needed=True)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"fingerprint": "d" * 64}, errors.OtherPlanApprovedError),
        ({"environment": "staging"}, errors.OtherPlanApprovedError),
        ({"approver": "ada"}, errors.OwnPlanApprovedError),
        ({"approver": "ADA"}, errors.OwnPlanApprovedError),
        ({"expires_at": NOON + timedelta(hours=1)}, errors.ApprovalExpiredError),
        ({"approved_at": NOON - timedelta(minutes=1)}, errors.ApprovalExpiredError),
        ({"approved_at": NOON + timedelta(hours=2)}, errors.ApprovalExpiredError),
        ({"expires_at": NOON + timedelta(days=7)}, errors.ApprovalTooLongError),
    ],
)
def test_an_approval_that_does_not_count_is_refused(changes: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        permit(saved(), found(), approval(saved(), **changes), approval_needed=True)


@pytest.mark.parametrize("field", ["environment", "cloud", "stack", "plan", "code"])
def test_whatever_a_plan_is_made_from_changes_its_fingerprint(field: str) -> None:
    identity = saved().identity
    assert identity.model_copy(update={field: "other"}).fingerprint != identity.fingerprint


def test_another_state_changes_the_fingerprint() -> None:
    identity = saved().identity
    assert identity.model_copy(update={"state": State()}).fingerprint != identity.fingerprint

"""Plans for tests: as Terraform prints them, and as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.terraform.approval import Approval
from infra.terraform.decision import Found
from infra.terraform.saved_plan import Identity, SavedPlan, State, Verdict
from infra.terraform.summary import summarise

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BEFORE = State(lineage="11111111-2222-3333-4444-555555555555", serial=7)


def change(address: str, *actions: str, mode: str = "managed") -> dict[str, Any]:
    """One entry of `resource_changes`."""
    *modules, kind, _ = address.split(".")
    found = {"address": address, "mode": mode, "type": kind, "change": {"actions": list(actions)}}
    return {**found, "module_address": ".".join(modules)} if modules else found


def plan(*changes: dict[str, Any], drifted: Sequence[str] = ()) -> dict[str, Any]:
    """What `terraform show -json` prints, as far as it is read."""
    return {"resource_changes": list(changes), "resource_drift": [{"address": address} for address in drifted]}


def saved(environment: str = "production", *, passed: bool = True, changes: bool = True) -> SavedPlan:
    """A plan that Ada made at noon."""
    made = [change("module.database.aws_db_instance.this", "create")] if changes else []
    return SavedPlan(
        identity=Identity(
            environment=environment, cloud="aws", stack="platform", plan="a" * 64, code="b" * 64, state=BEFORE
        ),
        planner="ada",
        made_at=NOON,
        verdict=Verdict(passed=passed, sentence="The gate passes." if passed else "The gate is shut.", blocking=()),
        summary=summarise(plan(*made)),
    )


def found(**changes: Any) -> Found:  # noqa: ANN401 - any field of it
    """What is true an hour later, when nothing changed."""
    facts: dict[str, Any] = {"moment": NOON + timedelta(hours=1), "plan": "a" * 64, "code": "b" * 64, "state": BEFORE}
    return Found(**{**facts, **changes})


def approval(plan: SavedPlan, **changes: Any) -> Approval:  # noqa: ANN401 - any field of it
    """Grace's approval of a plan, of half past noon, for four hours."""
    facts = {
        "environment": plan.identity.environment,
        "fingerprint": plan.fingerprint,
        "approver": "grace",
        "approved_at": NOON + timedelta(minutes=30),
        "expires_at": NOON + timedelta(hours=4, minutes=30),
    }
    return Approval.model_validate({**facts, **changes})

"""The record a release leaves in the platform."""

from __future__ import annotations

from typing import Any

from infra import records
from infra.scripts.release.plan import Stage
from infra.scripts.release.progress import Progress


def operation(progress: Progress) -> dict[str, Any]:
    """The operation record of a release that is ending."""
    plan = progress.plan
    # Only what came before the record itself, so that it is the same however often it is sent.
    steps = [step for step in progress.steps if step.name not in {Stage.RECORD, Stage.RECORD_ABORT}]
    if progress.returning is None:
        summary = f"Released {plan.new.version} in place of {plan.old.version}, while the platform was serving."
    else:
        summary = f"Took {plan.new.version} back; {plan.old.version} serves all users: {progress.returning}"
    return records.record(
        "release",
        plan.environment,
        (progress.began_at, steps[-1].finished_at if steps else progress.began_at),
        "succeeded" if progress.returning is None else "aborted",
        summary,
        region=plan.region,
        steps=records.steps(steps),
        details={
            "kind": plan.kind,
            "release": plan.id,
            "old": plan.old.model_dump(),
            "new": plan.new.model_dump(),
            "migrations": list(plan.migrations),
            **({"region": plan.region} if plan.region else {}),
            **({"train": plan.train} if plan.train else {}),
        },
    )

"""The record a release leaves in the platform."""

from __future__ import annotations

from infra.scripts.release.plan import Stage
from infra.scripts.release.progress import Progress

LONGEST_SUMMARY = 500
LONGEST_DETAIL = 2000


def operation(progress: Progress) -> dict[str, object]:
    """The operation record of a release that is ending."""
    plan = progress.plan
    # Only what came before the record itself, so that it is the same however often it is sent.
    steps = [step for step in progress.steps if step.name not in {Stage.RECORD, Stage.RECORD_ABORT}]
    if progress.returning is None:
        summary = f"Released {plan.new.version} in place of {plan.old.version}, while the platform was serving."
    else:
        summary = f"Took {plan.new.version} back; {plan.old.version} serves all users: {progress.returning}"
    return {
        "kind": "release",
        "environment": plan.environment,
        "started_at": progress.began_at.isoformat(),
        "finished_at": (steps[-1].finished_at if steps else progress.began_at).isoformat(),
        "outcome": "succeeded" if progress.returning is None else "aborted",
        "summary": " ".join(summary.split())[:LONGEST_SUMMARY],
        "steps": [
            {
                "name": step.name,
                "started_at": step.started_at.isoformat(),
                "finished_at": step.finished_at.isoformat(),
                "outcome": step.outcome,
                "detail": step.detail[:LONGEST_DETAIL],
            }
            for step in steps
        ],
        "details": {
            "kind": plan.kind,
            "release": plan.id,
            "old": plan.old.model_dump(),
            "new": plan.new.model_dump(),
            "migrations": list(plan.migrations),
            **({"region": plan.region} if plan.region else {}),
            **({"train": plan.train} if plan.train else {}),
        },
    }

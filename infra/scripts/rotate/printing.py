"""What the commands about secrets print."""

from __future__ import annotations

from collections.abc import Sequence

from infra.output import print_json, print_table, print_text
from infra.scripts.rotate.decision import Decision, readable
from infra.scripts.rotate.engine import Outcome
from infra.scripts.rotate.schedule import Standing


def print_standings(standings: Sequence[Standing], elsewhere: Sequence[str], *, as_json: bool) -> None:
    """Every secret: its age, its policy, and when it is due; then what is rotated elsewhere, in words."""
    if as_json:
        print_json([_json(standing) for standing in standings])
        return
    rows = [
        (
            standing.name,
            standing.state,
            f"{'' if standing.rotated_at else 'at least '}{readable(standing.age)}",
            readable_policy(standing),
            f"{standing.rotated_at:%Y-%m-%d %H:%M}" if standing.rotated_at else "never seen",
            f"{standing.due_at:%Y-%m-%d %H:%M}" if standing.due_at else "",
        )
        for standing in standings
    ]
    print_table(["SECRET", "STATE", "AGE", "POLICY", "LAST ROTATED", "NEXT DUE"], rows)
    for sentence in elsewhere:
        print_text(f"Not from here: {sentence}")


def print_plan(plan: Sequence[tuple[str, Decision]], *, as_json: bool) -> None:
    """The next step of every rotation."""
    if as_json:
        print_json([{"name": name, "step": decision.step, "reason": decision.reason} for name, decision in plan])
        return
    for name, decision in plan:
        print_text(f"{name}: would {decision.step}. {decision.reason}")
    if not plan:
        print_text("Nothing is due.")


def print_outcomes(outcomes: Sequence[Outcome], *, as_json: bool) -> None:
    """How every rotation ended."""
    if as_json:
        print_json(
            [
                {
                    "name": outcome.name,
                    "state": outcome.state,
                    "reason": outcome.sentence,
                    "resumes_at": outcome.resumes_at.isoformat() if outcome.resumes_at else None,
                }
                for outcome in outcomes
            ]
        )
        return
    for outcome in outcomes:
        print_text(outcome.sentence)
    if not outcomes:
        print_text("Nothing is due. Name a secret to rotate it all the same; `syndic secrets status` lists them.")
    elif any(outcome.state == "overlapping" for outcome in outcomes):
        print_text("Repeat `syndic secrets rotate` after that; it revokes the old credential.")


def readable_policy(standing: Standing) -> str:
    """The policy in words."""
    if standing.policy is None:
        return "none"
    return f"{standing.policy.maximum_age_days} days, {standing.policy.overlap_hours} h overlap"


def _json(standing: Standing) -> dict[str, object]:
    policy = standing.policy
    return {
        "name": standing.name,
        "kind": standing.kind,
        "state": standing.state,
        "age_seconds": int(standing.age.total_seconds()),
        "maximum_age_days": policy.maximum_age_days if policy else None,
        "overlap_hours": policy.overlap_hours if policy else None,
        "rotated_at": standing.rotated_at.isoformat() if standing.rotated_at else None,
        "due_at": standing.due_at.isoformat() if standing.due_at else None,
    }

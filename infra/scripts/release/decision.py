"""Decides the next step of a release from what was begun and done. Nothing here acts.

Three things hold at every moment, also after an interruption at any point:

1. The colour that has traffic is ready: the new one gets none before it was proven, the old one is stopped only after
   it lost all of its own.
2. The way back is open until the old colour is stopped, and it leads users back first, with one action.
3. A step that was begun and not done is done again: every step can be repeated without harm.
"""

from __future__ import annotations

from dataclasses import dataclass

from infra.scripts.release.plan import Plan, Stage, Step, steps_back
from infra.scripts.release.progress import Progress

POINTS_OF_NO_RETURN = frozenset({Stage.STOP_OLD, Stage.RECORD})
"""Once one of these was begun there may be nothing to return to; only forward is safe."""

SENTENCES = {
    Stage.MIGRATE: "The schema is expanded by {migrations}",
    Stage.PROVE_OLD: "{old} works on the new schema",
    Stage.START: "{new} is started and ready",
    Stage.SMOKE: "{new} passes the smoke tests, without users",
    Stage.SHIFT: "{new} gets {percent}% of the traffic",
    Stage.WATCH: "{new} keeps the objectives with {percent}%",
    Stage.HAND_OVER: "The worker and cron of {new} have taken over",
    Stage.HOLD: "{new} keeps the objectives while {old} stays ready",
    Stage.STOP_OLD: "{old} has no request left and is stopped",
    Stage.RECORD: "The operation is recorded as evidence",
    Stage.RETURN_TRAFFIC: "All traffic is back at {old}",
    Stage.RETURN_WORK: "The worker and cron of {old} do the work again",
    Stage.STOP_NEW: "{new} has no request left and is stopped",
    Stage.RECORD_ABORT: "The operation is recorded as evidence",
}
"""What holds when a step is done."""


@dataclass(frozen=True)
class Decision:
    """The next step, and what it does, as a sentence."""

    step: Step
    sentence: str


def decide(progress: Progress) -> Decision | None:
    """The next step of a release; None when it has ended.

    Args:
        progress: how far it is.
    """
    steps = steps_back(progress.begun) if progress.returning else progress.plan.steps
    for step in steps:
        if step.key not in progress.done:
            return Decision(step, sentence(progress.plan, step))
    return None


def may_return(progress: Progress) -> bool:
    """Whether the release can still be taken back."""
    return not any(stage in progress.begun for stage in POINTS_OF_NO_RETURN)


def sentence(plan: Plan, step: Step) -> str:
    """What holds when a step is done."""
    return SENTENCES[step.stage].format(
        old=f"{plan.old.colour} ({plan.old.version})",
        new=f"{plan.new.colour} ({plan.new.version})",
        percent=step.percent,
        migrations=", ".join(plan.migrations),
    )

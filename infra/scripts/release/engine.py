"""Carries a release out: decide, act, remember, until it has ended. Whatever fails takes it back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from infra.errors import NotAloneError, OperatorError
from infra.output import Progress as Display
from infra.output import Step as Shown
from infra.scripts.release import record
from infra.scripts.release.analysis import Sample
from infra.scripts.release.decision import Decision, decide, may_return
from infra.scripts.release.errors import PastTheWayBackError, ReleaseAbortedError
from infra.scripts.release.place import Held
from infra.scripts.release.plan import Plan, Stage, Step
from infra.scripts.release.progress import Done, Ended, Memory, Progress
from infra.scripts.release.target import Target
from infra.scripts.release.watching import watch

INTERRUPTED = "It was interrupted by the operator."


class ReleaseRun:
    """One release, from its plan or from where an earlier run ended."""

    def __init__(self, target: Target, memory: Memory, held: Held, display: Display) -> None:
        self._target = target
        self._memory = memory
        self._held = held
        self._display = display
        self._before: Sample | None = None

    def begin(self, plan: Plan) -> Ended:
        """Carry a plan out.

        Raises:
            ReleaseAbortedError: something failed and the release was taken back.
            LockLostError: another run may be acting; nothing more was done.
            OperatorError: neither forward nor back is possible now; a later run goes on.
        """
        self._memory.keep(Progress(plan=plan, began_at=datetime.now(UTC)))
        return self.resume()

    def resume(self) -> Ended:
        """Go on with the release that is under way.

        Raises:
            ReleaseAbortedError: something failed and the release was taken back.
            LockLostError: another run may be acting; nothing more was done.
            OperatorError: neither forward nor back is possible now; a later run goes on.
        """
        while (decision := decide(self._progress())) is not None:
            try:
                self._held.require()
                self._take(decision)
            except NotAloneError:
                raise
            except (OperatorError, KeyboardInterrupt) as error:
                self._turn_back(error)
        return self._end()

    def abort(self, reason: str) -> Ended:
        """Take the release back.

        Raises:
            PastTheWayBackError: the old colour was stopped already.
            ReleaseAbortedError: it was taken back, which is what was asked for.
        """
        progress = self._progress()
        if not may_return(progress):
            raise PastTheWayBackError(progress.plan.new.version)
        if progress.returning is None:
            self._memory.keep(progress.model_copy(update={"returning": reason}))
        return self.resume()

    def _take(self, decision: Decision) -> None:
        key = decision.step.key
        progress = self._progress()
        if key not in progress.begun:
            progress = self._memory.keep(progress.model_copy(update={"begun": (*progress.begun, key)}))
        started = datetime.now(UTC)
        with self._display.step(decision.sentence) as shown:
            try:
                self._act(decision.step, progress, shown)
            except NotAloneError:
                raise
            except (OperatorError, KeyboardInterrupt) as error:
                self._note(key, started, "failed", str(error) or INTERRUPTED)
                raise
        self._note(key, started, "succeeded", decision.sentence)

    def _act(self, step: Step, progress: Progress, shown: Shown) -> None:  # noqa: C901 - one line per stage
        plan, target = progress.plan, self._target
        match step.stage:
            case Stage.MIGRATE:
                target.migrate(plan)
            case Stage.PROVE_OLD:
                target.prove_old(plan)
            case Stage.START:
                target.start_new(plan)
            case Stage.SMOKE:
                target.smoke(plan)
            case Stage.SHIFT:
                self._before = self._before or target.sample(plan)
                target.shift(plan, step.percent or 0)
            case Stage.WATCH:
                self._watch(plan, plan.pace.watch_seconds, shown)
            case Stage.HAND_OVER:
                target.hand_over(plan, back=False)
            case Stage.HOLD:
                self._watch(plan, plan.pace.hold_seconds, shown)
            case Stage.STOP_OLD:
                target.stop(plan, new=False)
            case Stage.RETURN_TRAFFIC:
                target.shift(plan, 0)
            case Stage.RETURN_WORK:
                target.hand_over(plan, back=True)
            case Stage.STOP_NEW:
                target.stop(plan, new=True)
            case Stage.RECORD | Stage.RECORD_ABORT:
                target.record(record.operation(progress), key=plan.id)

    def _watch(self, plan: Plan, seconds: float, shown: Shown) -> None:
        before = self._before = self._before or self._target.sample(plan)
        watch(lambda: self._look(plan), before, plan.objective, seconds, shown)

    def _look(self, plan: Plan) -> Sample:
        self._held.require()
        return self._target.sample(plan)

    def _turn_back(self, error: OperatorError | KeyboardInterrupt) -> None:
        """Go back from now on, where that is possible; otherwise the error ends this run and a later one goes on."""
        progress = self._progress()
        if progress.returning is not None or not may_return(progress):
            raise error
        reason = str(error) or INTERRUPTED
        self._display.say(f"  {reason}")
        self._memory.keep(progress.model_copy(update={"returning": reason}))

    def _end(self) -> Ended:
        progress = self._progress()
        plan = progress.plan
        ended = Ended(
            id=plan.id,
            kind=plan.kind,
            old=plan.old,
            new=plan.new,
            began_at=progress.began_at,
            ended_at=datetime.now(UTC),
            outcome="aborted" if progress.returning else "succeeded",
            reason=progress.returning,
            train=plan.train,
        )
        self._memory.end(ended)
        if progress.returning is not None:
            raise ReleaseAbortedError(plan.new.version, plan.old.version, progress.returning)
        return ended

    def _progress(self) -> Progress:
        progress = self._memory.read().under_way
        if progress is None:
            raise AssertionError("No release was begun.")
        return progress

    def _note(self, key: str, started: datetime, outcome: Literal["succeeded", "failed"], detail: str) -> None:
        progress = self._progress()
        taken = Done(name=key, started_at=started, finished_at=datetime.now(UTC), outcome=outcome, detail=detail)
        done = (*progress.done, key) if outcome == "succeeded" else progress.done
        # A record has room for this many; what is repeated for ever is kept from filling it.
        self._memory.keep(progress.model_copy(update={"done": done, "steps": (*progress.steps[-199:], taken)}))

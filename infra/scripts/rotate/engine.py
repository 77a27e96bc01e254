"""Carries a rotation out: observe, decide, act, remember, until it is finished or must wait for the overlap."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from infra.errors import OperatorError
from infra.output import Progress as Display
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.decision import WAITS, Decision, Observed, Step, decide
from infra.scripts.rotate.errors import RotationStalledError
from infra.scripts.rotate.progress import Done, Memory, Progress

PATIENCE_SECONDS = 180.0
POLL_SECONDS = 0.1

Record = Callable[[Credential, Progress], None]


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    name: str
    state: Literal["rotated", "overlapping"]
    sentence: str
    resumes_at: datetime | None = None
    """When a later run goes on with it; None when it is finished."""


class Rotation:
    """The rotation of one credential."""

    def __init__(
        self,
        credential: Credential,
        memory: Memory,
        overlap: timedelta,
        record: Record,
        display: Display,
        *,
        keep_overlap: bool = True,
        patience_seconds: float = PATIENCE_SECONDS,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._credential = credential
        self._memory = memory
        self._overlap = overlap
        self._record = record
        self._display = display
        self._keep_overlap = keep_overlap
        self._patience = patience_seconds
        self._poll = poll_seconds

    @property
    def name(self) -> str:
        """The secret."""
        return self._credential.name

    def next(self) -> Decision:
        """The next step, without taking it."""
        return decide(self.name, self._observe(), keep_overlap=self._keep_overlap)

    def run(self) -> Outcome:
        """Go on until the rotation is finished or waits for the overlap.

        Raises:
            RotationStalledError: something that is waited for did not happen.
            OperatorError: a step failed. A later run goes on where this one ended.
        """
        while True:
            decision = self.next()
            if decision.step is Step.AWAIT_OVERLAP:
                progress = self._progress()
                return Outcome(self.name, "overlapping", decision.reason, self._overlap_ends(progress))
            self._take(decision)
            if decision.step is Step.FINISH:
                return Outcome(self.name, "rotated", decision.reason)

    def _take(self, decision: Decision) -> None:
        started = datetime.now(UTC)
        with self._display.step(decision.reason):
            try:
                self._act(decision)
            except OperatorError as error:
                self._note(decision, started, "failed", str(error))
                raise
        if decision.step is not Step.FINISH:
            self._note(decision, started, "succeeded", decision.reason)

    def _act(self, decision: Decision) -> None:
        now = datetime.now(UTC)
        match decision.step:
            case Step.BEGIN:
                begun = Progress(id=str(uuid.uuid4()), began_at=now, old=self._credential.current())
                self._memory.keep(self.name, begun)
            case Step.CREATE:
                new = self._credential.create(self._progress())
                self._update(new=new, created_at=datetime.now(UTC))
            case Step.STORE:
                self._credential.store(self._progress())
                self._update(stored_at=datetime.now(UTC))
            case Step.REVOKE:
                self._credential.revoke(self._progress())
                self._update(revoked_at=datetime.now(UTC))
            case Step.FINISH:
                self._record(self._credential, self._progress())
                self._memory.finish(self.name, now)
            case _ if decision.step in WAITS:
                self._wait(decision)

    def _wait(self, decision: Decision) -> None:
        """Wait until something else is to be done; whatever the reason says in the meantime."""
        deadline = time.monotonic() + self._patience
        latest = decision
        while latest.step is decision.step:
            if time.monotonic() > deadline:
                raise RotationStalledError(self.name, self._patience, latest.reason)
            time.sleep(self._poll)
            latest = self.next()

    def _observe(self) -> Observed:
        progress, credential = self._memory.progress(self.name), self._credential
        if progress is None:
            return Observed(began=False)
        if progress.new is None or credential.current() != progress.new:
            return self._observe_idle(progress)
        if progress.stored_at is None:
            # Stored by a run that ended before it could note it: everything is counted from now on.
            progress = self._update(stored_at=datetime.now(UTC))
        if progress.revoked_at is not None:
            return Observed(began=True, stored=True, revoked=True, not_refused=credential.not_refused(progress))
        not_in_use = credential.not_in_use(progress)
        if not_in_use is None and progress.used_at is None:
            progress = self._update(used_at=datetime.now(UTC))
        return Observed(
            began=True,
            stored=True,
            not_in_use=not_in_use,
            overlap_left=self._overlap_ends(progress) - datetime.now(UTC) if progress.used_at else self._overlap,
            still_used=None if not_in_use else credential.still_used(progress),
        )

    def _observe_idle(self, progress: Progress) -> Observed:
        if progress.new is None or not self._credential.holds(progress.new):
            return Observed(began=True)
        return Observed(began=True, held=True, not_accepted=self._credential.not_accepted(progress))

    def _overlap_ends(self, progress: Progress) -> datetime:
        return (progress.used_at or datetime.now(UTC)) + self._overlap

    def _progress(self) -> Progress:
        progress = self._memory.progress(self.name)
        if progress is None:
            raise AssertionError(f"The rotation of {self.name} was not begun.")
        return progress

    def _update(self, **changes: str | datetime | tuple[Done, ...]) -> Progress:
        return self._memory.keep(self.name, self._progress().model_copy(update=changes))

    def _note(
        self, decision: Decision, started: datetime, outcome: Literal["succeeded", "failed"], detail: str
    ) -> None:
        progress = self._memory.progress(self.name)
        if progress is not None:
            done = Done(
                name=decision.step, started_at=started, finished_at=datetime.now(UTC), outcome=outcome, detail=detail
            )
            # A record has room for this many; what is repeated for ever is kept from filling it.
            self._update(steps=(*progress.steps[-199:], done))

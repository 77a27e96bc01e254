"""A place that releases go into and that only remembers: it does nothing, fails or dies where it is told to."""

# A target is given the plan, and this one has no use for it.
# ruff: noqa: ARG002

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infra.errors import OperatorError
from infra.scripts.release.analysis import Measured, Sample
from infra.scripts.release.place import Candidate, ColourState, Held, HeldByThisProcess
from infra.scripts.release.plan import Plan, Side, Sides
from infra.scripts.release.progress import FileStore, Memory


class KilledError(BaseException):
    """The process ends here: nothing after it runs."""


class RememberingTarget:
    """Does nothing but remember; fails or dies where it is told to."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.fails_at: str | None = None
        self.dies_at: str | None = None
        self.samples: list[Sample] = []
        self.share = 0
        self.works = "old"
        self.sent: list[dict[str, object]] = []
        self.recorded: dict[str, dict[str, object]] = {}

    def _act(self, what: str) -> None:
        if self.dies_at == what:
            self.dies_at = None
            raise KilledError
        if self.fails_at == what:
            raise OperatorError(f"{what} failed.")
        self.done.append(what)

    def migrate(self, plan: Plan) -> None:
        self._act("migrate")

    def prove_old(self, plan: Plan) -> None:
        self._act("prove old")

    def start_new(self, plan: Plan) -> None:
        self._act("start")

    def smoke(self, plan: Plan) -> None:
        self._act("smoke")

    def shift(self, plan: Plan, percent: int) -> None:
        self._act(f"shift {percent}")
        self.share = percent

    def sample(self, sides: Sides) -> Sample:
        return self.samples.pop(0) if self.samples else Sample(Measured(), Measured())

    def hand_over(self, plan: Plan, *, back: bool) -> None:
        self._act("return work" if back else "hand over")
        self.works = "old" if back else "new"

    def stop(self, plan: Plan, *, new: bool) -> None:
        self._act("stop new" if new else "stop old")

    def record(self, body: dict[str, object], *, key: str) -> None:
        self.sent.append(body)
        self._act("record")
        self.recorded[key] = body


class RememberingPlace:
    """Two colours that are only names."""

    def __init__(self, path: Path) -> None:
        self.target = RememberingTarget()
        self.memory = Memory(FileStore(path))
        self.refuses: str | None = None

    @contextmanager
    def alone(self, purpose: str) -> Generator[Held]:
        yield HeldByThisProcess()

    def colours(self) -> list[ColourState]:
        live = self.live()
        return [ColourState(live.colour, live.version, live.revision, 100, serves=True, works=True)]

    def live(self) -> Side:
        ended = [one for one in self.memory.read().ended if one.outcome == "succeeded"]
        return ended[0].new if ended else Side(colour="blue", version="1.0.0", revision="a")

    def other(self, colour: str) -> str:
        return "green" if colour == "blue" else "blue"

    def find(self, version: str) -> Candidate:
        return Candidate(version, f"revision of {version}")

    def require_ready(self) -> None:
        if self.refuses:
            raise OperatorError(self.refuses)

    def require_clean(self, candidate: Candidate) -> None:
        """Nothing is wrong with any."""

    def migrations(self, candidate: Candidate, *, accept_blocking: bool) -> list[str]:
        return []

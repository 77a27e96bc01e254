"""A release is carried out, taken back, interrupted and gone on with, on a target that only remembers."""

# A target is given the plan, and this one has no use for it.
# ruff: noqa: ARG002

from __future__ import annotations

from pathlib import Path

import pytest

from infra.errors import OperatorError
from infra.output import Progress as Display
from infra.scripts.release.analysis import Measured, Sample
from infra.scripts.release.engine import ReleaseRun
from infra.scripts.release.errors import PastTheWayBackError, ReleaseAbortedError
from infra.scripts.release.plan import Plan
from infra.scripts.release.progress import Memory
from tests.unit.infra.release.scenes import plan


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

    def sample(self, plan: Plan) -> Sample:
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


@pytest.fixture
def target() -> RememberingTarget:
    return RememberingTarget()


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "release.json")


def run(target: RememberingTarget, memory: Memory) -> ReleaseRun:
    return ReleaseRun(target, memory, Display(quiet=True))


FORWARD = ["migrate", "prove old", "start", "smoke", "shift 5", "shift 100", "hand over", "stop old", "record"]


def test_a_release_goes_from_one_colour_to_the_other(target: RememberingTarget, memory: Memory) -> None:
    ended = run(target, memory).begin(plan())

    assert target.done == FORWARD
    assert ended.outcome == "succeeded"
    assert memory.read().under_way is None
    assert memory.read().ended == (ended,)
    assert target.recorded["1"]["outcome"] == "succeeded"


@pytest.mark.parametrize(
    ("at", "back"),
    [
        ("migrate", ["stop new"]),
        ("prove old", ["stop new"]),
        ("start", ["stop new"]),
        ("smoke", ["stop new"]),
        ("shift 5", ["shift 0", "stop new"]),
        ("shift 100", ["shift 0", "stop new"]),
        ("hand over", ["shift 0", "return work", "stop new"]),
    ],
)
def test_whatever_fails_takes_the_release_back(
    target: RememberingTarget, memory: Memory, at: str, back: list[str]
) -> None:
    target.fails_at = at

    with pytest.raises(ReleaseAbortedError, match=f"1.1.0 was taken back and 1.0.0 serves all users again: {at}"):
        run(target, memory).begin(plan())

    assert target.done == [*FORWARD[: FORWARD.index(at)], *back, "record"]
    assert (target.share, target.works) == (0, "old")
    assert target.recorded["1"]["outcome"] == "aborted"
    assert memory.read().ended[0].outcome == "aborted"


def test_a_release_that_misses_the_objectives_loses_its_users(target: RememberingTarget, memory: Memory) -> None:
    target.samples = [Sample(Measured(), Measured()), Sample(Measured(100), Measured(10, 5))]

    with pytest.raises(ReleaseAbortedError, match="5 of 10 requests to the new colour failed"):
        run(target, memory).begin(plan())

    assert target.done[-3:] == ["shift 0", "stop new", "record"]


@pytest.mark.parametrize("at", FORWARD)
def test_a_run_that_dies_is_gone_on_with_to_the_same_end(target: RememberingTarget, memory: Memory, at: str) -> None:
    target.dies_at = at
    with pytest.raises(KilledError):
        run(target, memory).begin(plan())

    ended = run(target, memory).resume()

    assert ended.outcome == "succeeded"
    assert target.done == FORWARD
    assert list(target.recorded) == ["1"]


@pytest.mark.parametrize("at", ["shift 0", "return work", "stop new", "record"])
def test_a_run_that_dies_on_its_way_back_is_gone_on_with(target: RememberingTarget, memory: Memory, at: str) -> None:
    target.fails_at, target.dies_at = "hand over", at
    with pytest.raises(KilledError):
        run(target, memory).begin(plan())

    with pytest.raises(ReleaseAbortedError):
        run(target, memory).resume()

    assert target.done[-4:] == ["shift 0", "return work", "stop new", "record"]


def test_an_operator_takes_back_what_another_left(target: RememberingTarget, memory: Memory) -> None:
    target.dies_at = "shift 100"
    with pytest.raises(KilledError):
        run(target, memory).begin(plan())

    with pytest.raises(ReleaseAbortedError, match="because"):
        run(target, memory).abort("because")

    assert (target.share, target.works) == (0, "old")


def test_past_the_way_back_only_forward_is_possible(target: RememberingTarget, memory: Memory) -> None:
    target.fails_at = "stop old"
    with pytest.raises(OperatorError, match="stop old failed"):
        run(target, memory).begin(plan())
    with pytest.raises(PastTheWayBackError):
        run(target, memory).abort("because")

    target.fails_at = None
    assert run(target, memory).resume().outcome == "succeeded"
    assert target.share == 100


def test_the_record_is_the_same_however_often_it_is_sent(target: RememberingTarget, memory: Memory) -> None:
    target.fails_at = "record"
    with pytest.raises(OperatorError, match="record failed"):
        run(target, memory).begin(plan())
    with pytest.raises(OperatorError, match="record failed"):
        run(target, memory).resume()

    assert target.sent[0] == target.sent[1]

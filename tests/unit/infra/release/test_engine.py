"""A release is carried out, taken back, interrupted and gone on with, on a target that only remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.errors import LockLostError, OperatorError
from infra.output import Progress as Display
from infra.scripts.release.analysis import Measured, Sample
from infra.scripts.release.engine import ReleaseRun
from infra.scripts.release.errors import PastTheWayBackError, ReleaseAbortedError
from infra.scripts.release.place import HeldByThisProcess
from infra.scripts.release.progress import FileStore, Memory
from tests.unit.infra.release.remembering import KilledError, RememberingTarget
from tests.unit.infra.release.scenes import plan


@pytest.fixture
def target() -> RememberingTarget:
    return RememberingTarget()


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(FileStore(tmp_path / "release.json"))


def run(target: RememberingTarget, memory: Memory) -> ReleaseRun:
    return ReleaseRun(target, memory, HeldByThisProcess(), Display(quiet=True))


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


class Lost:
    """A lock that is lost after some actions."""

    def __init__(self, actions: int) -> None:
        self.actions = actions

    def require(self) -> None:
        if self.actions == 0:
            raise LockLostError("the lock", "a test took it")
        self.actions -= 1


@pytest.mark.parametrize("actions", range(10))
def test_a_run_that_loses_the_lock_stops_before_its_next_action(
    target: RememberingTarget, memory: Memory, actions: int
) -> None:
    with pytest.raises(LockLostError, match="stopped before its next action"):
        ReleaseRun(target, memory, Lost(actions), Display(quiet=True)).begin(plan())

    # It takes nothing back either: whoever has the lock now decides.
    assert target.done == FORWARD[: len(target.done)]
    assert memory.read().ended == ()
    assert run(target, memory).resume().outcome == "succeeded"
    assert target.done == FORWARD

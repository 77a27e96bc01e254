"""A release visits region after region, stops where one fails, and is gone on with after an interruption anywhere."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.errors import LockLostError, OperatorError
from infra.output import Progress as Display
from infra.scripts.release.analysis import Measured, Sample
from infra.scripts.release.errors import (
    AnotherTrainUnderWayError,
    LiveEverywhereError,
    NoReleaseUnderWayError,
    ReleaseAbortedError,
    TrainStoppedError,
)
from infra.scripts.release.place import Held, HeldByThisProcess
from infra.scripts.release.plan import Pace
from infra.scripts.release.progress import FileStore
from infra.scripts.release.service import Options, Releases
from infra.scripts.release.train import Call, Journey, Stop, Train, decide, sentence
from infra.scripts.release.trains import TrainMemory, Trains, Wishes
from tests.unit.infra.release.remembering import KilledError, RememberingPlace
from tests.unit.infra.release.scenes import NOW, OBJECTIVE

PACE = Pace(shares=(100,), watch_seconds=0, hold_seconds=0)
OPTIONS = Options(PACE)
WISHES = Wishes(hold_seconds=0)
REGIONS = ("one", "two", "three")


def journey(*done: str, take_back: bool = False, stopped_at: str | None = None) -> Journey:
    train = Train(
        id="t",
        kind="deploy",
        environment="production",
        version="1.1.0",
        regions=REGIONS,
        pace=PACE,
        hold_seconds=1,
        take_back=take_back,
    )
    reason = "It failed." if stopped_at else None
    return Journey(train=train, began_at=NOW, done=done, stopped_at=stopped_at, reason=reason)


ALL = ["release one", "hold one", "release two", "hold two", "release three"]


@pytest.mark.parametrize("done", range(len(ALL) + 1))
def test_regions_change_one_by_one_with_a_hold_between(done: int) -> None:
    stop = decide(journey(*ALL[:done]))
    assert (stop.key if stop else None) == (ALL[done] if done < len(ALL) else None)


def test_regions_that_were_released_keep_it_when_a_later_one_fails() -> None:
    stopped = journey(*ALL[:2], stopped_at="two")
    assert decide(stopped) is None
    assert sentence(stopped) == ("The release of 1.1.0 stopped at two: It failed. one keeps it. three was not touched.")


def test_regions_that_were_released_return_in_reverse_when_that_was_asked_for() -> None:
    stopped = journey(*ALL[:4], take_back=True, stopped_at="three")
    assert decide(stopped) == Stop(Call.RETURN, "two")
    stopped = journey(*ALL[:4], "return two", take_back=True, stopped_at="three")
    assert decide(stopped) == Stop(Call.RETURN, "one")
    stopped = journey(*ALL[:4], "return two", "return one", take_back=True, stopped_at="three")
    assert decide(stopped) is None
    assert "one and two returned to what ran there before." in sentence(stopped)


def test_a_region_that_misses_its_objectives_in_the_hold_is_named_as_running_it() -> None:
    assert "one still runs it. two and three were not touched." in sentence(journey(ALL[0], stopped_at="one"))


class Scene:
    """Three regions of one environment."""

    def __init__(self, directory: Path) -> None:
        self.places = {name: RememberingPlace(directory / f"{name}.json") for name in REGIONS}
        self.memory = TrainMemory(FileStore(directory / "train.json"))
        self.lost_after: int | None = None

    @property
    def trains(self) -> Trains:
        display = Display(quiet=True)
        regions = {
            name: Releases("production", place, OBJECTIVE, display, region=name) for name, place in self.places.items()
        }
        return Trains("production", regions, self.memory, self._alone, display)

    @property
    def live(self) -> list[str]:
        return [place.live().version for place in self.places.values()]

    @contextmanager
    def _alone(self, _purpose: str) -> Generator[Held]:
        yield self if self.lost_after is not None else HeldByThisProcess()

    def require(self) -> None:
        assert self.lost_after is not None
        self.lost_after -= 1
        if self.lost_after < 0:
            raise LockLostError("the lock", "a test took it")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_every_region_runs_it_at_the_end_and_says_which_train_brought_it(scene: Scene) -> None:
    ended = scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0"] * 3
    assert sentence(ended) == "The release of 1.1.0 reached one, two and three."
    for name, place in scene.places.items():
        (record,) = place.target.recorded.values()
        details = record["details"]
        assert isinstance(details, dict)
        assert (details["region"], details["train"]) == (name, ended.train.id)
    assert scene.memory.read().under_way is None


def test_a_region_that_takes_it_back_stops_the_train(scene: Scene) -> None:
    scene.places["two"].target.fails_at = "smoke"

    with pytest.raises(TrainStoppedError, match=r"stopped at two: .* one keeps it. three was not touched."):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0", "1.0.0", "1.0.0"]
    assert scene.memory.read().under_way is None


def test_a_region_that_refuses_it_stops_the_train(scene: Scene) -> None:
    scene.places["two"].refuses = "It is not ready."

    with pytest.raises(TrainStoppedError, match=r"stopped at two: It is not ready. one keeps it"):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)


def test_earlier_regions_return_when_that_was_asked_for(scene: Scene) -> None:
    scene.places["three"].target.fails_at = "start"

    with pytest.raises(TrainStoppedError, match=r"one and two returned to what ran there before"):
        scene.trains.deploy("1.1.0", OPTIONS, Wishes(0, take_back=True))

    assert scene.live == ["1.0.0"] * 3


def test_a_first_region_that_fails_is_the_whole_story(scene: Scene) -> None:
    scene.places["one"].target.fails_at = "start"

    with pytest.raises(ReleaseAbortedError, match=r"1.1.0 was taken back and 1.0.0 serves all users again"):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.0.0"] * 3
    assert scene.memory.read().under_way is None


def test_a_region_that_misses_its_objectives_while_it_is_held_stops_the_train(scene: Scene) -> None:
    # One look before users, one with them, one while the old colour stays: then those of the hold between regions.
    good, bad = Sample(Measured(), Measured()), Sample(Measured(), Measured(100, 50))
    scene.places["one"].target.samples = [good, good, good, good, bad]

    with pytest.raises(TrainStoppedError, match=r"stopped at one: 50 of 100 requests .* one still runs it."):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0", "1.0.0", "1.0.0"]


AT = [
    (region, step) for region in REGIONS for step in ("start", "smoke", "shift 100", "hand over", "stop old", "record")
]


@pytest.mark.parametrize(("region", "step"), AT)
def test_a_run_that_dies_anywhere_is_gone_on_with_to_the_same_end(scene: Scene, region: str, step: str) -> None:
    scene.places[region].target.dies_at = step
    with pytest.raises(KilledError):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0"] * 3
    assert [len(place.memory.read().ended) for place in scene.places.values()] == [1, 1, 1]


@pytest.mark.parametrize("writes", range(1, 7))
@pytest.mark.parametrize("kind", ["deploy", "rollback"])
def test_a_run_that_dies_between_a_region_and_the_note_of_it_repeats_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, kind: str, writes: int
) -> None:
    if kind == "rollback":
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)
    before = len(scene.places["one"].memory.read().ended)
    write, left = TrainMemory.write, [writes]

    def dying(memory: TrainMemory, timetable: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise KilledError
        write(memory, timetable)  # ty: ignore[invalid-argument-type]

    def run() -> None:
        if kind == "deploy":
            scene.trains.deploy("1.1.0", OPTIONS, WISHES)
        else:
            scene.trains.rollback(OPTIONS, WISHES)

    with monkeypatch.context() as patched:
        patched.setattr(TrainMemory, "write", dying)
        with pytest.raises(KilledError):
            run()
    run()

    assert scene.live == ["1.1.0" if kind == "deploy" else "1.0.0"] * 3
    assert [len(place.memory.read().ended) - before for place in scene.places.values()] == [1, 1, 1]


def test_a_region_that_ended_badly_before_the_run_died_still_stops_the_train(scene: Scene) -> None:
    scene.places["two"].target.fails_at = "smoke"
    train = scene.trains
    with pytest.raises(TrainStoppedError):
        train.deploy("1.1.0", OPTIONS, WISHES)
    last = scene.memory.read().last
    assert last is not None
    # As if it had died after the region took it back, and before it noted that.
    begun = last.model_copy(update={"stopped_at": None, "reason": None})
    scene.memory.write(scene.memory.read().model_copy(update={"under_way": begun}))
    scene.places["two"].target.fails_at = None

    with pytest.raises(TrainStoppedError, match=r"stopped at two"):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0", "1.0.0", "1.0.0"]


def test_regions_that_have_the_version_are_passed_by(scene: Scene) -> None:
    place = scene.places["one"]
    Releases("production", place, OBJECTIVE, Display(quiet=True), region="one").deploy("1.1.0", OPTIONS)

    scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0"] * 3
    assert len(place.memory.read().ended) == 1
    with pytest.raises(LiveEverywhereError, match=r"1.1.0 is live already in one, two, three"):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)


def test_a_region_that_had_the_version_before_is_not_returned(scene: Scene) -> None:
    Releases("production", scene.places["one"], OBJECTIVE, Display(quiet=True), region="one").deploy("1.1.0", OPTIONS)
    scene.places["three"].target.fails_at = "start"

    with pytest.raises(TrainStoppedError):
        scene.trains.deploy("1.1.0", OPTIONS, Wishes(0, take_back=True))

    assert scene.live == ["1.1.0", "1.0.0", "1.0.0"]


def test_every_region_goes_back(scene: Scene) -> None:
    scene.trains.deploy("1.1.0", OPTIONS, WISHES)
    scene.trains.rollback(OPTIONS, WISHES)
    assert scene.live == ["1.0.0"] * 3


def test_another_version_waits_until_the_train_has_ended(scene: Scene) -> None:
    scene.places["two"].target.dies_at = "smoke"
    with pytest.raises(KilledError):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    with pytest.raises(AnotherTrainUnderWayError, match=r"syndic release deploy 1.1.0 -e production"):
        scene.trains.deploy("1.2.0", OPTIONS, WISHES)
    with pytest.raises(AnotherTrainUnderWayError):
        scene.trains.rollback(OPTIONS, WISHES)

    said = scene.trains.abort()
    assert "stopped at two: 1.1.0 was taken back" in said
    assert scene.live == ["1.1.0", "1.0.0", "1.0.0"]
    with pytest.raises(NoReleaseUnderWayError):
        scene.trains.abort()


def test_nothing_changes_without_the_lock(scene: Scene) -> None:
    scene.lost_after = 1

    with pytest.raises(LockLostError, match=r"This run stopped before its next action"):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0", "1.0.0", "1.0.0"]
    scene.lost_after = None
    scene.trains.deploy("1.1.0", OPTIONS, WISHES)
    assert scene.live == ["1.1.0"] * 3


def test_an_error_that_leaves_a_region_under_way_is_gone_on_with(scene: Scene) -> None:
    scene.places["two"].target.fails_at = "stop old"
    with pytest.raises(OperatorError, match=r"stop old failed"):
        scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    scene.places["two"].target.fails_at = None
    scene.trains.deploy("1.1.0", OPTIONS, WISHES)

    assert scene.live == ["1.1.0"] * 3

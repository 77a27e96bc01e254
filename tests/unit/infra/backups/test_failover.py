"""The engine of failovers: in which order things happen, and that nothing happens twice or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.backups.errors.regions import NotRecoveredError, RegionAnswersError
from infra.backups.failover import SENTENCES, STEPS, Act, Engine, Procedure, UnderWay
from infra.backups.memory import Memory
from infra.output import Progress

RETURN = (Procedure.SWITCHOVER, Procedure.REJOIN)


class Acting:
    """A target that only notes what it is told, and fails where it is told to."""

    def __init__(self, fails_at: int | None = None, error: Exception | None = None) -> None:
        self.acts: list[tuple[Act, str, str]] = []
        self._fails_at = fails_at
        self._error = error or NotRecoveredError("It did not happen", 1)

    def act(self, act: Act, under_way: UnderWay) -> str:
        if len(self.acts) == self._fails_at:
            self._fails_at = None
            raise self._error
        self.acts.append((act, under_way.region, under_way.other))
        return "done"


class Scene:
    def __init__(self, directory: Path, target: Acting) -> None:
        self.target = target
        self.memory = Memory(directory / "recovery", UnderWay)
        self.recorded: list[Procedure] = []
        self.engine = Engine(
            target, self.memory, lambda done: self.recorded.append(done.procedure), Progress(quiet=True)
        )


@pytest.mark.parametrize("procedure", [Procedure.FAILOVER, Procedure.SWITCHOVER])
def test_a_region_is_fenced_before_the_other_one_is_promoted(procedure: Procedure) -> None:
    acts = STEPS[procedure]
    assert acts.index(Act.FENCE) < acts.index(Act.PROMOTE) < acts.index(Act.ROUTE) < acts.index(Act.VERIFY)
    assert acts[0] in {Act.CONFIRM_LOSS, Act.STOP_WRITES}


def test_every_step_has_a_sentence() -> None:
    assert {act for acts in STEPS.values() for act in acts} == set(SENTENCES) == set(Act)


@pytest.mark.parametrize("fails_at", range(1, len(STEPS[Procedure.FAILOVER])))
def test_a_run_that_failed_is_gone_on_with_where_it_failed(tmp_path: Path, fails_at: int) -> None:
    scene = Scene(tmp_path, Acting(fails_at))
    with pytest.raises(NotRecoveredError):
        scene.engine.run(Procedure.FAILOVER, "one", "two")
    assert scene.recorded == []
    # Whatever the next command believes to be lost, the first one is finished.
    scene.engine.run(Procedure.FAILOVER, "two", "one")
    assert scene.target.acts == [(act, "one", "two") for act in STEPS[Procedure.FAILOVER]]
    assert scene.recorded == [Procedure.FAILOVER]
    assert scene.memory.read() is None


def test_a_refusal_of_the_first_step_leaves_nothing_to_go_on_with(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Acting(0, RegionAnswersError("one", "its database answers")))
    with pytest.raises(RegionAnswersError):
        scene.engine.run(Procedure.FAILOVER, "one", "two")
    assert scene.memory.read() is None
    assert scene.engine.resume() == []


@pytest.mark.parametrize("fails_at", [None, 1, 7, 8, 9, 11])
def test_a_change_of_places_brings_back_who_gave_up_its_place(tmp_path: Path, fails_at: int | None) -> None:
    scene = Scene(tmp_path, Acting(fails_at))
    if fails_at is not None:
        with pytest.raises(NotRecoveredError):
            scene.engine.run(Procedure.SWITCHOVER, "one", "two", then=(Procedure.REJOIN,))
    scene.engine.run(Procedure.SWITCHOVER, "one", "two", then=(Procedure.REJOIN,))
    assert scene.target.acts == [
        (act, "one", "two") for procedure in (Procedure.SWITCHOVER, Procedure.REJOIN) for act in STEPS[procedure]
    ]
    assert scene.recorded == list(RETURN)
    assert scene.memory.read() is None


def test_who_was_lost_first_follows_and_then_takes_over(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Acting())
    scene.engine.run(Procedure.REJOIN, "one", "two", then=RETURN)
    rejoin, switchover = STEPS[Procedure.REJOIN], STEPS[Procedure.SWITCHOVER]
    assert scene.target.acts == [
        *((act, "one", "two") for act in rejoin),
        *((act, "two", "one") for act in switchover),
        *((act, "two", "one") for act in rejoin),
    ]

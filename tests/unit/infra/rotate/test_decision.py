"""The state machine, replayed against a model of the world in which a run may end at any point."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from infra.scripts.rotate.decision import Decision, Observed, Step, decide, readable

HOUR = timedelta(hours=1)


class Killed(Exception):  # noqa: N818
    """The rotator ended here."""


@dataclass
class World:
    """A service with credentials, the store that names one of them, and a process that uses what it read last."""

    accepted: set[str] = field(default_factory=lambda: {"a"})
    named: str = "a"
    used: str = "a"
    noted: str | None = None
    """The new credential, as the progress file has it."""
    began: bool = False
    revoked: bool = False
    made: int = 0
    overlap: timedelta = timedelta(0)

    def check(self) -> None:
        assert self.named in self.accepted, "the store names a credential that is not accepted"
        assert self.used in self.accepted, "a credential that is in use was revoked"


class Rotator:
    """What acts: memory of its own, which a kill loses."""

    def __init__(self, world: World, kill_at: int | None) -> None:
        self.world = world
        self.held: str | None = None
        self.kill_at = kill_at
        self.points = 0

    def boundary(self) -> None:
        """A point at which it may be killed."""
        self.world.check()
        if self.points == self.kill_at:
            raise Killed
        self.points += 1

    def observe(self) -> Observed:
        world = self.world
        if not world.began:
            return Observed(began=False)
        new = world.noted
        if new is None or world.named != new:
            return Observed(began=True, held=new is not None and self.held == new)
        if world.revoked:
            return Observed(began=True, stored=True, revoked=True)
        return Observed(
            began=True,
            stored=True,
            not_in_use=None if world.used == new else "the process has not read it",
            overlap_left=world.overlap,
            still_used=None if world.used == new else "the process",
        )

    def act(self, decision: Decision) -> None:
        world = self.world
        match decision.step:
            case Step.BEGIN:
                world.began = True
            case Step.CREATE:
                world.made += 1
                candidate = f"new-{world.made}"
                world.accepted.add(candidate)
                self.held = candidate
                self.boundary()
                world.noted = candidate
            case Step.STORE:
                assert self.held is not None
                world.named = self.held
            case Step.AWAIT_USE:
                world.used = world.named
            case Step.AWAIT_OVERLAP:
                world.overlap = timedelta(0)
            case Step.REVOKE:
                world.accepted.discard("a")
                self.boundary()
                world.revoked = True
            case _:
                assert decision.step is Step.FINISH

    def run(self) -> list[Step]:
        steps: list[Step] = []
        while True:
            self.boundary()
            decision = decide("the key", self.observe())
            self.act(decision)
            self.boundary()
            steps.append(decision.step)
            if decision.step is Step.FINISH:
                return steps


def rotate(world: World, kill_at: int | None = None) -> tuple[list[Step], int]:
    rotator = Rotator(world, kill_at)
    return rotator.run(), rotator.points


def test_a_rotation_goes_through_every_step_in_order() -> None:
    steps, _ = rotate(World(overlap=HOUR))

    assert steps == [
        Step.BEGIN,
        Step.CREATE,
        Step.STORE,
        Step.AWAIT_USE,
        Step.AWAIT_OVERLAP,
        Step.REVOKE,
        Step.FINISH,
    ]


POINTS = rotate(World(overlap=HOUR))[1]


@pytest.mark.parametrize("kill_at", range(POINTS))
def test_a_run_that_ends_at_any_point_is_finished_by_the_next(kill_at: int) -> None:
    world = World(overlap=HOUR)
    with pytest.raises(Killed):
        rotate(world, kill_at)

    rotate(world)

    world.check()
    assert world.named == world.used == world.noted
    assert "a" not in world.accepted


@pytest.mark.parametrize(("first", "second"), list(itertools.product(range(POINTS), repeat=2)))
def test_two_runs_that_end_anywhere_are_finished_by_the_third(first: int, second: int) -> None:
    world = World(overlap=HOUR)
    for kill_at in (first, second):
        try:
            rotate(world, kill_at)
        except Killed:
            continue
        break
    else:
        rotate(world)

    world.check()
    assert "a" not in world.accepted


def test_a_credential_that_is_stored_is_never_made_again() -> None:
    seen = Observed(began=True, stored=True, held=False)

    assert decide("the key", seen).step is not Step.CREATE


@pytest.mark.parametrize(
    ("seen", "step", "reason"),
    [
        (Observed(began=False), Step.BEGIN, "the key is rotated."),
        (
            Observed(began=True, held=True, not_accepted="the store does not know it"),
            Step.AWAIT_ACCEPTANCE,
            "The new credential of the key is not accepted yet: the store does not know it.",
        ),
        (
            Observed(began=True, held=True),
            Step.STORE,
            "The new credential of the key is accepted, so processes are told to use it.",
        ),
        (
            Observed(began=True, stored=True, not_in_use="worker has not taken it over", overlap_left=HOUR),
            Step.AWAIT_USE,
            "The new credential of the key is not in use everywhere: worker has not taken it over.",
        ),
        (
            Observed(began=True, stored=True, overlap_left=HOUR, still_used="it has sessions"),
            Step.AWAIT_OVERLAP,
            "The old credential of the key stays valid for another 1 hour.",
        ),
        (
            Observed(began=True, stored=True, still_used="it has sessions"),
            Step.AWAIT_DISUSE,
            "The old credential of the key is still in use: it has sessions.",
        ),
        (Observed(began=True, stored=True), Step.REVOKE, "Nothing uses the old credential of the key any more."),
        (
            Observed(began=True, stored=True, revoked=True, not_refused="server-1 has not taken it over"),
            Step.AWAIT_REFUSAL,
            "The old credential of the key is still accepted: server-1 has not taken it over.",
        ),
        (
            Observed(began=True, stored=True, revoked=True),
            Step.FINISH,
            "The new credential of the key is in use and the old one is refused.",
        ),
    ],
)
def test_every_decision_says_why(seen: Observed, step: Step, reason: str) -> None:
    assert decide("the key", seen) == Decision(step, reason)


def test_without_the_overlap_the_old_one_is_revoked_as_soon_as_nothing_uses_it() -> None:
    seen = Observed(began=True, stored=True, overlap_left=HOUR)

    assert decide("the key", seen, keep_overlap=False).step is Step.REVOKE


def test_not_even_without_the_overlap_is_a_credential_in_use_revoked() -> None:
    for seen in (
        Observed(began=True, stored=True, not_in_use="worker"),
        Observed(began=True, stored=True, still_used="a session"),
    ):
        assert decide("the key", seen, keep_overlap=False).step in {Step.AWAIT_USE, Step.AWAIT_DISUSE}


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 seconds"),
        (0.2, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (7199, "120 minutes"),
        (172800, "2 days"),
    ],
)
def test_durations_are_rounded_up(seconds: float, text: str) -> None:
    assert readable(timedelta(seconds=seconds)) == text

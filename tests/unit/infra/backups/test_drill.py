"""When a drill says that users are served again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from infra.backups import drill
from infra.backups.errors.regions import NotServedError

SETTLED_SECONDS = 4.5


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made.monotonic)
    monkeypatch.setattr(time, "sleep", made.sleep)
    return made


def answers(clock: Clock, outages: list[tuple[float, float]]) -> Callable[[], bool]:
    return lambda: not any(start <= clock.now - 100.0 < end for start, end in outages)


@pytest.mark.parametrize(
    ("outages", "seconds"),
    [
        ([], 0.0),
        ([(0.0, 1.0)], 1.0),
        ([(0.5, 2.5)], 2.5),
        ([(0.0, 1.0), (3.0, 5.0)], 5.0),
    ],
)
def test_users_are_served_when_no_failure_follows(
    clock: Clock, outages: list[tuple[float, float]], seconds: float
) -> None:
    assert drill.seconds_until_served(answers(clock, outages), 100.0, SETTLED_SECONDS) == pytest.approx(
        seconds, abs=0.06
    )


def test_a_failure_long_after_the_first_answer_is_another_one(clock: Clock) -> None:
    late = SETTLED_SECONDS + 1.0
    assert drill.seconds_until_served(answers(clock, [(late, late + 1.0)]), 100.0, SETTLED_SECONDS) == 0.0


def test_users_who_are_never_served_are_not_waited_for_for_ever(clock: Clock) -> None:
    with pytest.raises(NotServedError, match=f"within {drill.WAIT_SECONDS:g} seconds"):
        drill.seconds_until_served(lambda: False, 100.0, SETTLED_SECONDS)


def test_users_who_are_served_now_and_then_are_not_served(clock: Clock) -> None:
    now_and_then: Iterator[bool] = iter([True, True, False] * 10_000)
    with pytest.raises(NotServedError):
        drill.seconds_until_served(lambda: next(now_and_then), 100.0, SETTLED_SECONDS)

"""When a drill says that users are served again, and that it passed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from infra.backups import drill
from infra.backups.drill import Report
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


def report(*, synchronous: bool, restored: bool, lost_rows: int, lost_objects: int) -> Report:
    return Report(
        id="1",
        environment="development",
        scenario="any",
        lost_region="one",
        live_region="one" if restored else "two",
        synchronous=synchronous,
        started_at=datetime.now(UTC),
        finished_at=datetime.now(UTC),
        recovery_seconds=1,
        database_recovery_seconds=1,
        object_recovery_seconds=1,
        acknowledged_rows=10,
        acknowledged_objects=10,
        lost_rows=lost_rows,
        lost_objects=lost_objects,
        phases=(),
    )


@pytest.mark.parametrize("lost", [(1, 0), (0, 1)])
@pytest.mark.parametrize(
    ("synchronous", "restored", "passes"), [(True, False, False), (False, True, False), (False, False, True)]
)
def test_a_drill_fails_when_it_lost_what_was_promised(
    lost: tuple[int, int], *, synchronous: bool, restored: bool, passes: bool
) -> None:
    rows, objects = lost
    found = report(synchronous=synchronous, restored=restored, lost_rows=rows, lost_objects=objects)
    assert found.passed is passes
    assert report(synchronous=synchronous, restored=restored, lost_rows=0, lost_objects=0).passed

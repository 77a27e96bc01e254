"""How far a replica is behind, from positions alone."""

from __future__ import annotations

import asyncio
import math

from server.replica import LagEstimate, Replica


class Answering:
    """A database that answers one position. Not a real one: tests/integration/server/test_replica.py has those."""

    def __init__(self, position: int | None) -> None:
        self.position = position

    async def first(self, _query: object) -> tuple[int | None]:
        return (self.position,)


def replica_between(primary: int | None, standby: int) -> Replica:
    made = Replica(Answering(primary), Answering(standby), max_lag_seconds=3)  # ty: ignore[invalid-argument-type]
    asyncio.run(made.look())
    return made


def test_a_region_that_stands_by_measures_no_lag() -> None:
    replica = replica_between(None, 100)

    assert math.isnan(replica.measured_lag())
    assert replica.lag() == math.inf, "its reads stay where they are"


def test_a_live_region_exports_its_lag() -> None:
    replica = replica_between(100, 100)

    assert replica.measured_lag() < 60


def test_nothing_seen_is_infinitely_far_behind() -> None:
    assert LagEstimate().lag(0) == math.inf


def test_a_replica_that_has_replayed_everything_is_behind_by_the_age_of_the_look() -> None:
    estimate = LagEstimate()
    estimate.note_written(100.0, 5000)
    estimate.note_replayed(5000)
    assert estimate.lag(100.5) == 0.5


def test_the_lag_is_the_age_of_the_newest_note_that_is_replayed() -> None:
    estimate = LagEstimate()
    for second in range(10):
        estimate.note_written(100.0 + second, 1000 * second)
        estimate.note_replayed(1000 * min(second, 3) + 500)
    assert estimate.lag(110.0) == 7.0


def test_a_replica_that_catches_up_is_close_again() -> None:
    estimate = LagEstimate()
    for second in range(10):
        estimate.note_written(100.0 + second, 1000 * second)
        estimate.note_replayed(0)
    assert estimate.lag(110.0) == 10.0
    estimate.note_replayed(9000)
    assert estimate.lag(110.0) == 1.0


def test_a_quiet_primary_does_not_make_its_replica_look_late() -> None:
    estimate = LagEstimate()
    for second in range(600):
        estimate.note_written(float(second), 7)
        estimate.note_replayed(7)
    assert estimate.lag(600.0) == 1.0


def test_a_replica_behind_everything_noted_is_infinitely_far_behind() -> None:
    estimate = LagEstimate()
    estimate.note_written(100.0, 5000)
    estimate.note_replayed(4999)
    assert estimate.lag(100.0) == math.inf

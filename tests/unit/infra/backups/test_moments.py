"""From which base a moment is reached, and what is said when from none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from infra.backups.base_backup import BaseFacts
from infra.backups.errors.moments import MomentAheadError, MomentNotReachedError, NoBaseError
from infra.backups.moments import Base, Position, Time, Transaction, choose
from infra.scripts.backup.wishes import UnclearWishError, moment

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def base(name: str, hours: int, next_transaction: int) -> Base:
    facts = BaseFacts(
        system="7",
        timeline=1,
        start="0/3000028",
        end="0/4000028",
        next_transaction=next_transaction,
        restorable_from=NOW - timedelta(hours=hours),
    )
    return Base(name, facts)


BASES = [base("old", 48, 1000), base("new", 24, 2000)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Time(NOW), "new"),
        (Time(NOW - timedelta(hours=24)), "new"),
        (Time(NOW - timedelta(hours=25)), "old"),
        (Transaction(2000), "new"),
        (Transaction(1999), "old"),
    ],
)
def test_the_newest_base_before_the_moment_is_taken(wanted: Time | Transaction, found: str) -> None:
    assert choose(BASES, wanted, NOW).id == found


def test_a_moment_before_every_base_is_refused_with_the_earliest_there_is() -> None:
    with pytest.raises(NoBaseError, match="the earliest moment that can be reached is 2026-11-22T12:00:00"):
        choose(BASES, Time(NOW - timedelta(days=9)), NOW)
    with pytest.raises(NoBaseError, match="the earliest transaction that can be reached is 1000"):
        choose(BASES, Transaction(999), NOW)
    with pytest.raises(NoBaseError, match="there is none at all"):
        choose([], Time(NOW), NOW)


def test_a_moment_to_come_is_refused() -> None:
    with pytest.raises(MomentAheadError):
        choose(BASES, Time(NOW + timedelta(seconds=1)), NOW)


def test_postgresql_is_told_on_which_side_of_the_moment_to_stop() -> None:
    assert Position(0x4000028).settings() == {
        "recovery_target_lsn": "0/4000028",
        "recovery_target_inclusive": "off",
    }
    assert Transaction(972).settings() == {"recovery_target_xid": "972", "recovery_target_inclusive": "off"}
    assert Transaction(972, inclusive=True).settings()["recovery_target_inclusive"] == "on"
    assert Time(NOW).settings() == {
        "recovery_target_time": "2026-11-24T12:00:00+00:00",
        "recovery_target_inclusive": "on",
    }


def test_a_gap_is_told_from_the_end_of_the_log() -> None:
    assert "B is missing and later ones are there" in str(MomentNotReachedError("noon", "A", "B", gap=True))
    assert "B was not archived" in str(MomentNotReachedError("noon", "A", "B", gap=False))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"to_time": "2026-11-24 09:30"}, "no time with its offset"),
        ({"to_time": "noon"}, "no time with its offset"),
        ({"to_time": "2026-11-24T09:30:00Z", "to_transaction": 9}, "name two moments"),
        ({"to_transaction": 9, "backup": "x"}, "cannot be restored at once"),
        ({"to_transaction": 9, "objects": True}, "cannot be restored at once"),
        ({"inclusive": True}, "give both"),
    ],
)
def test_options_that_do_not_go_together_are_refused(given: dict[str, object], said: str) -> None:
    asked = {"backup": None, "to_time": None, "to_transaction": None, "inclusive": False, "objects": False, **given}
    with pytest.raises(UnclearWishError, match=said):
        moment(**asked)

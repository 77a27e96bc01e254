"""When a schedule is due next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.executions.schedules import next_slot
from server.executions.vocabulary import Frequency

ANCHOR = datetime(2024, 1, 31, 8, 30, tzinfo=UTC)

moments = st.datetimes(datetime(2024, 1, 31, 8, 30), datetime(2050, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("frequency", "after", "expected"),
    [
        (Frequency.HOURLY, ANCHOR, at(2024, 1, 31, 9, 30)),
        (Frequency.HOURLY, at(2024, 3, 1, 0, 0), at(2024, 3, 1, 0, 30)),
        (Frequency.DAILY, at(2024, 2, 10, 8, 29, 59), at(2024, 2, 10, 8, 30)),
        (Frequency.DAILY, at(2024, 2, 10, 8, 30), at(2024, 2, 11, 8, 30)),
        (Frequency.WEEKLY, ANCHOR + timedelta(days=15), at(2024, 2, 21, 8, 30)),
        (Frequency.MONTHLY, ANCHOR, at(2024, 2, 29, 8, 30)),
        (Frequency.MONTHLY, at(2024, 2, 29, 8, 30), at(2024, 3, 31, 8, 30)),
        (Frequency.MONTHLY, at(2025, 2, 1), at(2025, 2, 28, 8, 30)),
        (Frequency.MONTHLY, at(2024, 12, 31, 9), at(2025, 1, 31, 8, 30)),
    ],
)
def test_the_next_slot_follows_from_the_anchor(frequency: Frequency, after: datetime, expected: datetime) -> None:
    assert next_slot(ANCHOR, frequency, after) == expected


@given(st.sampled_from(Frequency), moments)
def test_the_next_slot_is_the_first_one_after_the_moment(frequency: Frequency, after: datetime) -> None:
    slot = next_slot(ANCHOR, frequency, after)
    assert slot > after
    assert slot - after <= timedelta(days=31)
    between = after + (slot - after) / 2
    assert next_slot(ANCHOR, frequency, between) == slot


@given(st.sampled_from(Frequency), moments)
def test_going_from_slot_to_slot_skips_none(frequency: Frequency, after: datetime) -> None:
    first = next_slot(ANCHOR, frequency, after)
    second = next_slot(ANCHOR, frequency, first)
    assert next_slot(ANCHOR, frequency, second - timedelta(microseconds=1)) == second

"""What retention keeps, for any backups whatever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from infra.backups.kinds import Kind
from infra.backups.retention import ABANDONED_AFTER, Candidate, Retention, judge

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NONE = Retention(hourly=0, daily=1, weekly=0, monthly=0, yearly=0)

candidates = st.lists(
    st.builds(
        lambda hours, kind, complete, verified: (hours, kind, complete, complete and verified),
        st.integers(0, 24 * 800),
        st.sampled_from(Kind),
        st.booleans(),
        st.booleans(),
    ),
    max_size=60,
).map(
    lambda drawn: [
        Candidate(f"{number}", kind, NOW - timedelta(hours=hours), complete, verified)
        for number, (hours, kind, complete, verified) in enumerate(drawn)
    ]
)
retentions = st.builds(
    Retention,
    hourly=st.integers(0, 30),
    daily=st.integers(1, 14),
    weekly=st.integers(0, 8),
    monthly=st.integers(0, 12),
    yearly=st.integers(0, 3),
)


@given(candidates, retentions)
def test_every_backup_is_decided_about_once_and_with_a_reason(found: list[Candidate], retention: Retention) -> None:
    judged = judge(found, retention, NOW)
    assert sorted(one.id for one in judged) == sorted(one.id for one in found)
    assert all(one.reason for one in judged)


@given(candidates, retentions)
def test_the_newest_and_the_newest_verified_of_each_kind_are_never_removed(
    found: list[Candidate], retention: Retention
) -> None:
    kept = {one.id for one in judge(found, retention, NOW) if one.keep}
    for kind in Kind:
        complete = [one for one in found if one.kind == kind and one.complete]
        for among in (complete, [one for one in complete if one.verified]):
            if among:
                newest = max(one.made_at for one in among)
                assert any(one.id in kept for one in among if one.made_at == newest)


@given(candidates, retentions)
def test_pruning_twice_removes_no_more(found: list[Candidate], retention: Retention) -> None:
    kept = {one.id for one in judge(found, retention, NOW) if one.keep}
    again = judge([one for one in found if one.id in kept], retention, NOW)
    assert all(one.keep for one in again)


@given(candidates, retentions)
def test_no_more_is_kept_than_was_asked_for(found: list[Candidate], retention: Retention) -> None:
    kept = {one.id for one in judge(found, retention, NOW) if one.keep}
    asked = retention.hourly + retention.daily + retention.weekly + retention.monthly + retention.yearly + 2
    for kind in Kind:
        assert sum(1 for one in found if one.kind == kind and one.complete and one.id in kept) <= asked


def test_a_year_of_daily_backups_becomes_sons_fathers_and_grandfathers() -> None:
    found = [
        Candidate(f"{day}", Kind.LOGICAL, NOW - timedelta(days=day), complete=True, verified=False)
        for day in range(365)
    ]
    retention = Retention(hourly=0, daily=7, weekly=4, monthly=12, yearly=2)
    kept = [one for one in judge(found, retention, NOW) if one.keep]
    assert [int(one.id) for one in kept[:7]] == list(range(7))
    reasons = [one.reason for one in kept]
    assert reasons.count("the newest") == 1
    assert reasons.count("daily") == 6
    # Of the four weeks and the twelve months, the current ones are covered by the newest.
    assert 2 <= reasons.count("weekly") <= 3
    assert 10 <= reasons.count("monthly") <= 11
    # The newest of the year before is a month's too.
    assert f"{(NOW - datetime(2025, 12, 31, 12, tzinfo=UTC)).days}" in {one.id for one in kept}


def test_one_that_is_not_complete_is_kept_for_a_day() -> None:
    def one(age: timedelta) -> Candidate:
        return Candidate(str(age), Kind.LOGICAL, NOW - age, complete=False, verified=False)

    young, old = judge([one(ABANDONED_AFTER / 2), one(ABANDONED_AFTER * 2)], NONE, NOW)
    assert young.keep
    assert not old.keep


def test_what_is_locked_stays_until_it_is_not() -> None:
    old = NOW - timedelta(days=30)
    made = [
        Candidate("new", Kind.CONFIG, NOW, complete=True, verified=False),
        Candidate("locked", Kind.CONFIG, old, complete=True, verified=False, locked_until=NOW + timedelta(hours=1)),
        Candidate("free", Kind.CONFIG, old, complete=True, verified=False, locked_until=NOW - timedelta(hours=1)),
    ]
    judged = {judgement.id: judgement for judgement in judge(made, NONE, NOW)}
    assert [judged[name].keep for name in ("new", "locked", "free")] == [True, True, False]
    assert judged["locked"].reason == "locked until 2026-11-23 13:00 UTC"

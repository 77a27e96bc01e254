"""How long a failed execution waits for its next attempt."""

from __future__ import annotations

from itertools import pairwise

from server.executions.runner import LONGEST_DELAY_SECONDS, retry_delay


def test_each_attempt_waits_longer_up_to_a_bound() -> None:
    longest = [max(retry_delay(attempt) for _ in range(200)) for attempt in range(1, 12)]
    assert all(later >= earlier * 0.9 for earlier, later in pairwise(longest))
    assert longest[0] <= 1.0
    assert longest[-1] <= LONGEST_DELAY_SECONDS


def test_waits_are_spread_so_that_not_all_come_back_at_once() -> None:
    waits = {retry_delay(6) for _ in range(50)}
    assert len(waits) > 40
    assert min(waits) >= 16.0

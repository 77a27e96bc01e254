"""Anchors of a history that was given up are passed over, and no others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.audit.chain import Head
from server.audit.checkpoints import Checkpoint
from server.audit.restorations import Restoration, given_up

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def anchored(sequence: int, minutes: int) -> Checkpoint:
    return Checkpoint(Head(sequence, "a" * 64), NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("checkpoint", "passed_over"),
    [(anchored(10, -1), True), (anchored(9, -1), False), (anchored(10, 1), False)],
)
def test_after_a_restore_what_came_after_the_backup(checkpoint: Checkpoint, passed_over: bool) -> None:
    assert given_up(checkpoint, [Restoration(10, NOON)]) is passed_over


@pytest.mark.parametrize(
    ("checkpoint", "passed_over"),
    [(anchored(5, -1), True), (anchored(25, -9), True), (anchored(5, -11), False), (anchored(5, 1), False)],
)
def test_after_a_restore_was_given_up_what_the_restored_database_anchored(
    checkpoint: Checkpoint,
    passed_over: bool,
) -> None:
    discarded = Restoration(20, NOON, since=NOON - timedelta(minutes=10))
    assert given_up(checkpoint, [discarded]) is passed_over

"""What a drill counts as lost, and what it counts as given up by a restore."""

from __future__ import annotations

from collections import Counter

import pytest

from infra.scripts.dr.damage import Losses, compare


@pytest.mark.parametrize(
    ("held", "at_loss", "after", "found"),
    [
        pytest.param("ab", "ab", "ab", Losses(there=2, lost=0, given_up=0), id="everything is back"),
        pytest.param("ab", "ab", "a", Losses(there=2, lost=1, given_up=0), id="the backup held it, and it is gone"),
        pytest.param("ab", "abc", "ab", Losses(there=3, lost=0, given_up=1), id="written after the backup"),
        pytest.param("abd", "ab", "ab", Losses(there=2, lost=0, given_up=0), id="deleted on purpose before the loss"),
        pytest.param("a", "ab", "ab", Losses(there=2, lost=0, given_up=0), id="the backup held more than is known"),
        pytest.param("ab", "ab", "abc", Losses(there=2, lost=0, given_up=0), id="the platform goes on writing"),
    ],
)
def test_what_is_missing_is_lost_only_if_the_backup_held_it(held: str, at_loss: str, after: str, found: Losses) -> None:
    assert compare(Counter(held), Counter(at_loss), Counter(after)) == found

"""When an apply would turn back what a failover did."""

from __future__ import annotations

import pytest

from infra.terraform.errors import RegionsMovedError, RegionsUnknownError
from infra.terraform.standing import Standing, judge, require_as_declared

HOME, AWAY = "eu-central-1", "eu-west-1"


def test_regions_that_stand_as_declared_are_applied() -> None:
    assert judge(HOME, HOME).moved is False
    require_as_declared(judge(HOME, HOME), "staging")
    require_as_declared(None, "staging")


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (judge(HOME, AWAY), "eu-west-1 is live, and eu-central-1 is declared to be."),
        (judge(HOME, HOME, under_way="A failover of eu-central-1"), "A failover of eu-central-1 is under way."),
        (judge(HOME, HOME, fenced=[AWAY]), "eu-west-1 is fenced and does not follow eu-central-1 yet."),
        # What is known of one region is enough to refuse, whatever the other one would say.
        (judge(HOME, AWAY, unread=[f"{HOME}: no answer"]), "eu-west-1 is live"),
    ],
)
def test_what_a_failover_moved_is_not_moved_back(standing: Standing, sentence: str) -> None:
    assert standing.moved is True
    with pytest.raises(RegionsMovedError, match=sentence) as refused:
        require_as_declared(standing, "staging")
    assert "syndic dr failback -e staging" in str(refused.value)


def test_a_region_that_does_not_say_is_none_that_says_all_is_well() -> None:
    standing = judge(HOME, HOME, unread=[f"{AWAY}: no answer"])
    assert standing.moved is None
    with pytest.raises(RegionsUnknownError, match="cannot be told: eu-west-1: no answer"):
        require_as_declared(standing, "staging")

"""The next step of a release, from what was begun and done."""

from __future__ import annotations

import itertools

import pytest

from infra.scripts.release.decision import decide, may_return
from infra.scripts.release.plan import Pace, shares
from tests.unit.infra.release.scenes import plan, progress

FORWARD = [
    "migrate",
    "prove old",
    "start",
    "smoke",
    "shift 5",
    "watch 5",
    "shift 100",
    "watch 100",
    "hand over",
    "hold",
    "stop old",
    "record",
]


def key_after(*done: str, begun: tuple[str, ...] = (), returning: str | None = None) -> str | None:
    decision = decide(progress(*done, begun=begun, returning=returning))
    return decision.step.key if decision else None


def test_the_steps_forward_in_order() -> None:
    for place, key in enumerate(FORWARD):
        assert key_after(*FORWARD[:place]) == key
    assert key_after(*FORWARD) is None


def test_without_migrations_the_schema_is_left_alone() -> None:
    assert [step.key for step in plan(migrations=()).steps] == FORWARD[2:]


@pytest.mark.parametrize("place", range(len(FORWARD)))
def test_a_step_that_was_begun_and_not_done_is_done_again(place: int) -> None:
    assert key_after(*FORWARD[:place], begun=(FORWARD[place],)) == FORWARD[place]


@pytest.mark.parametrize(
    ("begun", "back"),
    [
        ((), ["record abort"]),
        (("migrate",), ["stop new", "record abort"]),
        (("migrate", "prove old", "start"), ["stop new", "record abort"]),
        (("start", "smoke", "shift 5"), ["return traffic", "stop new", "record abort"]),
        (("start", "smoke", "shift 5", "watch 5"), ["return traffic", "stop new", "record abort"]),
        (
            ("start", "smoke", "shift 5", "watch 5", "shift 100", "watch 100", "hand over"),
            ["return traffic", "return work", "stop new", "record abort"],
        ),
    ],
)
def test_the_way_back_undoes_what_was_begun_and_users_come_first(begun: tuple[str, ...], back: list[str]) -> None:
    taken: list[str] = []
    # The last step begun may have failed, so it is not among those done.
    while (key := key_after(*begun[:-1], *taken, begun=begun[-1:], returning="It failed.")) is not None:
        taken.append(key)
    assert taken == back


def test_the_way_back_is_open_until_the_old_colour_is_stopped() -> None:
    for place in range(len(FORWARD)):
        begun = tuple(FORWARD[: place + 1])
        assert may_return(progress(begun=begun)) is not ({"stop old", "record"} & set(begun) != set())


def test_every_step_says_what_holds_when_it_is_done() -> None:
    for step, following in itertools.pairwise(plan().steps):
        assert step.key != following.key
    sentences = [decide(progress(*FORWARD[:place])) for place in range(len(FORWARD))]
    assert sentences[4] is not None
    assert sentences[4].sentence == "green (1.1.0) gets 5% of the traffic"
    assert sentences[0] is not None
    assert sentences[0].sentence == "The schema is expanded by 0005"


@pytest.mark.parametrize("text", ["5,25", "0,100", "100,5", "5,5,100", "", "a", "50,150", "-5,100"])
def test_shares_that_are_no_way_to_all_traffic_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller words it
        shares(text)


def test_shares_grow_to_all_traffic() -> None:
    assert shares("100") == (100,)
    assert shares("1,50,100") == (1, 50, 100)
    assert Pace().shares == (5, 25, 100)

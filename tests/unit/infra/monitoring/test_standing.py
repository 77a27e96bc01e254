"""What was achieved and what is left follow from what Prometheus measured."""

from __future__ import annotations

import math

import pytest

from infra.monitoring import standing
from infra.monitoring.errors import InvalidWindowError, NoSuchPromiseError
from infra.monitoring.objectives import Objective
from infra.monitoring.prometheus_api import Sample
from infra.scripts.slo import printing

OBJECTIVES = [
    Objective("availability", "production", 0.999, 28, "total", "bad", "measured"),
    Objective("latency", "production", 0.99, 28, "total", "bad", "measured"),
    Objective("availability", "staging", 0.99, 7, "total", "bad", "measured"),
]


class Answers:
    """A Prometheus that knows the answers to both questions; the tests of faults ask a real one."""

    def __init__(self, achieved: dict[str, float], burning: dict[str, float]) -> None:
        self.achieved, self.burning = achieved, burning
        self.asked: list[str] = []

    def query(self, expression: str) -> list[Sample]:
        self.asked.append(expression)
        values = self.burning if "burn_rate" in expression else self.achieved
        return [Sample({"objective": name}, value) for name, value in values.items()]


def test_the_budget_is_what_the_target_allows() -> None:
    source = Answers({"availability": 0.9995, "latency": 0.97}, {"availability": 2.0})

    availability, latency = standing.read(source, OBJECTIVES, "production", "28d")

    assert (availability.objective, availability.target, availability.burn_now) == ("availability", 0.999, 2.0)
    assert availability.burn == pytest.approx(0.5)
    assert availability.budget_left == pytest.approx(0.5)
    assert not availability.broken
    assert latency.budget_left == pytest.approx(-2)
    assert latency.broken
    assert latency.burn_now is None


@pytest.mark.parametrize("nothing", [{}, {"availability": math.nan}])
def test_what_was_not_measured_is_neither_kept_nor_broken(nothing: dict[str, float]) -> None:
    [found] = standing.read(Answers(nothing, {}), OBJECTIVES, "staging", "1h")

    assert (found.achieved, found.burn, found.budget_left, found.broken) == (None, None, None, False)


def test_the_window_is_asked_for_in_seconds() -> None:
    source = Answers({}, {})

    standing.read(source, OBJECTIVES, "production", "6h")

    assert source.asked[0] == (
        '1 - sum_over_time(objective:bad:rate5m{environment="production"}[21600s])'
        ' / sum_over_time(objective:total:rate5m{environment="production"}[21600s])'
    )


@pytest.mark.parametrize("text", ["", "6", "h", "0h", "1.5h", "6h]} or vector(1", "-1d"])
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(InvalidWindowError):
        standing.window_of(text)


def test_an_environment_without_promises_is_refused() -> None:
    assert standing.default_window(OBJECTIVES, "staging") == "7d"
    with pytest.raises(NoSuchPromiseError, match="production, staging"):
        standing.default_window(OBJECTIVES, "nowhere")


@pytest.mark.parametrize(
    ("value", "shown"), [(0.999, "99.9%"), (0.99989999, "99.9899%"), (0.9999999, "99.9999%"), (1, "100%"), (None, "-")]
)
def test_a_share_is_never_rounded_up_to_a_promise(value: float | None, shown: str) -> None:
    assert printing.share(value) == shown

"""When a release loses its users, by what the proxy measured."""

from __future__ import annotations

import pytest

from infra.scripts.release import measurements
from infra.scripts.release.analysis import Measured, Sample, judge
from tests.unit.infra.release.scenes import OBJECTIVE

EMPTY = Sample(Measured(), Measured())


def measured(requests: int, failures: int = 0, slow: int = 0) -> Measured:
    return Measured(requests, failures, {0.25: requests - slow, 0.5: requests - slow, float("inf"): requests})


def test_without_users_nothing_speaks_against_it() -> None:
    assert judge(EMPTY, EMPTY, OBJECTIVE) is None


@pytest.mark.parametrize(
    ("requests", "failures", "lost"),
    [(1000, 0, False), (20, 2, False), (3000, 3, False), (20, 3, True), (1000, 20, True), (3, 3, True)],
)
def test_failures_beyond_the_objective_end_it(requests: int, failures: int, lost: bool) -> None:
    now = Sample(measured(10_000), measured(requests, failures))
    assert (judge(EMPTY, now, OBJECTIVE) is not None) is lost


def test_the_reason_has_the_numbers() -> None:
    reason = judge(EMPTY, Sample(measured(10_000), measured(200, 30)), OBJECTIVE)
    assert reason == "30 of 200 requests to the new colour failed (15.0%; the objective allows 0.1%)."


def test_an_old_colour_that_fails_as_often_is_named() -> None:
    reason = judge(EMPTY, Sample(measured(1000, 200), measured(100, 20)), OBJECTIVE)
    assert reason is not None
    assert reason.endswith("The old colour fails as often: 20.0%.")


@pytest.mark.parametrize(("requests", "slow", "lost"), [(100, 5, False), (100, 6, True), (19, 19, False)])
def test_slow_answers_beyond_the_objective_end_it(requests: int, slow: int, lost: bool) -> None:
    now = Sample(measured(1000), measured(requests, slow=slow))
    assert (judge(EMPTY, now, OBJECTIVE) is not None) is lost


def test_only_what_was_answered_since_the_release_began_counts() -> None:
    before = Sample(measured(0), measured(1000, 500))
    assert judge(before, Sample(measured(0), measured(2000, 500)), OBJECTIVE) is None
    assert judge(before, Sample(measured(0), measured(2000, 600)), OBJECTIVE) is not None


def test_a_proxy_that_was_restarted_counts_from_nothing() -> None:
    assert measured(10, 4).since(measured(1000, 900)) == measured(10, 4)


@pytest.mark.parametrize("now", [None, 2.0])
def test_a_process_that_ended_ends_it(now: float | None) -> None:
    before = Sample(Measured(), Measured(), {"server-1-green": 1.0, "server-2-green": 1.0})
    after = Sample(Measured(), Measured(), {"server-1-green": now, "server-2-green": 1.0})
    assert judge(before, before, OBJECTIVE) is None
    assert judge(before, after, OBJECTIVE) == "server-1-green ended while users were on it."


def test_the_proxys_metrics_are_added_up_over_the_backends_of_a_colour() -> None:
    text = """\
# HELP traefik_service_requests_total How many HTTP requests processed on a service.
# TYPE traefik_service_requests_total counter
traefik_service_requests_total{code="200",method="GET",protocol="http",service="server-1-green@file"} 7
traefik_service_requests_total{code="502",method="GET",protocol="http",service="server-2-green@file"} 2
traefik_service_requests_total{code="404",method="GET",protocol="http",service="server-2-green@file"} 1
traefik_service_requests_total{code="500",method="GET",protocol="http",service="server-1-blue@file"} 9
# HELP traefik_service_request_duration_seconds Duration.
# TYPE traefik_service_request_duration_seconds histogram
traefik_service_request_duration_seconds_bucket{code="200",service="server-1-green@file",le="0.5"} 6
traefik_service_request_duration_seconds_bucket{code="200",service="server-1-green@file",le="+Inf"} 7
traefik_service_request_duration_seconds_bucket{code="502",service="server-2-green@file",le="0.5"} 3
traefik_service_request_duration_seconds_bucket{code="502",service="server-2-green@file",le="+Inf"} 3
traefik_service_request_duration_seconds_sum{code="200",service="server-1-green@file"} 1
traefik_service_request_duration_seconds_count{code="200",service="server-1-green@file"} 7
"""
    found = measurements.read(text, {"server-1-green@file", "server-2-green@file"}.__contains__)
    assert (found.requests, found.failures) == (10, 2)
    assert found.within == {0.5: 9, float("inf"): 10}
    assert found.slow(0.5) == pytest.approx(0.1)

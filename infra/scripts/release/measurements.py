"""Reads from the proxy's metrics what each of its backends answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from prometheus_client.parser import text_string_to_metric_families

from infra.scripts.release.analysis import Measured

REQUESTS = "traefik_service_requests_total"
BUCKETS = "traefik_service_request_duration_seconds_bucket"
SERVER_ERROR = 500


def read(metrics: str, wanted: Callable[[str], bool]) -> Measured:
    """What several backends answered together, since the proxy began.

    Args:
        metrics: the text of its metrics.
        wanted: whether a backend is one of them, by what the proxy calls it.
    """
    requests = failures = 0
    within: dict[float, int] = defaultdict(int)
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            if not wanted(sample.labels.get("service", "")):
                continue
            if sample.name == REQUESTS:
                requests += int(sample.value)
                failures += int(sample.value) if int(sample.labels["code"]) >= SERVER_ERROR else 0
            elif sample.name == BUCKETS:
                within[float(sample.labels["le"])] += int(sample.value)
    return Measured(requests, failures, dict(within))

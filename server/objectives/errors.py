"""What can go wrong with objectives."""

from __future__ import annotations

from server.errors import NotFound, ServiceUnavailable


class NothingWatches(NotFound):
    """The platform was not told of a Prometheus."""

    def __init__(self) -> None:
        super().__init__("Nothing measures how this platform keeps its objectives: PROMETHEUS_URL is not set.")


class PrometheusUnavailable(ServiceUnavailable):
    """Prometheus does not answer, or not with what it is asked for."""

    def __init__(self) -> None:
        super().__init__("The Prometheus that measures the objectives does not answer. Try again in a moment.")

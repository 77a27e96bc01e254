"""Finds the Prometheus that watches over an environment."""

from __future__ import annotations

import os
from pathlib import Path

from infra.errors import UsageError
from infra.local import monitoring
from infra.local.certificates import Authority
from infra.local.layout import find_main_layout
from infra.monitoring.prometheus_api import Prometheus

EMBEDDED = "development"
URL, CA_FILE, TOKEN_FILE = "SYNDIC_PROMETHEUS_URL", "SYNDIC_PROMETHEUS_CA_FILE", "SYNDIC_PROMETHEUS_TOKEN_FILE"


class NoPrometheusError(UsageError):
    """Nobody said which Prometheus watches over an environment, or none does."""

    def __init__(self, environment: str) -> None:
        super().__init__(
            f"Nothing here watches over {environment}. "
            + (
                "`syndic up` starts Prometheus where it is installed, and says how to install it."
                if environment == EMBEDDED
                else f"Name its Prometheus with --prometheus, or in {URL}."
            )
        )


def find(environment: str, state_dir: Path | None, url: str | None, ca_file: Path | None) -> Prometheus:
    """The Prometheus of an environment: the one that was named, else the embedded one.

    Raises:
        NoPrometheusError: there is none.
    """
    if url:
        token_file = os.environ.get(TOKEN_FILE)
        token = Path(token_file).read_text().strip() if token_file else None
        return Prometheus(url, ca_file, token)
    if environment == EMBEDDED:
        layout = find_main_layout(state_dir)
        running = monitoring.address(layout)
        if running is not None:
            return Prometheus(running, Authority(layout.certificates).ca_file)
    raise NoPrometheusError(environment)

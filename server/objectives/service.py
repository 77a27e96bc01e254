"""Asks Prometheus how the objectives were kept. The series are those of infra/monitoring/slo.yaml."""

from __future__ import annotations

import asyncio
import math
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson
import structlog

from server.objectives.errors import PrometheusUnavailable
from server.objectives.schemas import Objective

TIMEOUT_SECONDS = 5.0
LONGEST_ANSWER_BYTES = 1024 * 1024

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Prometheus:
    """Where it answers, and who signed its certificate."""

    url: str
    ca_file: Path | None

    async def by_objective(self, expression: str) -> Mapping[str, float]:
        """What an expression is now, by objective; what is not a number is left out.

        Raises:
            PrometheusUnavailable: it does not answer as it should.
        """
        try:
            return await asyncio.to_thread(self._ask, expression)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("prometheus_unavailable", reason=str(error)[:300])
            raise PrometheusUnavailable from error

    def _ask(self, expression: str) -> Mapping[str, float]:
        query = urllib.parse.urlencode({"query": expression})
        # The scheme is that of the setting, which takes http and https only.
        with urllib.request.urlopen(  # noqa: S310
            f"{self.url.rstrip('/')}/api/v1/query?{query}",
            timeout=TIMEOUT_SECONDS,
            context=ssl.create_default_context(cafile=self.ca_file) if self.url.startswith("https:") else None,
        ) as answer:
            document = orjson.loads(answer.read(LONGEST_ANSWER_BYTES))
        found = {each["metric"]["objective"]: float(each["value"][1]) for each in document["data"]["result"]}
        return {name: value for name, value in found.items() if math.isfinite(value)}


async def read_objectives(prometheus: Prometheus, environment: str, window: str) -> list[Objective]:
    """Every promise of an environment, by name.

    Raises:
        PrometheusUnavailable: Prometheus does not answer as it should.
    """
    here = f'{{environment="{environment}"}}'
    spent = (
        f"sum_over_time(objective:bad:rate5m{here}[{window}]) / sum_over_time(objective:total:rate5m{here}[{window}])"
    )
    targets, bad = await asyncio.gather(
        prometheus.by_objective(f"objective:target:ratio{here}"), prometheus.by_objective(spent)
    )
    return [_objective(name, target, bad.get(name)) for name, target in sorted(targets.items())]


def _objective(name: str, target: float, bad: float | None) -> Objective:
    if bad is None:
        return Objective(objective=name, target=target, achieved=None, budget_left=None, burn=None)
    burn = bad / (1 - target)
    return Objective(objective=name, target=target, achieved=1 - bad, budget_left=1 - burn, burn=burn)

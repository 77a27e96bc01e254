"""Asking a Prometheus."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from infra.monitoring.errors import PrometheusRefusedError, PrometheusUnreachableError

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class Sample:
    """One series of an answer, now."""

    labels: Mapping[str, str]
    value: float


@dataclass(frozen=True)
class Prometheus:
    """Where a Prometheus answers, and who signed its certificate; the system's authorities when absent."""

    url: str
    ca_file: Path | None = None
    token: str | None = None

    def query(self, expression: str) -> list[Sample]:
        """What an expression is now.

        Raises:
            PrometheusUnreachableError: it does not answer, or with something else than its API does.
            PrometheusRefusedError: it cannot evaluate the expression.
        """
        document = self._get("/api/v1/query", {"query": expression})
        return list(_samples(document))

    def _get(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            trusted = ssl.create_default_context(cafile=self.ca_file)
            answer = httpx.post(
                f"{self.url.rstrip('/')}{path}",
                data=parameters,
                headers=headers,
                verify=trusted,
                timeout=TIMEOUT_SECONDS,
            )
            document = answer.json()
        except (httpx.HTTPError, OSError) as error:
            raise PrometheusUnreachableError(self.url, str(error) or type(error).__name__) from error
        except ValueError as error:
            raise PrometheusUnreachableError(self.url, "it answers with something that is not JSON") from error
        if not isinstance(document, dict) or document.get("status") != "success":
            said = document.get("error", answer.status_code) if isinstance(document, dict) else answer.status_code
            raise PrometheusRefusedError(self.url, str(said))
        return document


def _samples(document: Mapping[str, Any]) -> Iterator[Sample]:
    for found in document["data"]["result"]:
        yield Sample(found["metric"], float(found["value"][1]))

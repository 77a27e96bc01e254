"""The operator's connection to the API server in memory."""

from __future__ import annotations

import httpx2

from infra.kubernetes.cluster import Cluster
from tests.integration.kubernetes.api_server_in_memory import OPERATOR

SECONDS = 5.0


def in_memory(port: int, namespace: str, patience_seconds: float = SECONDS) -> Cluster:
    """A cluster whose API server answers at a port of this machine."""
    address = f"http://127.0.0.1:{port}"
    headers = {"Authorization": OPERATOR}

    def open_async() -> httpx2.AsyncClient:
        return httpx2.AsyncClient(base_url=address, headers=headers, timeout=SECONDS, trust_env=False)

    client = httpx2.Client(base_url=address, headers=headers, timeout=SECONDS, trust_env=False)
    return Cluster(client, open_async, namespace, address, patience_seconds)

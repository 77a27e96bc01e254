"""The smoke tests: is what answers at an address the platform, and does it work?

They run against any address, before users reach it and afterwards, read and write, and remove what they wrote:

    SMOKE_API_URL=https://… SMOKE_TOKEN_FILE=token [SMOKE_CONSOLE_URL=https://…] [SMOKE_CA_FILE=ca.pem] \
        [SMOKE_SERVER_NAME=…] python -m pytest tests/smoke

SMOKE_SERVER_NAME is whom the certificate has to be for where the address is only the end of a tunnel.

A release runs them with a token of its own (infra/scripts/release/smoke.py). Without an address none is collected.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Generator, Mapping
from pathlib import Path

import httpx
import pytest

TIMEOUT_SECONDS = 30.0

collect_ignore_glob = [] if "SMOKE_API_URL" in os.environ else ["test_*.py"]


@pytest.fixture(scope="session")
def tls() -> ssl.SSLContext:
    """Whom the tests believe."""
    return ssl.create_default_context(cafile=os.environ.get("SMOKE_CA_FILE"))


def _expect(request: httpx.Request) -> None:
    if "SMOKE_SERVER_NAME" in os.environ:
        request.extensions["sni_hostname"] = os.environ["SMOKE_SERVER_NAME"]


HOOKS: Mapping[str, list[Callable[..., None]]] = {"request": [_expect]}


@pytest.fixture(scope="session")
def anonymous(tls: ssl.SSLContext) -> Generator[httpx.Client]:
    """Somebody who is not signed in."""
    with httpx.Client(
        base_url=os.environ["SMOKE_API_URL"], verify=tls, timeout=TIMEOUT_SECONDS, event_hooks=HOOKS
    ) as client:
        yield client


@pytest.fixture(scope="session")
def api(tls: ssl.SSLContext) -> Generator[httpx.Client]:
    """Somebody who may read and write."""
    token = Path(os.environ["SMOKE_TOKEN_FILE"]).read_text(encoding="utf-8").strip()
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(
        base_url=os.environ["SMOKE_API_URL"],
        headers=headers,
        verify=tls,
        timeout=TIMEOUT_SECONDS,
        event_hooks=HOOKS,
    ) as client:
        yield client


@pytest.fixture(scope="session")
def console(tls: ssl.SSLContext) -> Generator[httpx.Client]:
    """Somebody with a browser."""
    url = os.environ.get("SMOKE_CONSOLE_URL") or os.environ["SMOKE_API_URL"]
    with httpx.Client(base_url=url, verify=tls, timeout=TIMEOUT_SECONDS) as client:
        yield client

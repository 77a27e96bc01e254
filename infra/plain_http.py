"""Questions over plain HTTP, most of them to programs of this machine.

Whoever waits for something asks many times a second. httpx loads the authorities of the web for each question that does
not say whom to believe, also where nobody shows a certificate, and that takes forty times as long as the question.
"""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def nobody() -> ssl.SSLContext:
    """Believes no certificate."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def ask(port: int, path: str, timeout_seconds: float) -> httpx.Response:
    """Ask whoever listens on a port of loopback.

    Raises:
        httpx.HTTPError: there is no answer.
    """
    return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=timeout_seconds, verify=nobody(), trust_env=False)

from __future__ import annotations

import ssl
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from infra import plain_http


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing."""


@pytest.fixture
def port() -> Generator[int]:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_question_loads_no_authorities_and_passes_every_proxy(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_arguments: object, **_options: object) -> ssl.SSLContext:
        raise AssertionError("authorities are loaded")

    monkeypatch.setattr(ssl, "create_default_context", load)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert plain_http.ask(port, "/readyz", 5).status_code == httpx.codes.OK
    assert plain_http.ask(port, "/nothing", 5).status_code == httpx.codes.NOT_FOUND


def test_nobody_is_believed() -> None:
    context = plain_http.nobody()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.get_ca_certs() == []

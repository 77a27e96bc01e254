"""Stands in for pods of the platform: servers and consoles that answer what the smoke tests and the operator ask.

All servers share one register in memory, as they share a database. How a version is bad is said by its `Behaviour`.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.integration.kubernetes.gateway import Certificate

SCHEMA = {"current": "0001", "chain": ["0001"], "pending": [], "obstacle": None}


@dataclass
class Behaviour:
    """How a version behaves."""

    image: str = "present"
    """That of its servers: `missing` from the registry, or `other` than what its digest names."""
    crashes: bool = False
    refuses_writes: bool = False
    fails_after: int | None = None
    """Requests after which every other one is answered with an error."""
    slow_after: int | None = None
    """Requests after which each takes two seconds."""
    dies_after: int | None = None
    """Requests after which the kernel kills its server, once."""
    migration: str = "succeeds"
    """Or `fails`, as its job does."""
    schema: dict[str, Any] = field(default_factory=lambda: dict(SCHEMA))
    """What its command `schema` says."""
    retention: dict[str, Any] = field(default_factory=dict)
    """What its command `retention` says."""


@dataclass
class Register:
    """What all servers know."""

    systems: dict[str, dict[str, Any]] = field(default_factory=dict)
    operations: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By idempotency key."""
    tokens: dict[str, str] = field(default_factory=lambda: {"operator": "operator"})


class Pod:
    """The servers of one pod, on free ports."""

    def __init__(self, component: str, behaviour: Behaviour, register: Register, tls: Certificate) -> None:
        self.answered = 0
        self.died = False
        self.lock = threading.Lock()
        self.ports: dict[int, int] = {}
        self._servers: list[ThreadingHTTPServer] = []
        if component == "api":
            self._serve(8000, _Api, {"behaviour": behaviour, "register": register}, tls)
            self._serve(9000, _Internal, {}, None)
        elif component == "client":
            self._serve(8080, _Console, {}, None)

    def count(self) -> int:
        """Count an answer."""
        with self.lock:
            self.answered += 1
            return self.answered

    def stop(self) -> None:
        """Answer nobody any more."""
        for server in self._servers:
            threading.Thread(target=server.shutdown, daemon=True).start()
            server.socket.close()

    def _serve(self, port: int, handler: type, attributes: dict[str, object], tls: Certificate | None) -> None:
        bound = type("Bound", (handler,), {"pod": self, **attributes})
        server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
        server.daemon_threads = True
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls.certificate, tls.key)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self._servers.append(server)
        self.ports[port] = server.server_port


class _Handler(BaseHTTPRequestHandler):
    pod: Pod
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the library calls it by
        """Say nothing."""

    def send(self, code: int, body: bytes = b"", media_type: str = "application/json", **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Internal(_Handler):
    def do_GET(self) -> None:
        line = f'http_request_duration_seconds_count{{method="GET",route="/",status="200"}} {self.pod.answered}\n'
        self.send(200, line.encode(), "text/plain")


class _Console(_Handler):
    def do_GET(self) -> None:
        self.send(200, b'<script src="/app.js"></script>', "text/html")


class _Api(_Handler):
    behaviour: Behaviour
    register: Register

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        count, behaviour = self.pod.count(), self.behaviour
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        if behaviour.dies_after is not None and count > behaviour.dies_after:
            self.pod.died = True
        if behaviour.slow_after is not None and count > behaviour.slow_after:
            time.sleep(2)
        if behaviour.fails_after is not None and count > behaviour.fails_after and count % 2:
            self._document(500, {"title": "broken"})
        elif self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.register.tokens:
            self.send(401, b'{"title": "unknown"}', "application/problem+json")
        else:
            self._resource(body)

    def _resource(self, body: dict[str, Any]) -> None:
        _, _, resource, *rest = self.path.partition("?")[0].split("/")
        match (self.command, resource, rest):
            case ("POST", "systems", []):
                self._write(body)
            case ("GET", "systems", []):
                self._document(200, {"items": list(self.register.systems.values())})
            case (method, "systems", [name]):
                self._system(method, name, body)
            case ("POST", "tokens", []):
                made = uuid.uuid4().hex
                self.register.tokens[made] = made
                self._document(201, {"id": made, "token": made})
            case ("DELETE", "tokens", [name]):
                self.register.tokens.pop(name, None)
                self.send(204)
            case ("POST", "operations", []):
                self.register.operations.setdefault(self.headers["Idempotency-Key"], body)
                self._document(201, {"id": "1"})
            case _:
                self._document(200, {"items": [{"id": "one"}]})

    def _write(self, body: dict[str, Any]) -> None:
        if self.behaviour.refuses_writes:
            self._document(500, {"title": "broken"})
            return
        system = {**body, "id": uuid.uuid4().hex, "version": 1}
        self.register.systems[system["id"]] = system
        self._document(201, system)

    def _system(self, method: str, name: str, body: dict[str, Any]) -> None:
        known = self.register.systems.get(name)
        if known is None:
            self._document(404, {"title": "unknown"})
        elif method == "DELETE":
            del self.register.systems[name]
            self.send(204)
        elif method == "PATCH" and self.headers["If-Match"] not in ("*", f'"{known["version"]}"'):
            self._document(412, {"title": "stale"})
        else:
            if method == "PATCH":
                known.update(body, version=known["version"] + 1)
            self._document(200, known, ETag=f'"{known["version"]}"')

    def _document(self, code: int, document: dict[str, Any], **headers: str) -> None:
        self.send(code, json.dumps(document).encode(), **headers)

"""A webhook that Alertmanager notifies."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.integration.local.waiting import until


@dataclass(frozen=True)
class Notified:
    """One alert of one notification."""

    name: str
    firing: bool
    labels: dict[str, str]


@dataclass
class Receiver:
    """What was received, in order."""

    port: int
    received: list[Notified] = field(default_factory=list)

    def since(self, position: int) -> list[Notified]:
        """What was received after a position."""
        return self.received[position:]

    def expect(self, name: str, labels: dict[str, str], position: int, *, firing: bool) -> Notified:
        """Wait for a notification about an alert with at least these labels."""

        def found() -> Notified | None:
            return next(
                (
                    each
                    for each in self.since(position)
                    if each.name == name and each.firing is firing and labels.items() <= each.labels.items()
                ),
                None,
            )

        return until(found, f"{name} {labels} to {'fire' if firing else 'resolve'}", seconds=120)


@contextmanager
def listening() -> Generator[Receiver]:
    """A receiver for as long as the block lasts."""
    receiver = Receiver(0)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.received.extend(
                Notified(alert["labels"]["alertname"], alert["status"] == "firing", alert["labels"])
                for alert in body["alerts"]
            )
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class calls it so
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""People are told; a service that is down, slow or refuses costs a sentence, and never the operation."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from infra import cli
from infra.errors import OperatorError, TakenBackError
from infra.output import Progress
from infra.scripts.notify.delivery import deliver
from infra.scripts.notify.message import Event, Message
from infra.scripts.notify.service import announced
from tests.integration.environment import free_port

TOKEN = "not-for-other-eyes"


class Receiver:
    """A webhook: what it was sent, and how it answers."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.status = 200
        self.answers = threading.Event()
        self.answers.set()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                receiver.answers.wait()
                receiver.received.append(body)
                self.send_response(receiver.status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as declared
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server.server_port}/{TOKEN}"

    def told(self) -> list[str]:
        return [body["title"] for body in self.received]


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Generator[Receiver]:
    found = Receiver()
    monkeypatch.setenv("SYNDIC_NOTIFICATIONS", found.address)
    yield found
    found.answers.set()
    found.server.shutdown()


def test_a_message_says_what_changed_who_how_long_and_where_to_read_more(receiver: Receiver) -> None:
    message = Message(Event.FAILED, "staging", "release of v2", "p99 took too long", "Ada", 83.4, "https://ci/7")
    assert [one.failure for one in deliver(message, [receiver.address])] == [None]
    (body,) = receiver.received
    assert body["title"] == "staging: release of v2 has failed"
    assert body["message"].split("\n") == ["p99 took too long", "by Ada", "after 1 min 23 s", "https://ci/7"]
    assert body["type"] == "failure"


def test_every_service_is_told_although_one_refuses_and_one_is_not_there(receiver: Receiver) -> None:
    refuses = Receiver()
    refuses.status = 500
    nobody = f"json://127.0.0.1:{free_port()}/{TOKEN}"
    found = deliver(Message(Event.STARTED, "staging", "rollback"), [refuses.address, nobody, "odd", receiver.address])
    refuses.server.shutdown()
    assert [one.failure is None for one in found] == [False, False, False, True]
    assert receiver.told() == ["staging: rollback has started"]
    assert TOKEN not in repr(found)


def test_a_service_that_hangs_is_left_alone(receiver: Receiver) -> None:
    receiver.answers.clear()
    (found,) = deliver(Message(Event.STARTED, "staging", "rollback"), [receiver.address], patience_seconds=0.3)
    assert found.failure == "it has not answered"


@pytest.mark.parametrize(
    ("raised", "end"),
    [(None, "has succeeded"), (OperatorError("no room"), "has failed"), (TakenBackError("5xx"), "was taken back")],
)
def test_an_operation_is_announced_and_its_end_told(receiver: Receiver, raised: Exception | None, end: str) -> None:
    def run() -> str:
        if raised:
            raise raised
        return "done"

    if raised is None:
        assert announced("development", "release of v2", run, Progress(quiet=True)) == "done"
    else:
        with pytest.raises(type(raised)):
            announced("development", "release of v2", run, Progress(quiet=True))
        assert str(raised) in receiver.received[1]["message"]
    assert receiver.told() == ["development: release of v2 has started", f"development: release of v2 {end}"]


def test_an_operation_goes_on_when_nobody_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNDIC_NOTIFICATIONS", f"json://127.0.0.1:{free_port()}/{TOKEN}")
    assert announced("development", "release of v2", lambda: "done", Progress(quiet=True)) == "done"
    monkeypatch.delenv("SYNDIC_NOTIFICATIONS")
    assert announced("development", "release of v2", lambda: "done", Progress(quiet=True)) == "done"


def test_the_command_ends_well_and_says_who_was_not_told(
    receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver.status = 503
    with pytest.raises(SystemExit) as ended:
        cli.main(["notify", "approval-needed", "release of v2"])
    written = capsys.readouterr()
    assert not ended.value.code
    assert "was not notified: it has not taken the message" in written.err
    assert "Notified 0 of 1 services." in written.out
    assert TOKEN not in written.out + written.err

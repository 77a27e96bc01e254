"""What a process writes to its log, and what it counts of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

import pytest
import structlog

from server.observability.context import bind_request, bind_user
from server.observability.logs import configure_logs
from server.observability.metrics import LOG_ENTRIES
from server.settings import ProcessSettings

ACCOUNT = UUID("0198c1f0-0000-7000-8000-000000000001")


@contextmanager
def configured() -> Generator[None]:
    """Logs as a process writes them; pytest changes what fixtures set up, so this is for a test's own body."""
    root = logging.getLogger()
    before = root.handlers, root.level
    configure_logs(ProcessSettings(), process="test")
    try:
        yield
    finally:
        structlog.contextvars.clear_contextvars()
        structlog.reset_defaults()
        root.handlers, root.level = before


def counted(level: str) -> float:
    [family] = LOG_ENTRIES.collect()
    return next(each.value for each in family.samples if each.labels.get("level") == level and "total" in each.name)


def test_a_user_is_told_apart_and_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    with configured():
        bind_request("request-1")
        bind_user(ACCOUNT)
        structlog.get_logger("own").info("asked")
        logging.getLogger("library").warning("asked")
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(entry["request_id"], entry["user"]) for entry in entries] == [("request-1", "2186706cb567dce0")] * 2
    assert str(ACCOUNT) not in json.dumps(entries)


def test_the_next_request_is_not_taken_for_the_same_user(capsys: pytest.CaptureFixture[str]) -> None:
    with configured():
        bind_user(ACCOUNT)
        bind_request("request-2")
        structlog.get_logger("own").info("asked")
    assert "user" not in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("level", "as_level"), [("warning", "warning"), ("error", "error"), ("exception", "error"), ("critical", "error")]
)
def test_what_somebody_should_look_at_is_counted(level: str, as_level: str) -> None:
    before = counted(as_level)
    with configured():
        getattr(structlog.get_logger("own"), level)("wrong")
        getattr(logging.getLogger("library"), level)("wrong")
        structlog.get_logger("own").info("right")
    assert counted(as_level) == before + 2

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.log_lines import EPOCH, parse

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_line_of_the_platform() -> None:
    raw = json.dumps(
        {
            "timestamp": "2026-11-22T10:00:00.250Z",
            "level": "warning",
            "event": "request",
            "process": "api",
            "request_id": "abc",
            "status": 503,
        }
    )

    line = parse("server-1", raw, None)

    assert line.at == datetime(2026, 11, 22, 10, 0, 0, 250_000, tzinfo=UTC)
    assert (line.level, line.message) == ("warning", "request")
    assert line.text() == "request request_id=abc status=503"
    assert line.document() == {
        "timestamp": "2026-11-22T10:00:00.250Z",
        "service": "server-1",
        "level": "warning",
        "message": "request",
        "process": "api",
        "request_id": "abc",
        "status": 503,
    }


def test_a_line_of_the_proxys_access_log_tells_the_request_and_its_id() -> None:
    raw = json.dumps(
        {
            "RequestMethod": "GET",
            "RequestPath": "/api/systems",
            "DownstreamStatus": 200,
            "Duration": 12_300_000,
            "StartUTC": "2026-11-22T10:00:00.123456789Z",
            "time": "2026-11-22T10:00:00Z",
            "level": "info",
            "downstream_X-Request-Id": "abc",
            "ClientHost": "127.0.0.1",
        }
    )

    line = parse("proxy", raw, None)

    assert line.text() == "GET /api/systems 200 12.3 ms request_id=abc"
    assert line.at.microsecond == 123_456


@pytest.mark.parametrize(
    ("raw", "level", "message"),
    [
        (
            "2026-11-22 10:00:00.500 UTC [17] LOG:  database system is ready",
            "info",
            "database system is ready",
        ),
        (
            "2026-11-22 10:00:00.500 UTC [17] syndic_app@syndic ERROR:  relation does not exist",
            "error",
            "relation does not exist",
        ),
        ("2026-11-22 10:00:00.500 UTC [17] FATAL:  no space left", "error", "no space left"),
    ],
)
def test_a_line_of_postgresql(raw: str, level: str, message: str) -> None:
    line = parse("postgresql", raw, None)

    assert (line.at, line.level, line.message) == (
        datetime(2026, 11, 22, 10, 0, 0, 500_000, tzinfo=UTC),
        level,
        message,
    )


@pytest.mark.parametrize(("letter", "level"), [("I", "info"), ("W", "warning"), ("E", "error"), ("F", "error")])
def test_a_line_of_the_object_store_which_leaves_the_year_out(letter: str, level: str) -> None:
    local = NOW.astimezone()
    raw = f"{letter}{local - timedelta(minutes=5):%m%d %H:%M:%S}.250000 server.go:1 hello"

    line = parse("object-store", raw, None, NOW)

    assert (line.level, line.message) == (level, "server.go:1 hello")
    assert line.at == NOW - timedelta(minutes=5) + timedelta(milliseconds=250)


def test_a_line_of_last_december_is_not_taken_for_one_of_next_december() -> None:
    line = parse("object-store", "I1231 23:00:00.000000 server.go:1 hello", None, datetime(2026, 1, 2, tzinfo=UTC))

    assert line.at.astimezone().year == 2025


def test_a_line_of_the_supervisor() -> None:
    line = parse("supervisor", "2026-11-22 10:00:00,123 WARN killing 'worker' (17) with SIGKILL", None)

    assert (line.level, line.message) == ("warning", "killing 'worker' (17) with SIGKILL")


def test_a_line_of_a_traceback_belongs_to_the_line_before_it() -> None:
    first = parse("worker", "2026-11-22 10:00:00.500 UTC [17] ERROR:  broken", None)

    line = parse("worker", '  File "x.py", line 1', first)

    assert (line.at, line.level, line.message) == (first.at, "error", '  File "x.py", line 1')


@pytest.mark.parametrize("raw", ["", "{", "{broken", "{}", '{"time": "yesterday"}', '{"ts": 1e300}', "\x00", "[]"])
def test_any_other_line_is_shown_as_it_is(raw: str) -> None:
    line = parse("worker", raw, None)

    assert line.at == EPOCH
    assert line.level == "info"

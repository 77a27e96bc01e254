"""Which process a container runs: its command says so, else its name."""

from __future__ import annotations

import pytest

from infra.environments.readers.compose import written_value
from infra.environments.readers.consumer import process_of, words_of
from server.settings import Process


@pytest.mark.parametrize(
    ("command", "process"),
    [
        (["python", "-m", "server", "api", "--port", "8000"], Process.API),
        ("python -m server worker --internal-port 8001", Process.WORKER),
        (["cron"], Process.CRON),
        (["sh", "-c", "python -m server migrate"], Process.MIGRATE),
        (["postgres", "-c", "api=1"], None),
        (None, None),
    ],
)
def test_the_command_says_which(command: object, process: Process | None) -> None:
    assert process_of(words_of(command), "database") is process


@pytest.mark.parametrize(
    ("name", "process"),
    [
        ("api", Process.API),
        ("server-2", Process.API),
        ("syndic-worker", Process.WORKER),
        ("cron-green", Process.CRON),
        ("dns-server", None),
        ("worker-metrics", None),
    ],
)
def test_the_name_says_which_when_the_command_does_not(name: str, process: Process | None) -> None:
    assert process_of([], name) is process


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("info", "info"),
        ("${LOG_LEVEL}", None),
        ("$LOG_LEVEL", None),
        ("${LOG_LEVEL:-info}", "info"),
        ("${LOG_LEVEL-info}", "info"),
        ("${LOG_LEVEL:-}", None),
        ("${LOG_LEVEL:?is not set}", None),
        ("postgresql://app:${PASSWORD}@db/syndic", None),
        ("a$$b", "a$$b"),
    ],
)
def test_a_compose_value_is_what_it_is_when_nothing_is_set(text: str, value: str | None) -> None:
    assert written_value(text) == value

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.layout import Layout
from infra.local.printing import duration, program_name
from infra.local.status import describe, status
from infra.local.supervisor import ProcessState


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        (None, "it does not run", "stopped"),
        ("STOPPED", "it does not run", "stopped"),
        ("STOPPING", "it does not run", "stopped"),
        ("RUNNING", None, "ready"),
        ("RUNNING", "away", "not ready"),
        ("STARTING", "away", "starting"),
        ("STARTING", None, "ready"),
        ("BACKOFF", "it does not run", "failing"),
        ("EXITED", "it does not run", "failing"),
        ("FATAL", "it does not run", "failing"),
    ],
)
def test_one_word_for_every_state(state: str | None, reason: str | None, expected: str) -> None:
    known = ProcessState("worker", state, 1, 0.0) if state else None

    assert describe(known, reason) == expected


def test_a_place_that_was_never_up_has_no_services_and_is_left_untouched(tmp_path: Path) -> None:
    found = status(Layout(tmp_path, tmp_path / ".syndic"))

    assert (found.services, found.ready) == ([], False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0, "0s"), (59, "59s"), (200, "3m 20s"), (18_120, "5h 2m"), (187_200, "2d 4h")],
)
def test_a_duration_is_shown_in_its_two_largest_units(seconds: int | None, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("called", "on_path", "typed"),
    [
        ("/checkout/.venv/bin/syndic", None, ".venv/bin/syndic"),
        ("/checkout/.venv/bin/syndic", "/usr/bin/syndic", ".venv/bin/syndic"),
        ("/checkout/.venv/bin/syndic", "/checkout/.venv/bin/syndic", "syndic"),
        ("/elsewhere/bin/syndic", None, "/elsewhere/bin/syndic"),
        ("/checkout/.venv/bin/pytest", None, "syndic"),
    ],
)
def test_the_next_commands_are_what_the_user_must_type(called: str, on_path: str | None, typed: str) -> None:
    assert program_name(called, Path("/checkout"), on_path) == typed

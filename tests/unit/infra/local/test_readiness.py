from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from infra.local.errors import NotReadyError, ServiceEndedError
from infra.local.programs import Program
from infra.local.readiness import Deadline, await_ready
from infra.local.services import Service
from infra.local.supervisor import ProcessState


def service(name: str, unready: Callable[[], str | None]) -> Service:
    program = Program(name, ("true",), Path("/"))
    return Service(name, (name,), "1", configure=lambda: program, unready=unready)


def log_of(directory: Path) -> Callable[[str], Path]:
    return lambda name: directory / f"{name}.log"


def test_it_ends_when_every_service_can_be_used(tmp_path: Path) -> None:
    answers = iter(["still starting", "still starting", None])

    await_ready([service("worker", lambda: next(answers))], dict, log_of(tmp_path), Deadline(30))

    assert next(answers, "asked as often as needed") == "asked as often as needed"


def test_a_service_that_is_not_ready_in_time_is_named_with_its_reason_and_last_lines(tmp_path: Path) -> None:
    (tmp_path / "worker.log").write_text("one\ntwo\n")

    with pytest.raises(NotReadyError) as failure:
        await_ready(
            [service("client", lambda: None), service("worker", lambda: "the database is away")],
            dict,
            log_of(tmp_path),
            Deadline(0),
        )

    assert str(failure.value) == (
        "worker was not ready after 0 seconds: the database is away. "
        f"The last lines of {tmp_path}/worker.log:\n  one\n  two"
    )


def test_a_service_that_ends_again_and_again_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "worker.log").write_text("it cannot work\n")
    starts = count(1)

    def states() -> dict[str, ProcessState]:
        return {"worker": ProcessState("worker", "BACKOFF", None, float(next(starts)))}

    with pytest.raises(ServiceEndedError, match=r"worker ended while it was starting\.(.|\n)*it cannot work"):
        await_ready([service("worker", lambda: "away")], states, log_of(tmp_path), Deadline(30))


def test_what_is_waited_for_is_shown(tmp_path: Path) -> None:
    answers, shown = iter(["away", None]), list[str]()

    await_ready(
        [service("client", lambda: None), service("worker", lambda: next(answers))],
        dict,
        log_of(tmp_path),
        Deadline(30),
        shown.append,
    )

    assert shown == ["worker"]

"""Records wait for the platform, are sent once, and never fail the operation they tell of."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from infra.errors import PlatformRefusedError, PlatformUnreachableError
from infra.output import Progress
from infra.platform import Platform
from infra.scripts.outbox import Outbox


class Receiver:
    """Takes what is sent, or raises."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.taken: list[tuple[str, dict[str, Any]]] = []

    def request(self, _method: str, _path: str, *, json: dict[str, Any], headers: dict[str, str]) -> None:
        if self.error:
            raise self.error
        self.taken.append((headers["Idempotency-Key"], json))

    @contextmanager
    def connect(self) -> Generator[Platform]:
        yield cast("Platform", self)


def outbox(tmp_path: Path, receiver: Receiver) -> Outbox:
    return Outbox(tmp_path / "records", receiver.connect)


def test_a_record_waits_until_the_platform_can_be_reached(tmp_path: Path) -> None:
    receiver = Receiver()
    box = outbox(tmp_path, receiver)
    receiver.error = PlatformUnreachableError("https://localhost", "refused")
    box.put({"kind": "backup", "number": 1}, "first")
    assert not box.send(Progress(quiet=True))
    box.put({"kind": "backup", "number": 2}, "second")
    receiver.error = None
    assert box.send(Progress(quiet=True))
    assert {key for key, _ in receiver.taken} == {"first", "second"}
    assert list((tmp_path / "records").glob("*.json")) == []


def test_a_record_that_is_refused_is_kept_and_fails_nothing(tmp_path: Path) -> None:
    receiver = Receiver()
    box = outbox(tmp_path, receiver)
    receiver.error = PlatformRefusedError("POST", "/api/operations", 422, "odd")
    box.put({"kind": "backup"}, "first")
    assert not box.send(Progress(quiet=True))
    assert (tmp_path / "records" / "first.json").is_file()


def test_an_operation_that_is_repeated_is_recorded_once(tmp_path: Path) -> None:
    receiver = Receiver()
    box = outbox(tmp_path, receiver)
    box.put({"attempt": 1}, "same")
    box.put({"attempt": 2}, "same")
    assert box.send(Progress(quiet=True))
    assert receiver.taken == [("same", {"attempt": 2})]


def test_a_record_that_is_refused_keeps_no_other_one_back(tmp_path: Path) -> None:
    class Picky(Receiver):
        def request(self, _method: str, _path: str, *, json: dict[str, Any], headers: dict[str, str]) -> None:
            if json["kind"] == "No slug":
                raise PlatformRefusedError(_method, _path, 422, "kind")
            super().request(_method, _path, json=json, headers=headers)

    receiver = Picky()
    box = outbox(tmp_path, receiver)
    box.put({"kind": "No slug"}, "first")
    box.put({"kind": "backup"}, "second")
    (tmp_path / "records" / "third.json").write_text("{")
    assert not box.send(Progress(quiet=True))
    assert [key for key, _ in receiver.taken] == ["second"]
    assert {path.stem for path in (tmp_path / "records").glob("*.json")} == {"first", "third"}

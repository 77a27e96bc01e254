"""The environment on this machine is not cleaned up while a release may need what would go."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra import locks
from infra.errors import LockHeldError
from infra.local.errors import NotSetUpError
from infra.local.files import write_atomically
from infra.scripts.cleanup.errors import ReleaseUnderWayError
from infra.scripts.cleanup.service import ThisMachine
from infra.scripts.release.progress import Book
from tests.unit.infra.release import scenes


@pytest.fixture
def machine(tmp_path: Path) -> ThisMachine:
    found = ThisMachine("development", tmp_path / "state")
    found.layout.lock.parent.mkdir(parents=True)
    return found


def test_what_was_never_set_up_is_not_cleaned_up(tmp_path: Path) -> None:
    with pytest.raises(NotSetUpError), ThisMachine("development", tmp_path / "nothing").alone():
        pass


def test_another_operation_keeps_cleanup_out(machine: ThisMachine) -> None:
    with locks.hold(machine.layout.lock, "syndic up"), pytest.raises(LockHeldError), machine.alone():
        pass


def test_a_release_that_was_begun_and_has_not_ended_does_too(machine: ThisMachine) -> None:
    under_way = scenes.progress()
    plan, book = under_way.plan, Book(under_way=under_way)
    write_atomically(machine.layout.common / "release.json", book.model_dump_json())

    with pytest.raises(ReleaseUnderWayError, match=f"The release of {plan.new.version} is under way"), machine.alone():
        pass
    assert {plan.old.version, plan.new.version} <= machine.needed()

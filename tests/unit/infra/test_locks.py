from __future__ import annotations

import multiprocessing
import os
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from infra import locks
from infra.errors import LockHeldError


def hold_until(path: Path, held: Event, release: Event) -> None:
    with locks.hold(path, "syndic up"):
        held.set()
        release.wait(30)


def test_a_lock_that_another_process_holds_is_refused_with_its_command_and_pid(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=hold_until, args=(tmp_path / "lock", held, release))
    other.start()
    try:
        assert held.wait(30)
        with (
            pytest.raises(LockHeldError, match=rf"syndic up, pid {other.pid}, since .* holds"),
            locks.hold(tmp_path / "lock", "syndic down"),
        ):
            pass
    finally:
        release.set()
        other.join()


def test_a_lock_is_gone_with_its_holder_even_when_that_was_killed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=hold_until, args=(tmp_path / "lock", held, release))
    other.start()
    assert held.wait(30)
    other.kill()
    other.join()

    with locks.hold(tmp_path / "lock", "syndic up"):
        assert f'"pid": {os.getpid()}' in (tmp_path / "lock").read_text()


def test_a_lock_can_be_taken_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="broken"), locks.hold(tmp_path / "lock", "syndic up"):
        raise RuntimeError("broken")

    with locks.hold(tmp_path / "lock", "syndic up"):
        pass

"""A lock between runs of the command line, held by the operating system and so gone with its holder."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from infra.errors import LockHeldError


@contextmanager
def hold(path: Path, purpose: str) -> Generator[None]:
    """Hold a lock while the block runs.

    Args:
        path: the lock file; it stays, and says who holds or held it last.
        purpose: the command, for the message that others get.

    Raises:
        LockHeldError: another process holds it; the message names the command and the pid.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockHeldError(path, _holder(path)) from error
        _write_holder(descriptor, purpose)
        yield
    finally:
        # Closing releases the lock; removing the file would let two runs hold two different files.
        os.close(descriptor)


def _write_holder(descriptor: int, purpose: str) -> None:
    holder = {"pid": os.getpid(), "command": purpose, "since": datetime.now(UTC).isoformat(timespec="seconds")}
    # Who holds it is told to others, but the lock itself needs no room on a full disk.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps(holder).encode())


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text())
        return f"{holder['command']}, pid {holder['pid']}, since {holder['since']},"
    except (OSError, ValueError, KeyError, TypeError):
        return "an unknown process"

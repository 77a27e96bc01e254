"""A client on the lost side of a partition: it writes rows to the old primary, and says which were acknowledged.

Its rows count like every other: one that was acknowledged and is missing afterwards is a split brain.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from infra import shell
from infra.backups.errors.regions import DrillNotProbedError

FIRST = 1_000_000_000
"""Its numbers begin here, apart from those of the prober."""

SECONDS = 30.0
PAUSE_SECONDS = 0.02
PR_SET_PDEATHSIG = 1
"""Which signal a process gets when its parent ends (prctl(2))."""


class Witness:
    """The client, as a process of its own, because a partition is a matter of processes."""

    def __init__(self, url: str, drill: str, checkout: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=checkout,
            env=shell.base_environment(),
        )
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        # By its input, because anybody can read arguments.
        self._process.stdin.write(json.dumps([url, drill, os.getpid()]).encode() + b"\n")
        self._process.stdin.flush()
        self._seen = b""

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid

    def await_first(self) -> None:
        """Wait until it was acknowledged a row.

        Raises:
            DrillNotProbedError: none was.
        """
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        if not select.select([self._process.stdout], [], [], SECONDS)[0]:
            raise DrillNotProbedError("before", SECONDS)
        self._seen = os.read(self._process.stdout.fileno(), 65_536)

    def end(self) -> list[int]:
        """End it; returns the numbers that were acknowledged."""
        self._process.kill()
        rest, _ = self._process.communicate()
        lines = (self._seen + rest).decode().split("\n")
        # The last line may be cut.
        return [int(line) for line in lines[:-1]]

    def __enter__(self) -> Witness:
        """Begin."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """End it, whatever happened."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def write(url: str, drill: str) -> None:
    """Write rows for ever, and print the number of each that was acknowledged."""
    number = FIRST
    while True:
        try:
            with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
                while True:
                    number += 1
                    connection.execute("INSERT INTO probe VALUES (%s, %s)", (drill, number))
                    sys.stdout.write(f"{number}\n")
                    sys.stdout.flush()
                    time.sleep(PAUSE_SECONDS)
        except psycopg.Error:
            time.sleep(PAUSE_SECONDS)


def end_with(parent: int) -> None:
    """Have the kernel end this process together with the drill, also when that is killed."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    url, drill, parent = json.loads(sys.stdin.readline())
    end_with(parent)
    write(url, drill)

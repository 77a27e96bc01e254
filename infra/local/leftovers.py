"""Finding processes of a state directory that outlived whoever started them."""

from __future__ import annotations

from pathlib import Path

import psutil

GRACE_SECONDS = 3.0


def processes_in(directory: Path, name: str) -> list[psutil.Process]:
    """The processes of a program that work in a directory, oldest first."""
    found = []
    target = directory.resolve()
    for process in psutil.process_iter():
        try:
            if process.name() == name and Path(process.cwd()) == target:
                found.append(process)
        except psutil.Error:
            continue
    return sorted(found, key=lambda process: process.create_time())


def end_processes(processes: list[psutil.Process], grace_seconds: float = GRACE_SECONDS) -> None:
    """Wait until processes that should end on their own have ended, and kill those that have not."""
    _, remaining = psutil.wait_procs(processes, timeout=grace_seconds)
    for process in remaining:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(remaining, timeout=grace_seconds)

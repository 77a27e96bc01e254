"""Processes of an environment that outlived whoever started them: found by their mark, and stopped.

Every process is started with its state directory in a variable (SUPERVISED_STATE), which its children inherit. That
finds it after any number of restarts, and never takes a stranger that got an old pid for one of ours. PostgreSQL
overwrites its environment to show titles, so it is found by its working directory, the data directory.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from infra.local.layout import Layout
from infra.local.programs import POLL_SECONDS, SUPERVISED_STATE

PATIENCE_SECONDS = 10.0


def processes_in(directory: Path, name: str) -> list[psutil.Process]:
    """The processes of a program that work in a directory, oldest first."""
    target = directory.resolve()

    def works_there(process: psutil.Process) -> bool:
        return process.name() == name and Path(process.cwd()) == target

    return _matching(works_there)


def marked_processes(state: Path) -> list[psutil.Process]:
    """The processes that carry the mark of a state directory, oldest first."""
    return _matching(lambda process: process.environ().get(SUPERVISED_STATE) == str(state))


def processes_of(layout: Layout) -> list[psutil.Process]:
    """All that runs of a region: its supervisor, what that started, and its database; oldest first."""
    marked = marked_processes(layout.state)
    databases = processes_in(layout.postgresql / "data", "postgres")
    return sorted([*marked, *(one for one in databases if one not in marked)], key=lambda one: one.create_time())


def stop_all(layout: Layout) -> list[str]:
    """Stop whatever runs of an environment without a supervisor that answers.

    Returns:
        One sentence per process that was stopped.
    """
    databases = processes_in(layout.postgresql / "data", "postgres")
    others = [process for process in marked_processes(layout.state) if process not in databases]
    sentences = [f"Stopped {_describe(process)}, left behind." for process in (*others, *databases[:1])]
    # Without the supervisor nothing is started again; after that the database has no users left.
    end([process for process in others if _is_supervisor(process)], signal.SIGKILL)
    end(others, signal.SIGTERM)
    end(databases, signal.SIGINT)
    return sentences


def end(processes: list[psutil.Process], ask: signal.Signals | None, patience: float = PATIENCE_SECONDS) -> None:
    """Ask processes to end, wait, and kill those that have not.

    Args:
        processes: which.
        ask: the signal to ask with; None when they are ending on their own.
        patience: how long to wait before killing, in seconds.
    """
    if ask is not None:
        _signal(processes, ask)
    remaining = await_end(processes, patience)
    _signal(remaining, signal.SIGKILL)
    await_end(remaining, patience)


def await_end(processes: list[psutil.Process], timeout_seconds: float) -> list[psutil.Process]:
    """Wait until processes have ended.

    Returns:
        Those that have not.
    """
    deadline = time.monotonic() + timeout_seconds
    while (remaining := [process for process in processes if _is_alive(process)]) and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
    return remaining


def _signal(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)


def _is_alive(process: psutil.Process) -> bool:
    # One that nobody waits for stays as a zombie; it holds nothing any more.
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _is_supervisor(process: psutil.Process) -> bool:
    try:
        return "supervisor.supervisord" in process.cmdline()
    except psutil.Error:
        return False


def _describe(process: psutil.Process) -> str:
    try:
        return f"{process.name()} (pid {process.pid})"
    except psutil.Error:
        return f"pid {process.pid}"


def _matching(condition: Callable[[psutil.Process], bool]) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and condition(process):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return sorted(found, key=lambda process: process.create_time())

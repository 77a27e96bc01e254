"""What the supervisor runs, as plain values, and a way to run one of them without the supervisor."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from infra import shell
from infra.local.errors import NotReadyError, ServiceEndedError
from infra.local.files import PRIVATE_FILE, last_lines, make_private_directory

POLL_SECONDS = 0.05


SUPERVISED_STATE = "SYNDIC_SUPERVISED_STATE"
"""Variable that marks every process of an environment with its state directory, so that it can be found again."""


@dataclass(frozen=True)
class Program:
    """One long-running process of the embedded environment."""

    name: str
    argv: tuple[str, ...]
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: int = 20
    """How long it may take to stop before it is killed, in seconds."""

    def full_environment(self) -> dict[str, str]:
        """The whole environment the process sees: a few harmless variables of the caller, and its own."""
        return {**shell.base_environment(), **self.environment}


def stop_process(process: subprocess.Popen[bytes], program: Program) -> None:
    """Stop a process with its signal, and kill it when it does not stop in time."""
    if process.poll() is None:
        process.send_signal(program.stop_signal)
    try:
        process.wait(timeout=program.stop_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def running(
    program: Program, log: Path, ready: Callable[[], str | None], timeout_seconds: float
) -> Generator[subprocess.Popen[bytes]]:
    """Run a program without the supervisor for as long as the block lasts, from ready to stopped.

    Args:
        program: what to run.
        log: file its output is appended to.
        ready: None when the program can be used, else the reason it cannot, as a clause.
        timeout_seconds: longest wait for ready.

    Raises:
        ServiceEndedError: it ended before it was ready.
        NotReadyError: it was not ready in time.
    """
    make_private_directory(log.parent)
    log.touch(mode=PRIVATE_FILE)
    with log.open("ab") as output:
        process = shell.start(
            program.argv, environment=program.full_environment(), directory=program.directory, output=output
        )
    try:
        _await_ready(process, program, log, ready, timeout_seconds)
        yield process
    finally:
        stop_process(process, program)


def _await_ready(
    process: subprocess.Popen[bytes],
    program: Program,
    log: Path,
    ready: Callable[[], str | None],
    timeout_seconds: float,
) -> None:
    deadline = time.monotonic() + timeout_seconds
    while (reason := ready()) is not None:
        if process.poll() is not None:
            raise ServiceEndedError(program.name, log, last_lines(log))
        if time.monotonic() > deadline:
            raise NotReadyError(program.name, timeout_seconds, reason, log, last_lines(log))
        time.sleep(POLL_SECONDS)

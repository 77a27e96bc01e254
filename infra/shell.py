"""The one place that runs external commands: always an argv list, never a shell."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from infra.errors import CommandFailedError, CommandTimeoutError, MissingCommandError

REINSTALL = "Install the locked dependencies again: `make up` does it."


SIGNALLED = 128
"""What shells add to the number of the signal that ended a command."""

_ENDING = (signal.SIGINT, signal.SIGTERM)

INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True)
class Completed:
    """How a command ended: its exit code and what it wrote, decoded leniently."""

    code: int
    stdout: str
    stderr: str


def run(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    directory: Path | None = None,
    stdin: str | None = None,
    timeout_seconds: float = 60.0,
    check: bool = True,
) -> Completed:
    """Run a command to its end.

    Args:
        argv: the program and its arguments; never holds a secret, because any user can list arguments.
        environment: exactly the variables it sees; those of `base_environment` when absent.
        directory: working directory; the caller's when absent.
        stdin: text given to the command; nothing when absent.
        timeout_seconds: after this long the command is killed.
        check: whether a code other than 0 raises.

    Raises:
        MissingCommandError: the program does not exist.
        CommandFailedError: it ended with a code other than 0 and `check` is set.
        CommandTimeoutError: it did not end in time.
    """
    try:
        completed = subprocess.run(
            list(argv),
            env=dict(base_environment() if environment is None else environment),
            cwd=directory,
            input=(stdin or "").encode(),
            capture_output=True,
            timeout=timeout_seconds,
            check=False,
        )
    except FileNotFoundError as error:
        raise MissingCommandError(argv[0], REINSTALL) from error
    except subprocess.TimeoutExpired as error:
        raise CommandTimeoutError(argv, timeout_seconds) from error
    result = Completed(
        completed.returncode, completed.stdout.decode(errors="replace"), completed.stderr.decode(errors="replace")
    )
    if check and result.code != 0:
        raise CommandFailedError(argv, result.code, result.stderr or result.stdout)
    return result


def base_environment() -> dict[str, str]:
    """The few variables of the caller that external commands see: no setting and no secret reaches them by accident."""
    return {name: os.environ[name] for name in INHERITED if name in os.environ}


def pass_through(argv: Sequence[str], *, aside: bool = False) -> int:
    """Run a command to its end as the caller would: with its input, output, variables and signals.

    Args:
        argv: the program and its arguments.
        aside: whether its standard output goes to standard error, which leaves the former to the caller.

    Returns:
        Its exit code; 128 and the signal's number when a signal ended it, as shells have it.

    Raises:
        MissingCommandError: the program does not exist.
    """
    try:
        process = subprocess.Popen(list(argv), stdout=sys.stderr if aside else None)
    except (FileNotFoundError, PermissionError) as error:
        raise MissingCommandError(argv[0], "It is what was to be run; look at how it is written.") from error
    before = {one: signal.signal(one, lambda number, _frame: process.send_signal(number)) for one in _ENDING}
    try:
        code = process.wait()
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    return code if code >= 0 else SIGNALLED - code


def start(
    argv: Sequence[str], *, environment: Mapping[str, str], directory: Path, output: BinaryIO
) -> subprocess.Popen[bytes]:
    """Start a command in its own session, with exactly this environment, writing all its output to one file.

    Raises:
        MissingCommandError: the program does not exist.
    """
    try:
        return subprocess.Popen(
            list(argv),
            env=dict(environment),
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise MissingCommandError(argv[0], REINSTALL) from error


def find_program(name: str) -> Path:
    """The program `name` installed beside the running interpreter, else on PATH.

    Raises:
        MissingCommandError: neither place has it.
    """
    beside = Path(sys.prefix) / "bin" / name
    if beside.is_file():
        return beside
    found = shutil.which(name)
    if found is None:
        raise MissingCommandError(name, REINSTALL)
    return Path(found)

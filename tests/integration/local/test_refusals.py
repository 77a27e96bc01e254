"""What `up` refuses: one clear sentence each, and never a half-started environment."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

import pytest

from infra.local import ports
from tests.integration.local.syndic import Syndic
from tests.integration.local.waiting import until

pytestmark = pytest.mark.usefixtures("console")


@pytest.fixture
def fresh(tmp_path: Path) -> Generator[Syndic]:
    """The command for a state directory of the test."""
    command = Syndic(tmp_path / "state")
    yield command
    command.run("down")


def assert_nothing_runs(syndic: Syndic) -> None:
    assert syndic.processes() == []


def test_a_port_that_something_else_listens_on(fresh: Syndic) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        refused = fresh.run("up", "--port", str(port))

    assert refused.returncode == 1
    assert f"ERROR: Port {port}, which proxy uses, is taken by" in refused.stderr
    assert f"(pid {os.getpid()}). Stop it, or choose another port with --port." in refused.stderr
    assert_nothing_runs(fresh)


def test_a_remembered_port_that_something_else_took_meanwhile(fresh: Syndic) -> None:
    fresh.layout.make()
    chosen = ports.choose({}, seed=str(fresh.state))
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        ports.write(fresh.layout.ports_file, {**chosen, "postgresql": listener.getsockname()[1]})

        refused = fresh.run("up")

    assert refused.returncode == 1
    assert "which postgresql uses, is taken by" in refused.stderr
    assert f"delete {fresh.layout.ports_file}" in refused.stderr
    assert_nothing_runs(fresh)


def test_a_missing_program_is_named_before_anything_is_started(fresh: Syndic, tmp_path: Path) -> None:
    # The command as it is when the package of the proxy is not installed: no such program beside its interpreter.
    bare = tmp_path / "prefix" / "bin"
    bare.mkdir(parents=True)
    for name in ("weed", "caddy"):
        (bare / name).symlink_to(Path(sys.prefix) / "bin" / name)
    program = f"import sys; sys.prefix = {str(bare.parent)!r}; from infra.cli import main; main(sys.argv[1:])"

    refused = subprocess.run(
        [sys.executable, "-c", program, "up", "--state-dir", str(fresh.state)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )

    assert refused.returncode == 1
    assert (
        "ERROR: traefik is not installed. Install the locked dependencies again: `make up` does it." in refused.stderr
    )
    assert_nothing_runs(fresh)


def test_a_schema_that_cannot_be_migrated_leaves_nothing_running(fresh: Syndic) -> None:
    fresh.state.mkdir()
    fresh.layout.env_file.write_text("LOG_LEVEL=loud\n")

    refused = fresh.run("up")

    assert refused.returncode == 1
    assert "ERROR: Settings are not usable. LOG_LEVEL" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert_nothing_runs(fresh)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_up_leaves_nothing_running(fresh: Syndic, sent: signal.Signals) -> None:
    process = subprocess.Popen(fresh.argv("up"), stderr=subprocess.PIPE, text=True)
    until(lambda: fresh.runs("postgres"), "PostgreSQL to be started")

    process.send_signal(sent)

    _, printed = process.communicate(timeout=120)
    assert process.returncode == 130
    assert printed.endswith("Interrupted.\n")
    assert_nothing_runs(fresh)


def test_a_state_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    refused = Syndic(tmp_path / "file" / "state").run("up")

    assert refused.returncode == 1
    assert "cannot be used: Not a directory. Choose one with --state-dir." in refused.stderr


def test_a_path_the_supervisor_cannot_read(tmp_path: Path) -> None:
    command = Syndic(tmp_path / 'with "quotes"')

    refused = command.run("up")

    assert refused.returncode == 1
    assert "quotes, backslashes, line breaks" in refused.stderr
    assert_nothing_runs(command)


@pytest.fixture
def small_disk(tmp_path: Path) -> Generator[Path]:
    """A file system of its own, too small for an environment."""
    path = tmp_path / "disk"
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", path], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield path
    subprocess.run(["umount", path], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    command = Syndic(small_disk / "state")

    refused = command.run("up")

    assert refused.returncode == 1
    assert f"ERROR: The disk of {command.state} is full: 6" in refused.stderr
    assert "MiB are free and 512 MiB are needed. Free some space" in refused.stderr
    assert_nothing_runs(command)


def test_a_disk_without_a_byte_left(small_disk: Path) -> None:
    command = Syndic(small_disk / "state")
    command.layout.make()
    with suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(b"\0" * 65536):
            pass

    refused = command.run("up")

    assert refused.returncode == 1
    assert "is full: 0 MiB are free" in refused.stderr
    assert_nothing_runs(command)

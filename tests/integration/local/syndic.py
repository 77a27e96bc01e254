"""Driving the `syndic` command as a user does, and looking behind it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from infra.local import leftovers
from infra.local.connection import connect
from infra.local.layout import Layout, find_layout
from infra.platform import Platform

COMMAND_SECONDS = 280


@dataclass(frozen=True)
class Syndic:
    """The command, for one state directory."""

    state: Path
    prefix: tuple[str, ...] = ()
    """Words in front of the command."""

    @property
    def layout(self) -> Layout:
        return find_layout(self.state)

    def argv(self, *words: str) -> list[str]:
        command = Path(sys.prefix) / "bin" / "syndic"
        return [*self.prefix, str(command), *words, "--state-dir", str(self.state)]

    def run(self, *words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.argv(*words),
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
        )

    def json(self, *words: str) -> Any:  # noqa: ANN401 - JSON
        """The JSON a command that must succeed prints."""
        completed = self.run(*words, "--json")
        assert completed.returncode == 0, completed.stderr + completed.stdout
        return json.loads(completed.stdout)

    def up(self, *words: str) -> dict[str, Any]:
        return self.json("up", *words)

    def status(self) -> dict[str, Any]:
        completed = self.run("status", "--json")
        assert completed.stdout, completed.stderr
        return json.loads(completed.stdout)

    def pids(self) -> dict[str, int]:
        return {service["service"]: service["pid"] for service in self.status()["services"]}

    def connect(self) -> Platform:
        return connect(self.layout)

    def processes(self) -> list[psutil.Process]:
        """Every process of the environment, the supervisor and all children included."""
        return leftovers.processes_of(self.layout)

    def runs(self, program: str) -> bool:
        """Whether a process of a program is part of the environment; one that ends while it is looked at is not."""
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                if process.name() == program:
                    return True
        return False

    def kill_all(self) -> None:
        """What a crash of the machine does: everything is gone at once, and nothing is tidied up."""
        processes = self.processes()
        for process in processes:
            process.suspend()
        for process in processes:
            process.kill()
        psutil.wait_procs(processes, timeout=30)

"""A platform with users on it, and releases into it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import plain_http
from infra.local import ports
from infra.local.certificates import Authority
from infra.output import Progress
from infra.platform import System
from infra.scripts.release.decision import decide
from infra.scripts.release.local_place import LocalPlace
from tests.integration.local.syndic import COMMAND_SECONDS, Syndic
from tests.integration.release.versions import COMMAND, Versions
from tests.load.generator import Assignment, Report
from tests.load.process import lost_writes, running

USERS = {"read": 12, "write": 6, "upload": 2, "connect": 2, "execute": 1, "browse": 1}

ANSWERED = re.compile(r"^traefik_entrypoint_requests_total\{[^}]*\} (\S+)$", re.M)

FEW, MANY = 0.6, 0.2
"""Seconds that users pause: about forty and a hundred requests a second. Both leave room on the machine for releases
and for other tests. Few are enough to see that none is failed, many where a release is judged by what it answers."""

QUICK = ("--watch", "2", "--hold", "1")
"""Long enough to see hundreds of requests, short enough to be repeated."""


@dataclass(frozen=True)
class Command(Syndic):
    """The command of a clone."""

    clone: Path = Path()

    def argv(self, *words: str) -> list[str]:
        return [sys.executable, "-c", COMMAND, *words, "--state-dir", str(self.state)]

    def run(self, *words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.argv(*words),
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_SECONDS,
            stdin=subprocess.DEVNULL,
            cwd=self.clone,
            env={**os.environ, "PYTHONPATH": str(self.clone), **(environment or {})},
        )

    def killed_after(self, writes: int, *words: str) -> int | None:
        """Run a command that is killed when it has remembered so much of a release; its code when it ended before."""
        program = (
            "import os, signal\n"
            "from infra.scripts.release.progress import Memory\n"
            "write, left = Memory._write, [int(os.environ['WRITES'])]\n"
            "def counting(self, book):\n"
            "    write(self, book)\n"
            "    left[0] -= 1\n"
            "    if left[0] == 0:\n"
            "        os.kill(os.getpid(), signal.SIGKILL)\n"
            f"Memory._write = counting\n{COMMAND}\n"
        )
        argv = [sys.executable, "-c", program, *words, "--state-dir", str(self.state)]
        environment = {**os.environ, "PYTHONPATH": str(self.clone), "WRITES": str(writes)}
        done = subprocess.run(
            argv, cwd=self.clone, env=environment, capture_output=True, text=True, check=False, timeout=COMMAND_SECONDS
        )
        return None if done.returncode == -signal.SIGKILL else done.returncode


class Scene:
    """One platform for all tests of releases."""

    def __init__(self, syndic: Command, versions: Versions, administrator: dict[str, str]) -> None:
        self.syndic = syndic
        self.versions = versions
        self.administrator = administrator

    @contextmanager
    def users(self, pause_seconds: float = FEW) -> Generator[Users]:
        """Readers and writers while the block runs. Then every write that was acknowledged is looked for."""
        with self.syndic.connect() as platform:
            body = {"name": f"Released {time.time_ns()}", "purpose": "Load.", "owner": "Tests"}
            system = platform.post(System, "/api/systems", {**body, "risk_tier": "minimal", "lifecycle": "testing"}).id
            callers = [{"Authorization": f"Bearer {platform.create_token('load', 'engineer', 1)}"} for _ in range(4)]
        layout = self.syndic.layout
        port, ca_file = ports.read(layout.ports_file)[ports.PROXY], Authority(layout.certificates).ca_file
        assignment = Assignment(port, str(ca_file), system, USERS, 0, callers, pause_seconds)
        users = Users()
        with running(assignment, self.syndic.state / "assignment.json") as report:
            yield users
        users.report = report
        with self.syndic.connect() as platform:
            users.lost = lost_writes(platform, system, report)

    def answered(self) -> int:
        """How many requests the proxy has answered."""
        chosen = ports.read(self.syndic.layout.ports_file)
        metrics = plain_http.ask(chosen[f"{ports.PROXY}-internal"], "/metrics", 5).text
        return sum(int(float(count)) for count in ANSWERED.findall(metrics))

    def deploy(self, version: str, *options: str) -> subprocess.CompletedProcess[str]:
        return self.syndic.run("release", "deploy", version, *QUICK, *options)

    def status(self) -> dict[str, Any]:
        return self.syndic.json("release", "status")

    def next_step(self) -> str | None:
        """What a release that is under way does next, by what is remembered of it; None when none is."""
        under_way = LocalPlace(self.syndic.layout, Progress(quiet=True)).memory.read().under_way
        if under_way is None:
            return None
        decision = decide(under_way)
        return decision.step.key if decision else "end"

    def live(self) -> str:
        """The version that has all users."""
        (colour,) = self.status()["colours"]
        assert (colour["traffic_percent"], colour["serves"], colour["works"]) == (100, True, True)
        return colour["version"]

    def last(self) -> dict[str, Any]:
        """How the last release ended."""
        return self.syndic.json("release", "history")["releases"][0]

    def recorded(self) -> dict[str, Any]:
        """The operation record that the platform has of it."""
        with self.syndic.connect() as platform:
            newest = platform.request("GET", "/api/operations", params={"kind": "release", "limit": 1})["items"][0]
            record: dict[str, Any] = platform.request("GET", f"/api/operations/{newest['id']}")
        return record


class Users:
    """What users saw."""

    def __init__(self) -> None:
        self.report = Report()
        self.lost: list[str] = []

    @property
    def requests(self) -> int:
        return sum(self.report.requests.values())

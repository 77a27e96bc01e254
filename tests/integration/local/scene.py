"""A platform on this machine: what tests put into it and see of it, and how they cut a command off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from infra.platform import Evidence, System, Verification
from tests.integration.local.syndic import COMMAND_SECONDS, Syndic

KILLED_AT = """
import os, signal
from infra.backups.memory import Memory
keep, forget, left = Memory.keep, Memory.forget, [int(os.environ["WRITES"])]
def counted():
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
def keeping(self, value):
    kept = keep(self, value)
    counted()
    return kept
def forgetting(self):
    counted()
    forget(self)
Memory.keep, Memory.forget = keeping, forgetting
from infra.cli import main
main()
"""


@dataclass(frozen=True)
class PlatformScene:
    """One platform."""

    syndic: Syndic

    def add_system(self, name: str) -> str:
        """Register a system with a file of evidence; returns its id."""
        body = {
            "name": name,
            "purpose": "Sorts incoming mail.",
            "owner": "Mail room",
            "risk_tier": "minimal",
            "lifecycle": "testing",
        }
        with self.syndic.connect() as platform:
            system = platform.post(System, "/api/systems", body)
            parameters = {"kind": "other", "title": f"About {name}"}
            content = f"{name} {uuid.uuid4()}".encode()
            platform.upload(Evidence, f"/api/systems/{system.id}/evidence", content, "text/plain", parameters)
        return system.id

    def systems(self) -> set[str]:
        with self.syndic.connect() as platform:
            return {system.name for system in platform.list(System, "/api/systems")}

    def verification(self) -> Verification:
        with self.syndic.connect() as platform:
            return platform.post(Verification, "/api/audit/verifications", {"objects": True}, timeout_seconds=120)

    def operations(self, kind: str) -> list[dict[str, Any]]:
        with self.syndic.connect() as platform:
            return platform.request("GET", "/api/operations", params={"kind": kind, "limit": 200})["items"]

    def killed_after(self, writes: int, *words: str) -> int | None:
        """Run a command that is killed when it has remembered so much; its code when it ended before."""
        done = self.run_as(KILLED_AT, words, WRITES=str(writes))
        return None if done.returncode == -signal.SIGKILL else done.returncode

    def run_as(self, program: str, words: Sequence[str], **told: str) -> subprocess.CompletedProcess[str]:
        """Run a command as another program has it."""
        return subprocess.run(
            [sys.executable, "-c", program, *words, "--state-dir", str(self.syndic.state)],
            env={**os.environ, **told},
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_SECONDS,
        )

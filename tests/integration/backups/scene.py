"""A platform that is backed up, and the ways a run is cut off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from typing import Any

from infra.platform import Evidence, Execution, System, Verification
from infra.scripts.backup.embedded import Parts, find_parts
from tests.integration.local.syndic import COMMAND_SECONDS, Syndic

EXECUTION_SECONDS = 120.0
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
class Scene:
    """One platform."""

    syndic: Syndic

    @property
    def parts(self) -> Parts:
        return find_parts(self.syndic.layout, "development")

    def add_system(self, name: str) -> str:
        """Register a system with a file of evidence; returns its id."""
        with self.syndic.connect() as platform:
            body = {
                "name": name,
                "purpose": "Sorts incoming mail.",
                "owner": "Mail room",
                "risk_tier": "minimal",
                "lifecycle": "testing",
            }
            system = platform.post(System, "/api/systems", body)
            parameters = {"kind": "other", "title": f"About {name}"}
            content = f"{name} {uuid.uuid4()}".encode()
            platform.upload(Evidence, f"/api/systems/{system.id}/evidence", content, "text/plain", parameters)
        return system.id

    def execute(self, system: str, framework: str) -> None:
        """Execute a framework on a system, to its end."""
        with self.syndic.connect() as platform:
            found = next(one for one in platform.list(System, "/api/systems") if one.name == system)
            body = {"system_id": found.id, "framework_id": framework}
            execution = platform.post(Execution, "/api/executions", body)
            deadline = time.monotonic() + EXECUTION_SECONDS
            while not platform.get(Execution, f"/api/executions/{execution.id}").ended:
                assert time.monotonic() < deadline
                time.sleep(0.2)

    def systems(self) -> set[str]:
        with self.syndic.connect() as platform:
            return {system.name for system in platform.list(System, "/api/systems")}

    def verification(self) -> Verification:
        with self.syndic.connect() as platform:
            return platform.post(Verification, "/api/audit/verifications", {"objects": True}, timeout_seconds=120)

    def operations(self, kind: str) -> list[dict[str, Any]]:
        with self.syndic.connect() as platform:
            return platform.request("GET", "/api/operations", params={"kind": kind, "limit": 200})["items"]

    def databases(self) -> set[str]:
        with self.parts.server().connect() as connection:
            return {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}

    def killed_after(self, writes: int, *words: str) -> int | None:
        """Run a command that is killed when it has remembered so much; its code when it ended before."""
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT, *words, "--state-dir", str(self.syndic.state)],
            env={**os.environ, "WRITES": str(writes)},
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_SECONDS,
        )
        return None if done.returncode == -signal.SIGKILL else done.returncode

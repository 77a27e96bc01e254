"""A platform that is backed up."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Sequence

from infra.platform import Execution, System
from infra.scripts.backup.embedded import Parts, find_parts
from tests.integration.local.scene import PlatformScene
from tests.integration.local.waiting import until

EXECUTION_SECONDS = 120.0

KILLED_ANEW = """
import json, os, signal
from infra.backups.memory import Memory
keep, passed = Memory.keep, json.loads(os.environ["PASSED"])
def keeping(self, value):
    kept = keep(self, value)
    reached = " ".join(name for name, said in value.model_dump(mode="json").items() if said)
    if reached not in passed:
        os.write(1, reached.encode())
        os.kill(os.getpid(), signal.SIGKILL)
    return kept
Memory.keep = keeping
from infra.cli import main
main()
"""


class Scene(PlatformScene):
    """One platform."""

    @property
    def parts(self) -> Parts:
        return find_parts(self.syndic.layout, "development")

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

    def databases(self) -> set[str]:
        with self.parts.server().connect() as connection:
            return {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}

    def await_anchor(self) -> None:
        """Wait until cron has anchored the newest entry of the audit log."""
        newest = self.verification().head_sequence
        store = self.parts.copies_as_administrator().store

        def anchored() -> bool:
            names = [meta["path"] for page in store.list("audit/checkpoints") for meta in page]
            return any(int(name.rpartition("/")[2].partition("-")[0]) >= newest for name in names)

        until(anchored, f"entry {newest} of the audit log is anchored")

    def killed_anew(self, passed: Sequence[str], *words: str) -> str | None:
        """Run a command that is killed as soon as it remembers more than any run before it; None when it ended.

        Args:
            passed: what the runs before remembered when they were killed.
            words: the command.

        Returns:
            What it remembered when it was killed.
        """
        done = self.run_as(KILLED_ANEW, words, PASSED=json.dumps(passed))
        if done.returncode == -signal.SIGKILL:
            return done.stdout
        assert done.returncode == 0, done.stderr
        return None

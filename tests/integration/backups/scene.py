"""A platform that is backed up."""

from __future__ import annotations

import time

from infra.platform import Execution, System
from infra.scripts.backup.embedded import Parts, find_parts
from tests.integration.local.scene import PlatformScene

EXECUTION_SECONDS = 120.0


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

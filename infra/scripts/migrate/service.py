"""The schema of the environment on this machine: what the live release lacks, and applying it."""

from __future__ import annotations

from pathlib import Path

from infra import locks
from infra.local import colours, processes
from infra.local.composition import Composition
from infra.local.layout import find_layout
from infra.scripts.errors import require_this_machine
from infra.scripts.migrate.errors import OtherColourRunsError
from infra.scripts.release.preflight import Standing, standing
from server.settings import Process


class Schema:
    """The schema of one environment."""

    def __init__(self, environment: str, state_directory: Path | None) -> None:
        """Find it.

        Raises:
            UnsupportedEnvironmentError: it cannot be reached from here.
        """
        require_this_machine("Migration", environment)
        self._layout = find_layout(state_directory)

    def standing(self) -> Standing:
        """How the database stands to the live release.

        Raises:
            NotSetUpError: the environment was never up.
            PlatformCommandError: the database does not answer.
        """
        return standing(self._composition().platform)

    def migrate(self) -> str:
        """Apply all that the live release knows, also what takes something from older releases.

        Returns:
            What was done, a sentence per line.

        Raises:
            OtherColourRunsError: a release is under way, and its other colour may need what would be taken away.
            PlatformCommandError: a revision failed; it left nothing behind.
        """
        with locks.hold(self._layout.lock, "syndic migrate"):
            composition = self._composition()
            if len(composition.deployment.slots) > 1:
                raise OtherColourRunsError(str(composition.deployment.live.other))
            return processes.run_command(composition.platform, Process.MIGRATE, "migrate")

    def _composition(self) -> Composition:
        return colours.composed(self._layout)

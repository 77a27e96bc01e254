from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.integration.backups.scene import Scene
from tests.integration.environment import free_port
from tests.integration.local.syndic import Syndic


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Generator[Scene]:
    """One platform for all tests: they back it up and restore it one after the other."""
    syndic = Syndic(tmp_path_factory.mktemp("backups") / "state")
    try:
        syndic.state.mkdir()
        # Cron anchors what the audit log says all the time, also of a database that is about to be replaced.
        syndic.layout.env_file.write_text("CHECKPOINT_INTERVAL_SECONDS=0.5\n")
        syndic.up("--port", str(free_port()))
        yield Scene(syndic)
    finally:
        syndic.run("down", "--purge", "--yes")

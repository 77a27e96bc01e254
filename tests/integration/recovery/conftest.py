from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.integration.environment import free_port
from tests.integration.local.syndic import Syndic
from tests.integration.recovery.scene import Scene


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Generator[Scene]:
    """One environment in two regions for all tests: they lose its regions one after the other."""
    syndic = Syndic(tmp_path_factory.mktemp("recovery") / "state")
    try:
        syndic.up("--regions", "2", "--port", str(free_port()))
        yield Scene(syndic)
    finally:
        syndic.run("down", "--purge", "--yes")

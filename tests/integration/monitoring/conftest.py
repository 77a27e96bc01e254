"""One watched environment in two regions for all tests of faults."""

from __future__ import annotations

import shutil
from collections.abc import Generator

import pytest

from infra.local import monitoring_services, regions, two_regions
from infra.local.monitoring_services import PROGRAMS
from tests.integration.environment import free_port
from tests.integration.local.syndic import Syndic
from tests.integration.monitoring.receiver import listening
from tests.integration.monitoring.scene import Scene


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Generator[Scene]:
    """A watched environment with users, whose rules are scaled; skipped, with the reason, where nothing can watch."""
    missing = [program for program in PROGRAMS if monitoring_services.find(program) is None]
    if missing or shutil.which("mount") is None:
        pytest.skip(f"{', '.join(missing)} not installed: python -m tests.packages")
    syndic = Syndic(tmp_path_factory.mktemp("watched") / "state")
    syndic.state.mkdir()
    # Cron measures as often as the scaled rules look.
    (syndic.state / ".env").write_text("CRON_INTERVAL_SECONDS=1\n")
    with listening() as receiver:
        try:
            syndic.up("--regions", "2", "--port", str(free_port()))
            made = Scene(syndic, receiver)
            # Users are to notice nothing of a standby that is gone.
            standing = regions.read(made.main).model_copy(update={"synchronous": False})
            regions.write(made.main, standing)
            two_regions.wait_for_standby(made.main, standing)
            made.scale()
            with made.users():
                yield made
        finally:
            syndic.run("down", "--purge", "--yes")

from __future__ import annotations

from collections.abc import Generator

import pytest

from infra.scripts.rotate import object_store_key
from tests.integration.environment import free_port
from tests.integration.local.syndic import Syndic
from tests.integration.rotate.scene import Scene


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Generator[Scene]:
    """The whole platform, which reads its secrets again all the time."""
    syndic = Syndic(tmp_path_factory.mktemp("rotate") / "state")
    syndic.state.mkdir()
    syndic.layout.env_file.write_text("SECRETS_REFRESH_SECONDS=0.2\n")
    try:
        yield Scene(syndic, syndic.up("--port", str(free_port()))["administrator"])
    finally:
        syndic.run("down", "--purge", "--yes")


@pytest.fixture(autouse=True)
def short_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request of the load is over within a moment."""
    monkeypatch.setattr(object_store_key, "LONGEST_REQUEST", object_store_key.LONGEST_REQUEST / 20)

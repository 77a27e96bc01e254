"""A platform made by `syndic up` in a clone, in which versions are made and released."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.integration.environment import free_port
from tests.integration.release.scene import Command, Scene
from tests.integration.release.versions import Versions


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Generator[Scene]:
    """One platform for all tests of a file: they release into it one after the other, until one closes the way back."""
    directory = tmp_path_factory.mktemp("release")
    versions = Versions(directory)
    syndic = Command(directory / "state", clone=versions.clone)
    try:
        up = syndic.up("--port", str(free_port()))
        yield Scene(syndic, versions, up["administrator"])
    finally:
        syndic.run("down", "--purge", "--yes")


@pytest.fixture
def live(scene: Scene) -> str:
    """What has all users before a test; a release that a failed test left behind is taken back."""
    if scene.status()["under_way"]:
        scene.syndic.run("release", "abort")
    return scene.live()

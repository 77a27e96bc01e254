"""Fixtures of the tests of the local environment."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from infra.local import client
from infra.local.layout import find_layout
from tests.integration.local.syndic import Syndic


@pytest.fixture(scope="session")
def console() -> Path:
    """The built console, without which the environment refuses to start."""
    files = find_layout(None).client_files
    client.require_built(files)
    return files


@pytest.fixture(scope="module")
def syndic(tmp_path_factory: pytest.TempPathFactory, console: Path) -> Generator[Syndic]:
    """The command for a state directory of the module; whatever a test leaves running is stopped."""
    command = Syndic(tmp_path_factory.mktemp("state"))
    yield command
    stopped = command.run("down")
    assert stopped.returncode == 0, stopped.stderr
    assert command.processes() == []

"""Fixtures of the tests of executions: published frameworks and real worker processes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from server.frameworks.shipping import publish_shipped_frameworks
from server.settings import ApiSettings
from tests.integration.environment import Database
from tests.integration.processes import ServingProcess, serving, variables

StartProcess = Callable[..., ServingProcess]

FAST = {"WORKER_HEARTBEAT_SECONDS": "0.2", "WORKER_STALLED_SECONDS": "2", "RULE_TIMEOUT_SECONDS": "5"}
"""Settings of a worker in tests: it notices the death of another one soon, on a machine that is busy."""


@pytest.fixture(scope="module", autouse=True)
def frameworks(database: Database) -> list[str]:
    """The shipped frameworks, published."""
    return publish_shipped_frameworks(database.owner_url, lambda _sentence: None)


@pytest.fixture(scope="module")
def worker(settings: ApiSettings, tmp_path_factory: pytest.TempPathFactory) -> Generator[ServingProcess]:
    """A worker that runs while the module's tests do."""
    with serving("worker", {**variables(settings), **FAST}, tmp_path_factory.mktemp("worker")) as running:
        yield running


@pytest.fixture
def start(settings: ApiSettings, tmp_path: Path) -> Generator[StartProcess]:
    """Starts processes of the platform, which are stopped at the end of the test: `start("worker", NAME="value")`."""
    with ExitStack() as running:

        def _start(command: str, *, wait: bool = True, **changes: str) -> ServingProcess:
            environment = {**variables(settings), **FAST, **changes}
            return running.enter_context(serving(command, environment, tmp_path, wait=wait))

        yield _start

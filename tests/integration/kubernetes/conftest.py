"""One region in a cluster in memory for all tests of releases into it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.kubernetes.scene import Scene, region


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with region(tmp_path_factory.mktemp("region")) as made:
        yield made

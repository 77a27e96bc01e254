"""What holds for every unit test of the embedded environment."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from infra.local import memory


@pytest.fixture(autouse=True, scope="package")
def own_memory(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """A directory in the place of the machine's memory, where nobody would clear away what the tests leave."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(memory, "SHARED_MEMORY", tmp_path_factory.mktemp("memory"))
        yield

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.integration.cloud.amazon import Amazon, amazon


@pytest.fixture(scope="module")
def server() -> Generator[Amazon]:
    """Moto's server, once for all tests of a file."""
    with amazon() as found:
        yield found


@pytest.fixture
def aws(server: Amazon) -> Amazon:
    """An account in which all is well."""
    server.reset()
    return server

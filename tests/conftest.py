"""What holds for every test."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from xdist.remote import Producer

from tests.distribution import Together, turn
from tests.terraform_mirror import Terraform, running_terraform


def pytest_configure() -> None:
    """Start programs as a terminal does, with Ctrl-C heard: a shell starts its background jobs with SIGINT ignored."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Keep together what shares a fixture (`make test` runs three worker processes: most of the time is waiting)."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, so that no process is left with it at the end."""
    items.sort(key=lambda item: turn(item.nodeid))


@pytest.fixture(scope="session")
def terraform() -> Iterator[Terraform]:
    """Real Terraform, its providers running for the whole session."""
    with running_terraform() as found:
        yield found

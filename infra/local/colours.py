"""Changes what runs at a colour while the other one serves. Each change is written down first and can be repeated."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from infra import plain_http
from infra.local import credentials, deployment, discovery, ports, processes, proxy
from infra.local import supervisor_configuration as configuration
from infra.local.client import name as console_name
from infra.local.composition import Composition, compose
from infra.local.deployment import Colour, Deployment, Slot
from infra.local.errors import NotSetUpError, RoutesNotTakenOverError
from infra.local.layout import Layout
from infra.local.plan import Action, Running, decide
from infra.local.readiness import Deadline, await_ready
from infra.local.services import Service
from infra.local.supervisor import Supervisor

RELOADS = re.compile(r"^traefik_config_reloads_total (\S+)$", re.M)
RELOAD_SECONDS = 10.0
POLL_SECONDS = 0.05

Show = Callable[[str], None]


def composed(layout: Layout, meant: Deployment | None = None) -> Composition:
    """The environment as it is meant to run, now or by another deployment.

    Raises:
        NotSetUpError: it was never up.
    """
    chosen = ports.read(layout.ports_file)
    if set(chosen) != set(ports.NAMES):
        raise NotSetUpError(layout.state)
    return compose(layout, chosen, credentials.read(layout.env_file), meant)


def put(layout: Layout, colour: Colour, slot: Slot, seconds: float, show: Show = lambda _text: None) -> None:
    """Run a release at a colour, no more and no less of it than the slot says.

    What has to run is ready before anything of the colour that need not run any more is stopped.

    Raises:
        NotReadyError: it was not ready in time.
        ServiceEndedError: it was started again and again and always ended.
    """
    deployment.write(layout, deployment.read(layout).with_slot(colour, slot))
    composition, supervisor = composed(layout), Supervisor(layout)
    ours = _names(colour)
    wanted = [service for service in composition.workloads if service.name in ours]
    for service in wanted:
        start(layout, supervisor, service)
    await_ready(wanted, supervisor.processes, layout.log, Deadline(seconds), show)
    discovery.refresh(layout)
    supervisor.remove(*(name for name in ours if name not in {service.name for service in wanted}))


def remove(layout: Layout, colour: Colour) -> None:
    """Stop everything at a colour. Its requests in flight are finished first."""
    deployment.write(layout, deployment.read(layout).with_slot(colour, None))
    discovery.refresh(layout)
    Supervisor(layout).remove(*_names(colour))


def share(layout: Layout, colour: Colour, percent: int) -> None:
    """Give a colour so much of the traffic, and wait until the proxy has taken that over.

    Raises:
        RoutesNotTakenOverError: it did not.
    """
    deployment.write(layout, deployment.read(layout).with_share(colour, percent))
    composition = composed(layout)
    internal = composition.ports[f"{proxy.NAME}-internal"]
    before = _reloads(internal)
    certificate = composition.platform.authority.files_of(proxy.NAME)
    if not proxy.write_routes(composition.proxy, certificate):
        return
    deadline = time.monotonic() + RELOAD_SECONDS
    while _reloads(internal) == before:
        if time.monotonic() > deadline:
            raise RoutesNotTakenOverError(layout.log(proxy.NAME), RELOAD_SECONDS)
        time.sleep(POLL_SECONDS)


def start(layout: Layout, supervisor: Supervisor, service: Service) -> None:
    """Start a service that does not run as it should."""
    program = service.configure()
    state = supervisor.processes().get(service.name)
    running = Running(supervisor.text(service.name) or "", state.meant_to_run) if state else None
    desired = configuration.program_text(program, layout)
    if decide(service.name, desired, running).action is not Action.KEEP:
        supervisor.remove(service.name)
        service.before_start()
        supervisor.add(program)


def _names(colour: Colour) -> tuple[str, ...]:
    return (console_name(colour), *processes.names(colour))


def _reloads(internal_port: int) -> str:
    answer = plain_http.ask(internal_port, "/metrics", 3)
    found = RELOADS.search(answer.text)
    return found[1] if found else ""

"""What runs of the embedded environment, and whether it can be used."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from infra.local import credentials, ports
from infra.local.composition import Composition, compose
from infra.local.layout import Layout
from infra.local.services import Service
from infra.local.supervisor import ProcessState, Supervisor

State = Literal["ready", "starting", "not ready", "failing", "stopped"]


@dataclass(frozen=True)
class ServiceStatus:
    """One service now."""

    service: str
    state: State
    pid: int | None
    uptime_seconds: int | None
    port: int | None
    version: str
    reason: str | None
    """Why it cannot be used, as a clause; None when it can."""


@dataclass(frozen=True)
class EnvironmentStatus:
    """The whole environment now."""

    url: str | None
    services: list[ServiceStatus]

    @property
    def ready(self) -> bool:
        """Whether everything can be used."""
        return bool(self.services) and all(service.state == "ready" for service in self.services)


def status(layout: Layout) -> EnvironmentStatus:
    """What runs now; nothing is changed. An environment that was never up has no services."""
    chosen = ports.read(layout.ports_file)
    if set(chosen) != set(ports.NAMES):
        return EnvironmentStatus(None, [])
    return of_composition(compose(layout, chosen, credentials.read(layout.env_file)))


def of_composition(composition: Composition) -> EnvironmentStatus:
    """What runs of a composition now."""
    supervisor = Supervisor(composition.layout)
    states = supervisor.processes() if supervisor.is_running() else {}
    # Each looks at its service over the network; together they take as long as the slowest.
    with ThreadPoolExecutor(max_workers=len(composition.services)) as pool:
        found = list(pool.map(lambda service: of_service(service, states, composition.ports), composition.services))
    return EnvironmentStatus(composition.url, found)


def of_service(service: Service, states: Mapping[str, ProcessState], chosen: Mapping[str, int]) -> ServiceStatus:
    """How one service is."""
    known = states.get(service.name)
    running = known is not None and known.pid is not None
    reason = service.unready() if running else "it does not run"
    return ServiceStatus(
        service=service.name,
        state=describe(known, reason),
        pid=known.pid if known else None,
        uptime_seconds=int(time.time() - known.started_at) if known and running else None,
        port=chosen[service.ports[0]] if service.ports else None,
        version=service.version,
        reason=reason,
    )


def describe(known: ProcessState | None, reason: str | None) -> State:
    """One word for the state of a service.

    Args:
        known: what the supervisor knows of it; None when it was not added.
        reason: why it cannot be used; None when it can.
    """
    if known is None or known.state in {"STOPPED", "STOPPING"}:
        return "stopped"
    if known.state in {"BACKOFF", "EXITED", "FATAL"}:
        return "failing"
    if reason is None:
        return "ready"
    return "starting" if known.state == "STARTING" else "not ready"

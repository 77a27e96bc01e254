"""Starts what watches over the environment, where it is installed: Prometheus, Alertmanager and exporters.

They have a supervisor of their own, since they belong to no region and must see the loss of either. The platform never
depends on them: when they cannot be started, `up` says so and goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from infra import locks
from infra.errors import OperatorError
from infra.local import discovery, monitoring_files, monitoring_services, ports, regions, teardown
from infra.local import status as statuses
from infra.local import supervisor_configuration as configuration
from infra.local.certificates import Authority
from infra.local.discovery import PROMETHEUS
from infra.local.files import make_private_directory, write_atomically
from infra.local.layout import FIRST_REGION, Layout
from infra.local.monitoring_services import ALERTMANAGER, POSTGRES_EXPORTER, PROGRAMS, Place
from infra.local.plan import Action, Running, decide, decide_removals
from infra.local.postgresql import NAME as POSTGRESQL
from infra.local.readiness import Deadline, await_ready
from infra.local.services import Service
from infra.local.status import ServiceStatus
from infra.local.supervisor import Supervisor
from infra.output import Progress

CERTIFICATE = "monitoring"
SHARED = Path("infra") / "monitoring"
INSTALL = (
    "sudo apt-get install --no-install-recommends prometheus prometheus-alertmanager "
    "prometheus-node-exporter prometheus-postgres-exporter"
)
READY_SECONDS = 60.0


@dataclass
class Watching:
    """What watches over the environment."""

    url: str | None = None
    """Address of Prometheus; None when nothing watches."""
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What is missing, and how to get it."""
    services: list[ServiceStatus] = field(default_factory=list)


def choose_ports(layout: Layout) -> None:
    """Choose where Prometheus will answer, before the servers are started that are told so."""
    place = discovery.layout_of(layout)
    if monitoring_services.find(PROMETHEUS) is None:
        return
    # A state directory that cannot be used is what `up` itself complains of.
    with suppress(OperatorError, OSError):
        place.make()
        reservations = ports.Reservations()
        try:
            _ports(place, reservations)
        finally:
            reservations.release()


def up(layout: Layout, progress: Progress) -> Watching:
    """Have what is installed of it watch over every region, as the checkout says."""
    missing = [program for program in PROGRAMS if monitoring_services.find(program) is None]
    if PROMETHEUS in missing:
        return Watching(notes=[f"Nothing watches over it. Debian: {INSTALL}"])
    watching = Watching()
    if missing:
        watching.notes.append(f"Monitoring goes without {', '.join(missing)}. Debian: {INSTALL}")
    place = discovery.layout_of(layout)
    try:
        place.make()
        with locks.hold(place.lock, "syndic up"), progress.step("What watches over it is ready"):
            watching.changes = _start(layout, place)
    except OperatorError as error:
        watching.notes.append(f"The platform runs, but what watches over it does not: {error}")
    found = status(layout)
    return Watching(found.url, watching.changes, watching.notes, found.services)


def down(layout: Layout, progress: Progress) -> list[str]:
    """Stop it; one sentence per service."""
    return teardown.down(discovery.layout_of(layout), progress)


def status(layout: Layout) -> Watching:
    """What of it runs now."""
    place = discovery.layout_of(layout)
    chosen = ports.read(place.ports_file, ports.MONITORING_NAMES)
    if set(chosen) != set(ports.MONITORING_NAMES) or monitoring_services.find(PROMETHEUS) is None:
        return Watching()
    services = list(_services(layout, place, chosen))
    supervisor = Supervisor(place)
    states = supervisor.processes() if supervisor.is_running() else {}
    with ThreadPoolExecutor(max_workers=len(services)) as pool:
        found = list(pool.map(lambda service: statuses.of_service(service, states, chosen), services))
    return Watching(f"https://localhost:{chosen[PROMETHEUS]}" if states else None, services=found)


def address(layout: Layout) -> str | None:
    """Where the Prometheus of an environment answers; None when none runs."""
    place = discovery.layout_of(layout)
    port = ports.read(place.ports_file, ports.MONITORING_NAMES).get(PROMETHEUS)
    return f"https://localhost:{port}" if port is not None and Supervisor(place).is_running() else None


def _start(layout: Layout, place: Layout) -> list[str]:
    supervisor = Supervisor(place)
    running = _running(supervisor) if supervisor.is_running() else None
    reservations = ports.Reservations()
    try:
        chosen = _ports(place, reservations)
        services = list(_services(layout, place, chosen))
        _write_shared(layout, place, chosen, [service.name for service in services])
        if running is None:
            supervisor.start()
        changes = _apply(place, supervisor, services, running or {})
        await_ready(services, supervisor.processes, place.log, Deadline(READY_SECONDS))
    finally:
        reservations.release()
    return changes


def _ports(place: Layout, reservations: ports.Reservations) -> dict[str, int]:
    chosen = ports.choose(
        ports.read(place.ports_file, ports.MONITORING_NAMES),
        seed=str(place.state),
        free=lambda port: ports.is_free(port) and reservations.take(port, place.ports_file),
        names=ports.MONITORING_NAMES,
    )
    ports.write(place.ports_file, chosen)
    return chosen


def _apply(place: Layout, supervisor: Supervisor, services: list[Service], running: Mapping[str, Running]) -> list[str]:
    changes: list[str] = []
    for decision in decide_removals([service.name for service in services], running):
        supervisor.remove(decision.name)
        changes.append(decision.reason)
    for service in services:
        program = service.configure()
        decision = decide(service.name, configuration.program_text(program, place), running.get(service.name))
        if decision.action is not Action.KEEP:
            supervisor.add(program)
            changes.append(decision.reason)
    return changes


def _running(supervisor: Supervisor) -> dict[str, Running]:
    states = supervisor.processes()
    return {name: Running(supervisor.text(name) or "", state.meant_to_run) for name, state in states.items()}


def _services(layout: Layout, place: Layout, chosen: Mapping[str, int]) -> Iterator[Service]:
    """The services whose programs are installed: the exporters once, and one of PostgreSQL for each region."""
    main = layout.of_region(FIRST_REGION)
    there = Place(place.state, Authority(layout.certificates), chosen)
    for program in PROGRAMS:
        if monitoring_services.find(program) is None:
            continue
        if program != POSTGRES_EXPORTER:
            yield monitoring_services.service(there, program)
            continue
        for region in _watched_regions(main):
            database = ports.read(main.of_region(region).ports_file)[POSTGRESQL]
            yield monitoring_services.postgres_exporter(there, region, database, main.env_file)


def _watched_regions(main: Layout) -> list[str]:
    standing = regions.read(main)
    return [name for name in standing.names if name not in standing.fenced]


def _write_shared(layout: Layout, place: Layout, chosen: Mapping[str, int], names: list[str]) -> None:
    """Write what the services read: the rules of the checkout, the targets, and how they show who they are."""
    authority, source = Authority(layout.certificates), layout.checkout / SHARED
    home = make_private_directory(place.state / "prometheus")
    shared = (source / "prometheus" / "prometheus.yaml").read_text()
    write_atomically(home / "prometheus.yaml", monitoring_files.prometheus(shared, authority.ca_file))
    write_atomically(place.state / "web.yaml", monitoring_files.web(authority.certificate(CERTIFICATE)))
    rules = make_private_directory(home / "rules")
    wanted = {path.name: path.read_bytes() for path in (source / "prometheus" / "rules").glob("*.yaml")}
    for path in rules.glob("*.yaml"):
        if path.name not in wanted:
            path.unlink()
    for name, content in wanted.items():
        write_atomically(rules / name, content)
    make_private_directory(home / "targets")
    discovery.refresh(layout)
    listening = {name: (chosen[name], monitoring_services.region_of(name)) for name in names}
    write_atomically(home / "targets" / "own.yaml", monitoring_files.own_targets(listening))
    alertmanagers = make_private_directory(home / "alertmanagers") / "own.yaml"
    if ALERTMANAGER in names:
        write_atomically(alertmanagers, monitoring_files.alertmanagers(chosen[ALERTMANAGER]))
    else:
        alertmanagers.unlink(missing_ok=True)
    notified = (source / "alertmanager" / "alertmanager.yaml").read_text()
    write_atomically(place.state / "alertmanager" / "alertmanager.yaml", notified)

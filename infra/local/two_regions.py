"""Brings an environment with one or two regions up and down, and says how it is."""

from __future__ import annotations

from dataclasses import replace

import psycopg

from infra.local import credentials, entry, environment, ports, proxy, regions, replication, teardown
from infra.local import status as statuses
from infra.local.composition import Composition, compose
from infra.local.environment import Outcome
from infra.local.errors import RecoveryUnderWayError, RegionUnreachableError
from infra.local.layout import Layout
from infra.local.postgresql import SUPERUSER
from infra.local.regions import BOTH, Regions
from infra.local.status import EnvironmentStatus, ServiceStatus
from infra.local.supervisor import Supervisor
from infra.output import Progress


def up(
    layout: Layout, proxy_port: int | None, timeout_seconds: float, progress: Progress, count: int | None
) -> Outcome:
    """Make every region run that is not fenced: the live one serves, the other one follows it.

    Args:
        layout: of the first region.
        proxy_port: the port to open; the remembered or preferred one when absent.
        timeout_seconds: longest wait for each region.
        progress: is told every step.
        count: how many regions there are to be; as many as there are when absent. A second one can be added, and is
            never taken away by this.

    Raises:
        OperatorError: with the one sentence that says why.
    """
    standing = regions.read(layout)
    if count == len(BOTH) and len(standing.names) == 1:
        standing = _add(layout, standing, proxy_port)
    if len(standing.names) == 1:
        return environment.up(layout, proxy_port, timeout_seconds, progress)
    if any(layout.recovery.glob("*.json")):
        raise RecoveryUnderWayError(layout.recovery)
    live = layout.of_region(standing.live)
    changes = entry.up(layout, ports.read(layout.ports_file)[ports.PROXY], _region_port(live))
    progress.say(f"Region {standing.live}, which is live: what keeps its data")
    changes += environment.up(live, None, timeout_seconds, progress, stores_only=True).changes
    # A write that waits for a standby that does not run would wait for ever; so what follows comes before what writes,
    # or is not waited for.
    if standing.synchronous:
        changes += _start_standby(layout, standing, timeout_seconds, progress, stores_only=True)
    wait_for_standby(layout, standing)
    progress.say(f"Region {standing.live}: what uses it")
    outcome = environment.up(live, None, timeout_seconds, progress)
    changes += outcome.changes
    changes += _start_standby(layout, standing, timeout_seconds, progress)
    for name in standing.fenced:
        progress.say(f"Region {name} is fenced and was not started; `syndic dr failback` brings it back.")
    return replace(outcome, changes=changes)


def wait_for_standby(layout: Layout, standing: Regions) -> bool:
    """Have writes of the live region wait for the standby, or not, as the environment is meant to; if that changed.

    Raises:
        RegionUnreachableError: its database does not answer.
    """
    cluster = composed(layout.of_region(standing.live)).cluster
    waited_for = standing.standby if standing.synchronous else None
    try:
        with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True, connect_timeout=5) as connection:
            return replication.set_waiting(connection, waited_for)
    except psycopg.OperationalError as error:
        raise RegionUnreachableError(standing.live, " ".join(str(error).split())) from error


def composed(layout: Layout, standing: Regions | None = None) -> Composition:
    """The composition of a region, now or as another region being live would have it."""
    return compose(layout, ports.read(layout.ports_file), credentials.read(layout.env_file), standing=standing)


def down(layout: Layout, progress: Progress, *, purge: bool = False) -> list[str]:
    """Stop every region, the entry first, and what follows before what is followed."""
    standing = regions.read(layout)
    if len(standing.names) == 1:
        return teardown.down(layout, progress, purge=purge)
    order = [name for name in standing.names if name != standing.live] + [standing.live]
    sentences = teardown.down(entry.layout_of(layout), progress)
    for name in order:
        sentences += teardown.down(layout.of_region(name), progress)
    if purge:
        sentences += teardown.down(layout, progress, purge=True)
    return sentences


def status(layout: Layout) -> EnvironmentStatus:
    """What runs now in every region; services are named after their region where there are two."""
    standing = regions.read(layout)
    if len(standing.names) == 1:
        return statuses.status(layout)
    found = statuses.status(layout.of_region(standing.live))
    services = [_entry_status(layout), *_named(found, standing.live)]
    if standing.standby is not None:
        services += _named(statuses.status(layout.of_region(standing.standby)), standing.standby)
    return EnvironmentStatus(found.url, services)


def _start_standby(
    layout: Layout, standing: Regions, timeout_seconds: float, progress: Progress, *, stores_only: bool = False
) -> list[str]:
    """Have the other region follow the live one, unless it is fenced; one sentence per change."""
    if standing.standby is None:
        return []
    progress.say(f"Region {standing.standby}, which stands by")
    place = layout.of_region(standing.standby)
    return environment.up(place, None, timeout_seconds, progress, stores_only=stores_only).changes


def _add(layout: Layout, standing: Regions, proxy_port: int | None) -> Regions:
    """Choose the ports of both regions, so that each knows where the other is, and write down that there are two."""
    if Supervisor(layout).is_running():
        # The proxy leaves its port to the entry.
        Supervisor(layout).remove(proxy.NAME)
    reservations = ports.Reservations()
    try:
        for name in BOTH:
            place = layout.of_region(name)
            place.make()
            chosen = ports.choose(
                ports.read(place.ports_file),
                seed=str(place.state),
                proxy=proxy_port if name == standing.live else None,
                free=lambda port, file=place.ports_file: ports.is_free(port) and reservations.take(port, file),
            )
            ports.write(place.ports_file, chosen)
    finally:
        reservations.release()
    added = Regions(names=BOTH, live=standing.live, synchronous=standing.synchronous)
    regions.write(layout, added)
    return added


def _region_port(layout: Layout) -> int:
    return ports.read(layout.ports_file)[ports.PROXY_OF_REGION]


def _entry_status(layout: Layout) -> ServiceStatus:
    place = entry.layout_of(layout)
    supervisor = Supervisor(place)
    states = supervisor.processes() if supervisor.is_running() else {}
    chosen = ports.read(layout.ports_file)
    return statuses.of_service(entry.service(layout, chosen[ports.PROXY]), states, chosen)


def _named(found: EnvironmentStatus, region: str) -> list[ServiceStatus]:
    return [replace(service, service=f"{region}/{service.service}") for service in found.services]

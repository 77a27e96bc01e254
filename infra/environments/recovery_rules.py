"""Rules for what a failover turns: it must be there in every region, and be what users open."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from infra.environments.environment import Cloud, Kind
from infra.environments.reading import EnvironmentFile
from infra.environments.recovery import Recovery
from infra.environments.resolution import resolve
from infra.findings import Finding
from server.settings import Process

RULES = {
    "recovery-undeclared": "Production in two regions says how one takes the other's place.",
    "recovery-regions": "What a failover needs by region is stated for each region, and for no other.",
    "recovery-cloud": "A failover turns what the environment's own cloud runs.",
    "recovery-name": "The name that a failover turns is the one that users open.",
}

REGIONS = 2
OF_CLOUD = {Cloud.AWS: ("rds", "route53", "s3"), Cloud.AZURE: ("flexible-server", "front-door")}


def check(file: EnvironmentFile) -> Iterator[Finding]:
    """What breaks one of RULES in an environment."""
    environment = file.environment
    if environment.recovery is None:
        if environment.kind is Kind.PRODUCTION and len(environment.regions) >= REGIONS:
            why = "When a region is lost, nobody's command could make the other one take over."
            fix = "State recovery: database, traffic, objects and clusters."
            yield file.finding("recovery-undeclared", (), why, fix)
        return
    yield from _regions(file, environment.recovery)
    yield from _cloud(file, environment.recovery)
    yield from _names(file, environment.recovery)


def _regions(file: EnvironmentFile, recovery: Recovery) -> Iterator[Finding]:
    regions = {region.name for region in file.environment.regions}
    for where, stated in recovery.by_region().items():
        path = ("recovery", *where)
        for region in sorted(regions - stated.keys()):
            why = f"{'.'.join(path)} says nothing of {region}, so it could not be lost or take over."
            yield file.finding("recovery-regions", path, why, f"State {region}.")
        for region in sorted(stated.keys() - regions):
            why = f"{region} is no region of {file.environment.name}."
            yield file.finding("recovery-regions", (*path, region), why, f"Name one of: {', '.join(sorted(regions))}.")


def _cloud(file: EnvironmentFile, recovery: Recovery) -> Iterator[Finding]:
    cloud = file.environment.cloud
    known = OF_CLOUD.get(cloud, ())
    for name in ("database", "traffic", "objects"):
        part = getattr(recovery, name)
        if part is not None and part.kind not in known:
            why = f"{part.kind} does not exist in the cloud {cloud}, which the environment runs in."
            fix = f"State one of: {', '.join(known)}." if known else "Remove recovery; `syndic up` knows its regions."
            yield file.finding("recovery-cloud", ("recovery", name, "kind"), why, fix)


def _names(file: EnvironmentFile, recovery: Recovery) -> Iterator[Finding]:
    primary = next(region for region in file.environment.regions if region.role == "primary")
    address = resolve(file.environment, primary, Process.API).get("PUBLIC_URL")
    host = urlsplit(address.value).hostname if address else None
    if host and recovery.traffic.users != host:
        why = f"PUBLIC_URL leads to {host}, so whoever is told it would stay with the region that is lost."
        path = ("recovery", "traffic", "users")
        yield file.finding("recovery-name", path, why, f"State {host}, or change PUBLIC_URL.")

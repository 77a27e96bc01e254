"""Rules for the databases of regions: the processes of a region connect to its own, by the name in its certificate.

A name of ours in front of it would be refused: `verify-full` compares the host in the URL with the certificate, and a
managed database has one for its own endpoint alone. Each region has a database that follows or takes writes, so a
failover changes what it does and nobody's address (docs/decisions/0023).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from infra.environments.environment import Cloud, Environment, Region
from infra.environments.reading import EnvironmentFile
from infra.environments.recovery import FlexibleServers, RdsInstances
from infra.environments.references import DATABASE
from infra.environments.resolution import Stated, resolve
from infra.findings import Finding
from server.settings import Process

RULES = {
    "database-undeclared": "A region whose processes are told its own database says which one that is.",
    "database-of-region": "Where there are several regions, the processes of each connect to its own database.",
    "database-endpoint": "The database of a region is the one that a failover promotes there, by its own name.",
}

SEVERAL = 2
OWN = ("DATABASE_URL", "DATABASE_OWNER_URL")
"""Settings that lead to the database that a process writes to."""


def check(file: EnvironmentFile) -> Iterator[Finding]:
    """What breaks one of RULES in an environment."""
    environment = file.environment
    if environment.cloud is Cloud.LOCAL:
        return
    for region in environment.regions:
        told = _told(environment, region)
        yield from _undeclared(file, region, told)
        if len(environment.regions) >= SEVERAL:
            yield from _own(file, region, told)
        yield from _endpoint(file, region)


def _told(environment: Environment, region: Region) -> dict[Process, Stated]:
    """What leads each process of a region to its database."""
    found = {process: resolve(environment, region, process) for process in Process}
    return {process: stated[name] for process, stated in found.items() for name in OWN if name in stated}


def _undeclared(file: EnvironmentFile, region: Region, told: dict[Process, Stated]) -> Iterator[Finding]:
    if any(DATABASE in setting.value for setting in told.values()):
        why = f"Processes of {region.name} would look for a host called {DATABASE}."
        fix = "State database: the region's entry in the output database_hosts of Terraform."
        yield file.finding("database-undeclared", ("regions", file.environment.regions.index(region)), why, fix)


def _own(file: EnvironmentFile, region: Region, told: dict[Process, Stated]) -> Iterator[Finding]:
    for process, setting in told.items():
        if "://" not in setting.value:
            why = f"{setting.name} is a secret as a whole: {process} is led to one host in every region."
        elif region.database and _host(setting.value) != region.database:
            why = f"In {region.name} {setting.name} leads {process} to {_host(setting.value)}, also after a failover."
        else:
            continue
        fix = f"State a URL with references for user and password, and {DATABASE} for the host."
        yield file.finding("database-of-region", setting.path, why, fix)


def _endpoint(file: EnvironmentFile, region: Region) -> Iterator[Finding]:
    recovery = file.environment.recovery
    if recovery is None or region.database is None:
        return
    match recovery.database:
        case RdsInstances(instances=instances):
            called, place = instances.get(region.name), f".{region.name}.rds."
        case FlexibleServers(servers=servers):
            called, place = servers.get(region.name, "").rpartition("/")[2], "."
    if called and not (region.database.startswith(f"{called}.") and place in region.database):
        why = f"{region.database} is no endpoint of {called} in {region.name}; certificates are for endpoints alone."
        fix = "State the region's entry in the output database_hosts of Terraform."
        path = ("regions", file.environment.regions.index(region), "database")
        yield file.finding("database-endpoint", path, why, fix)


def _host(url: str) -> str | None:
    """User and password may be references in braces, which no URL has."""
    return urlsplit(f"//{url.partition('://')[2].rpartition('@')[2]}").hostname

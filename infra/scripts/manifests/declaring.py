"""What an environment's file declares, as the overlays need it; and whether the overlays still say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from infra import generated_files
from infra.environments import reading
from infra.environments.environment import Cloud, Environment, Region
from infra.environments.policies import Size as DeclaredSize
from infra.environments.resolution import in_region, resolve
from infra.findings import Finding
from infra.kubernetes import overlays, schedules
from infra.kubernetes.manifests import BASE, FILE, OVERLAYS, Overlay
from infra.kubernetes.overlays import Declared, Size
from infra.tree import Tree
from server.settings import Process, SecretStoreSettings

RULES = {
    "overlay-outdated": "The overlays say what the environments declare.",
    "overlay-left-over": "There is no overlay of a region that no environment declares.",
}
FROM_THE_IMAGE = frozenset({"SYNDIC_RELEASE", "SYNDIC_COLOUR"})
"""Settings a container knows from its image and its labels."""

OF_PLACE = frozenset({"SYNDIC_ENVIRONMENT", "SYNDIC_REGION"})
OF_STORES = frozenset(name.upper() for name in SecretStoreSettings.model_fields)
VAULT_ROLE = "VAULT_KUBERNETES_ROLE"
"""Another one for each account."""


def expected(tree: Tree) -> dict[str, str]:
    """What each overlay's file must hold, by its path. An environment whose file cannot be read is passed over."""
    files, _ = reading.read_all(tree)
    found: dict[str, str] = {}
    for file in files:
        environment = file.environment
        if environment.cloud is Cloud.LOCAL:
            continue
        for region in environment.regions:
            overlay = Overlay(environment.name, region.name)
            found[f"{overlay.folder}/{FILE}"] = overlays.kustomization(declared(environment, region))
    return found


def declared(environment: Environment, region: Region) -> Declared:
    """What an environment declares about a region."""
    settings = {process.value: _settings(environment, region, process) for process in Process}
    settings |= _of_jobs(environment, region, settings[Process.API.value])
    sizes = environment.processes
    return Declared(
        environment=environment.name,
        region=region.name,
        standby=region.role == "standby",
        host=urlsplit(settings[Process.API.value]["PUBLIC_URL"]).hostname or "",
        api=_size(sizes.api),
        worker=_size(sizes.worker),
        cron=sizes.cron.replicas,
        settings=settings,
        schedules=schedules_of(environment),
    )


def schedules_of(environment: Environment) -> dict[str, str]:
    """When each of the operator's jobs runs, as often as the environment promises; none where nothing is declared."""
    operations, backups = environment.operations, environment.backups
    if operations is None:
        return {}
    found = {"rotate": schedules.every_hours(1, minute=23, hour=0)}
    if backups.enabled:
        found |= {
            "backup": schedules.every_hours(backups.interval_hours, minute=17, hour=2),
            "verify": schedules.every_hours(backups.verification_interval_hours, minute=47, hour=3),
            "prune": schedules.every_hours(schedules.HOURS_OF_DAY, minute=27, hour=5),
        }
    if operations.drills:
        found["drill"] = schedules.every_days(backups.drill_interval_days, hour=6)
    return found


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree; one without the base that overlays stand on has none to compare."""
    if f"{BASE}/{FILE}" not in tree.names:
        return
    wanted = expected(tree)
    fix = "Run `syndic kubernetes generate`."
    for file, text in wanted.items():
        if file not in tree.names or tree.text(file) != text:
            yield Finding(file, 1, "overlay-outdated", "It does not say what the environment's file declares.", fix)
    for file in tree.matching(f"{OVERLAYS}/*/{FILE}"):
        if file not in wanted:
            why = "No environment declares this region, and it could be applied all the same."
            yield Finding(file, 1, "overlay-left-over", why, "Remove it, or declare its region.")


def write(root: Path, tree: Tree) -> list[str]:
    """Write the overlays that are not current.

    Returns:
        The files that changed.
    """
    return generated_files.write(root, expected(tree))


def _settings(environment: Environment, region: Region, process: Process) -> dict[str, str]:
    stated = resolve(environment, region, process)
    return {
        name: one.value
        for name, one in stated.items()
        if one.source in ("settings", "secrets", "deployment") and name not in FROM_THE_IMAGE
    }


def _of_jobs(environment: Environment, region: Region, of_api: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Variables of the operator's jobs: where secrets are, where to record, and for each what it alone needs."""
    operations = environment.operations
    own = {name for name in of_api if name in OF_STORES or name in OF_PLACE}
    shared = {name: of_api[name] for name in of_api if name in own - {VAULT_ROLE}}
    if operations is None:
        return {overlays.OPERATIONS: shared, overlays.ROTATE: {}}
    if operations.vault_kubernetes_role is not None:
        shared[VAULT_ROLE] = operations.vault_kubernetes_role
    shared |= {"SYNDIC_URL": of_api["PUBLIC_URL"], "SYNDIC_API_TOKEN": operations.api_token}
    alone = {"SYNDIC_ADMINISTRATOR_DATABASE_URL": in_region(region, operations.administrator_database_url)}
    return {overlays.OPERATIONS: shared, overlays.ROTATE: alone}


def _size(size: DeclaredSize) -> Size:
    scaling = size.scaling
    if scaling is None:
        return Size(size.replicas, size.replicas, size.replicas)
    return Size(size.replicas, scaling.minimum, scaling.maximum, scaling.cpu_percent or scaling.queued_jobs_per_replica)

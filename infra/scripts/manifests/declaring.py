"""What an environment's file declares, as the overlays need it; and whether the overlays still say the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from infra.environments import reading
from infra.environments.environment import Cloud, Environment, Region
from infra.environments.policies import Size as DeclaredSize
from infra.environments.resolution import resolve
from infra.findings import Finding
from infra.kubernetes import overlays
from infra.kubernetes.manifests import BASE, FILE, OVERLAYS, Overlay
from infra.kubernetes.overlays import Declared, Size
from infra.tree import Tree
from server.settings import Process

RULES = {
    "overlay-outdated": "The overlays say what the environments declare.",
    "overlay-left-over": "There is no overlay of a region that no environment declares.",
}
FROM_THE_IMAGE = frozenset({"SYNDIC_RELEASE", "SYNDIC_COLOUR"})
"""Settings a container knows from its image and its labels."""


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
    settings[overlays.OPERATIONS] = {
        name: value
        for name, value in settings[Process.API.value].items()
        if name in ("SYNDIC_ENVIRONMENT", "SYNDIC_REGION", "AWS_REGION")
    }
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
    )


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
    changed = []
    for name, text in expected(tree).items():
        file = root / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed


def _settings(environment: Environment, region: Region, process: Process) -> dict[str, str]:
    stated = resolve(environment, region, process)
    return {
        name: one.value
        for name, one in stated.items()
        if one.source in ("settings", "secrets", "deployment") and name not in FROM_THE_IMAGE
    }


def _size(size: DeclaredSize) -> Size:
    scaling = size.scaling
    if scaling is None:
        return Size(size.replicas, size.replicas, size.replicas)
    return Size(size.replicas, scaling.minimum, scaling.maximum, scaling.cpu_percent or scaling.queued_jobs_per_replica)

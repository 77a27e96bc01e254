"""Decides which objects of a cluster nothing needs any more. Nothing here removes anything.

Three kinds are left behind by releases: the jobs they ran, what remembers the images of each, and settings that were
named by their content and are named by nobody now.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from infra.kubernetes.cluster import CONFIG_MAP, DEPLOYMENT, JOB, POD, Kind
from infra.kubernetes.injection import VERSION, label_value, object_name
from infra.kubernetes.manifests import Manifest, containers, name_of, pod_template
from infra.kubernetes.overlays import CONFIG_MAPS
from infra.kubernetes.workloads import JobState, job_state

KINDS_THAT_NAME = (DEPLOYMENT, Kind("apps/v1", "ReplicaSet"), Kind("batch/v1", "CronJob"), JOB, POD)
"""What may name a ConfigMap."""

OF_A_RELEASE = "syndic/release"
COMPONENT = "app.kubernetes.io/component"
MIGRATION = "migrate"
_SETTINGS = re.compile(rf"(?:{'|'.join(CONFIG_MAPS.values())})-[a-z0-9]{{10}}")


@dataclass(frozen=True)
class Removable:
    """An object that is not needed, and why, as a sentence."""

    kind: Kind
    name: str
    reason: str


def decide(
    jobs: Sequence[Manifest],
    config_maps: Sequence[Manifest],
    naming: Iterable[Manifest],
    needed: Collection[str],
    keep: int,
) -> list[Removable]:
    """What can be removed.

    Args:
        jobs: the jobs of the namespace.
        config_maps: its ConfigMaps.
        naming: the objects of KINDS_THAT_NAME, earlier revisions of Deployments among them.
        needed: versions that run, are under way, or that a rollback would go to.
        keep: how many others are kept of each kind, the newest first.
    """
    return [
        *_jobs(jobs, {label_value(version) for version in needed}, keep),
        *_releases(config_maps, {f"release-{object_name(version)}" for version in needed}, keep),
        *_settings(config_maps, {name for manifest in naming for name in _named(manifest)}),
    ]


def _jobs(jobs: Sequence[Manifest], needed: Collection[str], keep: int) -> Iterator[Removable]:
    """Jobs of releases that have ended; one that runs is left alone, whatever it belongs to."""
    ended = [job for job in jobs if job_state(job) is not JobState.RUNNING and _component(job) == MIGRATION]
    others = [job for job in ended if _version(job) not in needed]
    for job in _newest_first(others)[keep:]:
        yield Removable(JOB, name_of(job), f"It ended, and {_version(job) or 'its release'} is not needed any more.")


def _releases(config_maps: Sequence[Manifest], needed: Collection[str], keep: int) -> Iterator[Removable]:
    remembered = [one for one in config_maps if one["metadata"].get("labels", {}).get(OF_A_RELEASE) == "true"]
    others = [one for one in remembered if name_of(one) not in needed]
    for one in _newest_first(others)[keep:]:
        reason = "The release whose images it remembers neither runs nor would be rolled back to."
        yield Removable(CONFIG_MAP, name_of(one), reason)


def _settings(config_maps: Sequence[Manifest], named: Collection[str]) -> Iterator[Removable]:
    for one in config_maps:
        if one.get("immutable") and _SETTINGS.fullmatch(name_of(one)) and name_of(one) not in named:
            yield Removable(CONFIG_MAP, name_of(one), "Nothing that runs, or could be returned to, names it.")


def _named(manifest: Manifest) -> Iterator[str]:
    """The ConfigMaps that an object's pods name."""
    template = manifest if manifest["kind"] == "Pod" else _template(manifest)
    spec = template.get("spec", {})
    for volume in spec.get("volumes", []):
        for source in (volume, *volume.get("projected", {}).get("sources", [])):
            if "configMap" in source:
                yield source["configMap"]["name"]
    listed = spec.get("containers", []) if manifest["kind"] in ("Pod", "ReplicaSet") else containers(manifest)
    for container in listed:
        for source in container.get("envFrom", []):
            if "configMapRef" in source:
                yield source["configMapRef"]["name"]


def _template(manifest: Manifest) -> Manifest:
    if manifest["kind"] == "ReplicaSet":
        return manifest["spec"]["template"]
    return pod_template(manifest) or {}


def _version(job: Manifest) -> str:
    return str(job["spec"]["template"]["metadata"].get("labels", {}).get(VERSION, ""))


def _component(job: Manifest) -> str:
    return str(job["metadata"].get("labels", {}).get(COMPONENT, ""))


def _newest_first(manifests: Sequence[Manifest]) -> list[Manifest]:
    return sorted(manifests, key=lambda one: one["metadata"].get("creationTimestamp", ""), reverse=True)

"""Writes overlays from what an environment declares, so that no size and no setting is stated twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from infra.kubernetes.injection import PAUSED
from infra.kubernetes.manifests import COLOURS

HEAD = (
    "# Written by `syndic kubernetes generate` from infra/environments/{environment}.yaml; change that file instead.\n"
)
COMPONENTS = ("autoscaling", "cert-manager", "monitoring", "network-policies")
SECRET_STORE_TOKEN = "secret-store-token"  # noqa: S105 - the name of a component
FIRST_LIVE = "blue"
NAMESPACE = "syndic"

OPERATIONS, ROTATE = "operations", "rotate"
JOBS = ("backup", "verify", "prune", "rotate", "drill")
"""The operator's jobs, by the names of their CronJobs."""

CONFIG_MAPS = {
    "api": "api-settings",
    "worker": "worker-settings",
    "cron": "cron-settings",
    "migrate": "migrate-settings",
    "retention": "retention-settings",
    OPERATIONS: "operations-settings",
    ROTATE: "rotate-settings",
}
"""The ConfigMap of each process, of all of the operator's jobs, and of the one that replaces credentials."""


@dataclass(frozen=True)
class Size:
    """How many replicas of a process run, and between which numbers they are scaled."""

    replicas: int
    minimum: int
    maximum: int
    target: int | None = None
    """CPU in percent for the API, queued jobs per replica for the worker."""


@dataclass(frozen=True)
class Declared:
    """What an environment declares about one region."""

    environment: str
    region: str
    standby: bool
    host: str
    """Host that users open."""

    api: Size
    worker: Size
    cron: int
    settings: Mapping[str, Mapping[str, str]]
    """Variables by process; secrets as references."""
    schedules: Mapping[str, str]
    """When each of the operator's jobs runs; the cluster has no others."""


def kustomization(declared: Declared) -> str:
    """The kustomization of a region."""
    document: dict[str, Any] = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": ["../../../cluster", "../../../base"],
        "components": [f"../../../components/{name}" for name in _components(declared)],
        "labels": [
            {
                "pairs": {"environment": declared.environment, "region": declared.region},
                "includeSelectors": False,
                "includeTemplates": True,
            }
        ],
        "replicas": [
            {"name": f"{process}-{colour}", "count": count if colour == FIRST_LIVE else 0}
            for process, count in _replicas(declared).items()
            for colour in COLOURS
        ],
        "generatorOptions": {"immutable": True},
        "configMapGenerator": [
            {
                "name": name,
                "namespace": NAMESPACE,
                "literals": [f"{key}={value}" for key, value in declared.settings[process].items()],
            }
            for process, name in CONFIG_MAPS.items()
        ],
        "patches": _patches(declared),
    }
    text = yaml.safe_dump(document, sort_keys=False, width=1000, allow_unicode=True)
    return HEAD.format(environment=declared.environment) + text


def _components(declared: Declared) -> list[str]:
    by_account = any(settings.get("VAULT_AUTH_METHOD") == "kubernetes" for settings in declared.settings.values())
    return [*COMPONENTS, *([SECRET_STORE_TOKEN] if by_account else [])]


def _replicas(declared: Declared) -> dict[str, int]:
    # The database of a region that stands by takes no write, so nothing that writes of its own accord runs there.
    background = (0, 0) if declared.standby else (declared.worker.replicas, declared.cron)
    return {
        "server": declared.api.replicas,
        "client": declared.api.replicas,
        "worker": background[0],
        "cron": background[1],
    }


def _patches(declared: Declared) -> list[dict[str, Any]]:
    found = [_replace("Certificate", "gateway", [("/spec/dnsNames", [declared.host])])]
    api, worker = declared.api, declared.worker
    for colour in COLOURS:
        limits = [("/spec/minReplicas", api.minimum), ("/spec/maxReplicas", api.maximum)]
        target = [("/spec/metrics/0/resource/target/averageUtilization", api.target)] if api.target else []
        found.append(_replace("HorizontalPodAutoscaler", f"server-{colour}", [*limits, *target]))
        idle = declared.standby or colour != FIRST_LIVE
        values: list[tuple[str, Any]] = [
            ("/spec/minReplicaCount", worker.minimum),
            ("/spec/maxReplicaCount", worker.maximum),
            ("/spec/fallback/replicas", worker.replicas),
        ]
        if worker.target:
            values.append(("/spec/triggers/0/metadata/threshold", str(worker.target)))
        patch = _replace("ScaledObject", f"worker-{colour}", values)
        patch["patch"] += _operation("add", "/metadata/annotations", {PAUSED: "true" if idle else "false"})
        found.append(patch)
    found += [_job(name, declared) for name in JOBS]
    if declared.standby:
        found.append(_delete("Job", "migrate"))
    return found


def _job(name: str, declared: Declared) -> dict[str, Any]:
    """One of the operator's jobs: only the region that takes writes runs it, and a failover resumes it elsewhere."""
    if name not in declared.schedules:
        return _delete("CronJob", name)
    values: list[tuple[str, Any]] = [("/spec/schedule", declared.schedules[name]), ("/spec/suspend", declared.standby)]
    return _replace("CronJob", name, values)


def _delete(kind: str, name: str) -> dict[str, Any]:
    patch = f"$patch: delete\napiVersion: batch/v1\nkind: {kind}\nmetadata: {{name: {name}}}\n"
    return {"target": {"kind": kind, "name": name}, "patch": patch}


def _replace(kind: str, name: str, values: list[tuple[str, Any]]) -> dict[str, Any]:
    text = "".join(_operation("replace", path, value) for path, value in values)
    return {"target": {"kind": kind, "name": name}, "patch": text}


def _operation(what: str, path: str, value: object) -> str:
    return yaml.safe_dump([{"op": what, "path": path, "value": value}], sort_keys=False, default_flow_style=None)

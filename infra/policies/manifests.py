"""Kubernetes manifests as rules see them.

    {"objects": [{"id", "kind", "namespace", "name", "path", "manifest"}],
     "workloads": [{"id", "kind", "namespace", "labels", "replicas", "path", "pod"}],
     "containers": [{"id", "kind", "name", "init", "path", "container"}]}

Manifests that are applied together are one input, because some rules ask whether another object is there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.located_yaml import Document, items_of, mapping_of
from infra.policies.judged import Judged, Path, Place, without_nulls

_POD_TEMPLATES: Mapping[str, Path] = {
    "Pod": ("spec",),
    "Deployment": ("spec", "template", "spec"),
    "StatefulSet": ("spec", "template", "spec"),
    "DaemonSet": ("spec", "template", "spec"),
    "ReplicaSet": ("spec", "template", "spec"),
    "Job": ("spec", "template", "spec"),
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
}


@dataclass(frozen=True)
class Written:
    """An object of Kubernetes and where it is written."""

    file: str
    document: Document

    @property
    def manifest(self) -> dict[str, Any]:
        """The object."""
        return mapping_of(without_nulls(self.document.data))

    @property
    def key(self) -> tuple[str, str]:
        """Kind and name, which stay the same when it is rendered."""
        return str(self.manifest.get("kind")), str(mapping_of(self.manifest.get("metadata")).get("name"))


def is_manifest(data: object) -> bool:
    """Whether a YAML document is an object of Kubernetes."""
    return isinstance(data, dict) and all(isinstance(data.get(name), str) for name in ("apiVersion", "kind"))


def read_manifests(name: str, objects: Sequence[Written], sources: Sequence[Written] | None = None) -> Judged:
    """Objects that are applied together, as the rules see them.

    Args:
        name: what they were read from.
        objects: the objects.
        sources: where the objects are written, when these are rendered from others.
    """
    written = {source.key: source for source in (objects if sources is None else sources)}
    listed = [_object(item) for item in objects]
    keys = {entry["id"]: item.key for entry, item in zip(listed, objects, strict=True)}

    def locate(subject: str, path: Path) -> Place:
        source = written.get(keys.get(subject, ("", "")))
        return (name, 1) if source is None else (source.file, source.document.line(path))

    workloads = [workload for entry in listed for workload in _workload(entry)]
    containers = [container for workload in workloads for container in _containers(workload)]
    data = {"objects": listed, "workloads": workloads, "containers": containers}
    return Judged("kubernetes", name, data, locate, len(listed))


def _object(item: Written) -> dict[str, Any]:
    manifest = item.manifest
    metadata = mapping_of(manifest.get("metadata"))
    kind, name = item.key
    namespace = str(metadata.get("namespace") or "")
    return {
        "id": posixpath.join(*(part for part in (kind, namespace, name) if part)),
        "kind": kind,
        "namespace": namespace,
        "name": name,
        "path": [],
        "manifest": manifest,
    }


def _workload(entry: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    path = _POD_TEMPLATES.get(entry["kind"])
    if path is None:
        return
    template: Any = entry["manifest"]
    for name in path[:-1]:
        template = mapping_of(mapping_of(template).get(name))
    yield {
        "id": entry["id"],
        "kind": entry["kind"],
        "namespace": entry["namespace"],
        "labels": mapping_of(mapping_of(template.get("metadata")).get("labels")),
        "replicas": mapping_of(entry["manifest"].get("spec")).get("replicas"),
        "path": list(path),
        "pod": mapping_of(template.get("spec")),
    }


def _containers(workload: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for name, init in (("containers", False), ("initContainers", True)):
        for position, container in enumerate(items_of(workload["pod"].get(name))):
            yield {
                "id": workload["id"],
                "kind": workload["kind"],
                "name": str(mapping_of(container).get("name")),
                # A sidecar is declared among the init containers and runs as long as the others.
                "init": init and mapping_of(container).get("restartPolicy") != "Always",
                "path": [*workload["path"], name, position],
                "container": mapping_of(container),
            }

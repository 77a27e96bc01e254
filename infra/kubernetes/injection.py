"""What is known only when something is released: the images by digest, the versions, and which colour is live."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from infra.kubernetes.errors import InvalidImageError, InvalidReleaseManifestError
from infra.kubernetes.manifests import COLOURS, Manifest, containers, name_of, pod_template

UNKNOWN_DIGEST = "sha256:" + "0" * 64
"""Stands in the manifests for a digest that is known by a release only. No content has it."""

VERSION = "app.kubernetes.io/version"
RELEASED, REVISION = "syndic/release", "syndic/revision"
"""Annotations with the version and the commit of a release, as they are written; a label cannot hold every version."""

PAUSED = "autoscaling.keda.sh/paused"
MIGRATION = "migrate"
"""The Job that every overlay has whose region takes writes."""

RETENTION = "retention"
"""The CronJob that retention is run as."""

NAMED_BY_PODS = frozenset({"ConfigMap", "ServiceAccount"})
"""What a colour needs and both share: settings are named by their content, so what is new takes nothing away."""

_IMAGE = re.compile(r"(?P<name>[a-z0-9-]+)=(?P<reference>[^@\s]+@sha256:[0-9a-f]{64})")
_LABEL_VALUE_LENGTH = 63


@dataclass(frozen=True)
class Release:
    """A version, and its images by name."""

    version: str
    images: Mapping[str, str] = field(default_factory=dict)
    revision: str = ""
    """The commit it was made from; empty when nobody said."""


def read_release(file: Path) -> Release:
    """The release that a release manifest describes (infra/containers/release_manifest.py writes it).

    Raises:
        InvalidReleaseManifestError: it is none.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        images = {str(part["component"]): str(part["image"]) for part in data["components"]}
        version, revision = str(data["version"]), str(data.get("revision", ""))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidReleaseManifestError(file, str(error) or type(error).__name__) from error
    for name, image in images.items():
        if not _IMAGE.fullmatch(f"{name}={image}"):
            raise InvalidReleaseManifestError(file, f"{image} is not named by digest")
    return Release(version, images, revision)


def parse_images(given: Sequence[str]) -> dict[str, str]:
    """Images given as NAME=REPOSITORY@sha256:DIGEST.

    Raises:
        InvalidImageError: one is not of that form.
    """
    found: dict[str, str] = {}
    for text in given:
        match = _IMAGE.fullmatch(text)
        if not match:
            raise InvalidImageError(text)
        found[match["name"]] = match["reference"]
    return found


def with_release(
    manifests: Iterable[Manifest], release: Release, *, colours: Iterable[str] = COLOURS
) -> list[Manifest]:
    """The objects with the images and the version of a release, in these colours and in what has no colour."""
    chosen = frozenset(colours)
    found = []
    for original in manifests:
        manifest = copy.deepcopy(original)
        template = pod_template(manifest)
        colour = colour_of(manifest)
        if template is not None and (colour is None or colour in chosen):
            ours = [container for container in containers(manifest) if image_name(container["image"]) in release.images]
            for container in ours:
                container["image"] = release.images[image_name(container["image"])]
            if ours and release.version:
                template["metadata"].setdefault("labels", {})[VERSION] = label_value(release.version)
                stated = {RELEASED: release.version, REVISION: release.revision}
                manifest["metadata"].setdefault("annotations", {}).update(stated)
            if ours and release.version and manifest["kind"] == "Job":
                # A Job cannot be changed once it exists: each release has its own.
                manifest["metadata"]["name"] = f"{name_of(manifest)}-{object_name(release.version)}"
        found.append(manifest)
    return found


def with_live(manifests: Iterable[Manifest], live: str) -> list[Manifest]:
    """The objects with this colour getting all traffic and the other one without a replica.

    A process that has no replica in either colour has none afterwards: that is how a region stands by.
    """
    copies = copy.deepcopy(list(manifests))
    full: dict[str, int] = {}
    for manifest in copies:
        if manifest["kind"] == "Deployment" and colour_of(manifest):
            process = _process(manifest)
            full[process] = max(full.get(process, 0), int(manifest["spec"]["replicas"]))
    for manifest in copies:
        colour = colour_of(manifest)
        match manifest["kind"]:
            case "Deployment" if colour:
                manifest["spec"]["replicas"] = full[_process(manifest)] if colour == live else 0
            case "ScaledObject":
                runs = colour == live and full.get(_process(manifest), 0) > 0
                annotations = manifest["metadata"].setdefault("annotations", {})
                annotations[PAUSED] = "false" if runs else "true"
            case "HTTPRoute":
                manifest["spec"] = with_weights(manifest, {live: 100, other(live): 0})["spec"]
    return copies


def only_colour(manifests: Iterable[Manifest], colour: str) -> list[Manifest]:
    """What belongs to one colour."""
    return [manifest for manifest in manifests if colour_of(manifest) == colour]


def job_of(manifests: Iterable[Manifest], release: Release, name: str, arguments: Sequence[str]) -> Manifest | None:
    """The migration job under another name and with other arguments; None where the region has none.

    A Job cannot be changed once it exists, so whatever is run twice has to have two names.
    """
    found = next((one for one in manifests if one["kind"] == "Job" and name_of(one) == MIGRATION), None)
    if found is None:
        return None
    (job,) = with_release([found], release)
    job["metadata"]["name"] = name
    for container in containers(job):
        container["args"] = list(arguments)
    return job


def scheduled(manifests: Iterable[Manifest], release: Release) -> dict[str, Manifest]:
    """What has the operator's jobs run a release, as changes of their CronJobs, by name.

    One whose image the release does not name stays as it is.
    """
    found = with_release((one for one in manifests if one["kind"] == "CronJob"), release)
    return {
        name_of(one): _pod_change(one)
        for one in found
        if not any(container["image"].endswith(UNKNOWN_DIGEST) for container in containers(one))
    }


def _pod_change(job: Manifest) -> Manifest:
    template = job["spec"]["jobTemplate"]["spec"]["template"]
    pod = {
        "metadata": {"labels": template["metadata"]["labels"]},
        "spec": {"containers": template["spec"]["containers"]},
    }
    return {
        "metadata": {"annotations": job["metadata"]["annotations"]},
        "spec": {"jobTemplate": {"spec": {"template": pod}}},
    }


def job_of_schedule(manifests: Iterable[Manifest], schedule: str, release: Release, job: str) -> Manifest | None:
    """A job that does once, and now, what a CronJob does by its schedule; None where the region has none.

    Args:
        manifests: the objects of the region.
        schedule: the CronJob's name.
        release: whose images it runs.
        job: its own name.
    """
    found = next((one for one in manifests if one["kind"] == "CronJob" and name_of(one) == schedule), None)
    if found is None:
        return None
    (made,) = with_release([found], release)
    metadata = {key: value for key, value in made["metadata"].items() if key in ("labels", "namespace")}
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {**metadata, "name": job},
        "spec": made["spec"]["jobTemplate"]["spec"],
    }


def serving(manifests: Iterable[Manifest], colour: str, sizes: Mapping[str, int]) -> list[Manifest]:
    """What a colour needs to serve, with so many replicas of each Deployment; those that are not named have none.

    Nothing of the other colour and nothing that both share is among it, but what the pods name: settings and accounts.
    """
    chosen = []
    for original in manifests:
        if colour_of(original) != colour and original["kind"] not in NAMED_BY_PODS:
            continue
        manifest = copy.deepcopy(original)
        if manifest["kind"] == "Deployment":
            manifest["spec"]["replicas"] = sizes.get(name_of(manifest), 0)
        if manifest["kind"] == "ScaledObject":
            manifest["metadata"].setdefault("annotations", {})[PAUSED] = "true"
        chosen.append(manifest)
    # Pods are made last, when all they name is there.
    return sorted(chosen, key=lambda one: (one["kind"] == "Deployment", one["kind"] not in NAMED_BY_PODS))


def sizes(manifests: Iterable[Manifest]) -> dict[str, int]:
    """Replicas of every Deployment."""
    return {name_of(one): int(one["spec"]["replicas"]) for one in manifests if one["kind"] == "Deployment"}


def weights(route: Manifest) -> dict[str, int]:
    """Share of the traffic of each colour, by the first rule of the route."""
    found = dict.fromkeys(COLOURS, 0)
    for backend in route["spec"]["rules"][0].get("backendRefs", []):
        found[backend["name"].rpartition("-")[2]] = int(backend.get("weight", 1))
    return found


def with_weights(route: Manifest, shares: Mapping[str, int]) -> Manifest:
    """The route with other shares of the traffic, in all of its rules at once."""
    changed = copy.deepcopy(route)
    for rule in changed["spec"]["rules"]:
        for backend in rule.get("backendRefs", []):
            backend["weight"] = shares[backend["name"].rpartition("-")[2]]
    return changed


def unnamed_images(manifests: Iterable[Manifest]) -> set[str]:
    """Images of containers that would run and whose digest is still unknown."""
    return {
        image_name(container["image"])
        for manifest in manifests
        for container in containers(manifest)
        if container["image"].endswith(UNKNOWN_DIGEST) and manifest["spec"].get("replicas") != 0
    }


def colour_of(manifest: Manifest) -> str | None:
    """The colour an object belongs to, by the end of its name; None when a release does not replace it."""
    return next((colour for colour in COLOURS if name_of(manifest).endswith(f"-{colour}")), None)


def image_name(reference: str) -> str:
    """The last part of an image's repository."""
    return reference.partition("@")[0].rpartition("/")[2].partition(":")[0]


def label_value(version: str) -> str:
    """A version as a label may hold it."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", version)[:_LABEL_VALUE_LENGTH].strip("._-")


def object_name(version: str) -> str:
    """A version as a part of an object's name."""
    return re.sub(r"[^a-z0-9]+", "-", version.lower())[:40].strip("-")


def other(colour: str) -> str:
    """The other colour."""
    return next(one for one in COLOURS if one != colour)


def _process(manifest: Manifest) -> str:
    return name_of(manifest).rpartition("-")[0]

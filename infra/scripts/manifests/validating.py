"""Judges rendered manifests: by schemas, by the names in them, by policies, and by what the project declares."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.containers.images import IMAGES
from infra.kubernetes.injection import UNKNOWN_DIGEST, image_name
from infra.kubernetes.manifests import Manifest, Overlay, containers, identity, name_of, pod_template
from infra.kubernetes.references import dangling
from infra.kubernetes.schema_validation import SchemaValidator
from infra.located_yaml import Document
from infra.policies import gate, rules, waivers
from infra.policies.manifests import Written, read_manifests
from server.settings import SETTINGS, Process

FOREIGN_IMAGES = frozenset({"traefik"})
"""Images of other projects that the manifests may name."""

HEALTH_PATHS = {
    "server": ("server/observability/health.py", "server/processes.py"),
    "client": ("client/Caddyfile",),
}
"""The sources that serve the health of a container, by its name; of every other process it is the server's."""

PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
OF_THE_PROXY = "/ping"
COMPONENT = "app.kubernetes.io/component"


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong with an object of an overlay."""

    overlay: str
    object: str
    by: str
    """Who found it: schema, reference, policy, image, setting or probe."""

    problem: str


class Validator:
    """Judges overlays one after the other."""

    def __init__(self, root: Path, *, schemas: bool = True) -> None:
        """Read what is judged by.

        Args:
            root: the checkout.
            schemas: whether schemas are part of it; without them, an API server that is asked to take them judges.
        """
        self._root = root
        self._schemas = SchemaValidator() if schemas else None
        self._today = datetime.datetime.now(datetime.UTC).date()
        known = frozenset(rule.id for rule in rules.all_rules())
        self._waivers = waivers.read(waivers.FILE, self._today, known)

    def problems(self, overlay: Overlay, manifests: Sequence[Manifest]) -> list[Problem]:
        """What is wrong with the objects of an overlay."""
        found = [
            *self._by_schema(manifests),
            *self._by_policy(overlay, manifests),
            *(
                ("reference", one.object, f"{one.where} names {one.missing}, which is not there")
                for one in dangling(manifests)
            ),
            *_images(manifests),
            *_settings(manifests),
            *self._probes(manifests),
        ]
        return sorted({Problem(overlay.folder, subject, by, problem) for by, subject, problem in found})

    def _by_schema(self, manifests: Sequence[Manifest]) -> Iterator[tuple[str, str, str]]:
        if self._schemas is None:
            return
        for manifest in manifests:
            for misfit in self._schemas.misfits(manifest):
                since = "" if misfit.version == "any" else f" (Kubernetes {misfit.version})"
                yield "schema", misfit.object, f"{misfit.where}: {misfit.problem}{since}"

    def _by_policy(self, overlay: Overlay, manifests: Sequence[Manifest]) -> Iterator[tuple[str, str, str]]:
        written = [Written(overlay.folder, Document(manifest, {})) for manifest in manifests]
        report = gate.judge([read_manifests(overlay.folder, written)], self._waivers, self._today)
        for verdict in report.verdicts:
            if verdict.blocks:
                yield "policy", verdict.found.subject, f"{verdict.rule.id}: {verdict.found.problem}"

    def _probes(self, manifests: Sequence[Manifest]) -> Iterator[tuple[str, str, str]]:
        for manifest in manifests:
            for container in containers(manifest):
                sources = HEALTH_PATHS.get(container["name"], HEALTH_PATHS["server"])
                served = "".join((self._root / source).read_text(encoding="utf-8") for source in sources)
                for path in sorted({container[probe]["httpGet"]["path"] for probe in PROBES if probe in container}):
                    by_the_proxy = (container["name"], path) == ("proxy", OF_THE_PROXY)
                    if not by_the_proxy and not re.search(rf"{re.escape(path)}(?![\w/])", served):
                        yield "probe", identity(manifest), f"{path} is asked for, and nothing in it serves that"


def without_digest(manifests: Sequence[Manifest]) -> list[str]:
    """The images whose digest is known by a release only."""
    found = {container["image"] for manifest in manifests for container in containers(manifest)}
    return sorted(image_name(image) for image in found if image.endswith(UNKNOWN_DIGEST))


def _images(manifests: Sequence[Manifest]) -> Iterator[tuple[str, str, str]]:
    known = {image.name for image in IMAGES} | FOREIGN_IMAGES
    for manifest in manifests:
        for container in containers(manifest):
            if image_name(container["image"]) not in known:
                yield "image", identity(manifest), f"{container['image']} is no image that is built or declared"


def _settings(manifests: Sequence[Manifest]) -> Iterator[tuple[str, str, str]]:
    given = {name_of(manifest): manifest.get("data", {}) for manifest in manifests if manifest["kind"] == "ConfigMap"}
    for manifest in manifests:
        template = pod_template(manifest)
        component = "" if template is None else template["metadata"]["labels"].get(COMPONENT)
        if component not in list(Process):
            continue
        fields = SETTINGS[Process(component)].model_fields
        for container in containers(manifest):
            names = {entry["name"] for entry in container.get("env", [])}
            for source in container.get("envFrom", []):
                names |= set(given.get(source.get("configMapRef", {}).get("name", ""), {}))
            for name in sorted(names - {field.upper() for field in fields}):
                yield "setting", identity(manifest), f"{name} is passed, and {component} does not read it"
            required = {field.upper() for field, declared in fields.items() if declared.is_required()}
            for name in sorted(required - names):
                yield "setting", identity(manifest), f"{component} does not start without {name}"

"""Renders overlays by Kustomize, which is part of kubectl."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from infra import shell
from infra.errors import CommandFailedError
from infra.kubernetes.errors import UnknownOverlayError, UnrenderableOverlayError

BASE = "infra/kubernetes/base"
OVERLAYS = "infra/kubernetes/overlays"
FILE = "kustomization.yaml"
COLOURS = ("blue", "green")

Manifest = dict[str, Any]


@dataclass(frozen=True, order=True)
class Overlay:
    """What is applied to the cluster of one region."""

    environment: str
    region: str

    @property
    def folder(self) -> str:
        """Where it stands, from the root of the checkout."""
        return f"{OVERLAYS}/{self.environment}/{self.region}"


def overlays(root: Path) -> list[Overlay]:
    """Every overlay of a checkout."""
    files = sorted((root / OVERLAYS).glob(f"*/*/{FILE}"))
    return [Overlay(file.parent.parent.name, file.parent.name) for file in files]


def choose(known: Sequence[Overlay], environment: str | None, region: str | None) -> list[Overlay]:
    """The overlays of an environment and a region, of all that are known when none is stated.

    Raises:
        UnknownOverlayError: there is none.
    """
    found = [
        overlay for overlay in known if environment in (None, overlay.environment) and region in (None, overlay.region)
    ]
    if not found:
        wanted = "/".join(part for part in (environment, region) if part) or "any environment"
        raise UnknownOverlayError(wanted, [f"{overlay.environment}/{overlay.region}" for overlay in known] or ["none"])
    return found


def render_argv(kubectl: Path, folder: Path) -> list[str]:
    """The command that renders a folder."""
    return [str(kubectl), "kustomize", str(folder)]


def render(root: Path, overlay: Overlay) -> list[Manifest]:
    """The objects of an overlay.

    Raises:
        MissingCommandError: kubectl is not installed.
        UnrenderableOverlayError: Kustomize refuses the overlay.
    """
    try:
        rendered = shell.run(render_argv(shell.find_program("kubectl"), root / overlay.folder)).stdout
    except CommandFailedError as error:
        raise UnrenderableOverlayError(overlay.folder, error) from error
    return [manifest for manifest in yaml.load_all(rendered, yaml.CSafeLoader) if manifest]


def name_of(manifest: Manifest) -> str:
    """What an object is called."""
    return str(manifest["metadata"]["name"])


def identity(manifest: Manifest) -> str:
    """Kind and name, for messages."""
    return f"{manifest['kind']}/{name_of(manifest)}"


def pod_template(manifest: Manifest) -> Manifest | None:
    """The pods that an object makes: metadata and spec; None when it makes none."""
    match manifest["kind"]:
        case "Deployment" | "Job":
            return manifest["spec"]["template"]
        case "CronJob":
            return manifest["spec"]["jobTemplate"]["spec"]["template"]
        case _:
            return None


def containers(manifest: Manifest) -> Iterator[Manifest]:
    """The containers of the pods that an object makes."""
    template = pod_template(manifest)
    if template is not None:
        for key in ("initContainers", "containers"):
            yield from template["spec"].get(key, [])

"""Builds images, describes what is in them, and pushes them."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.containers import bill_of_materials, contents, release_manifest, signing
from infra.containers.contents import Package
from infra.containers.engine import Engine
from infra.containers.errors import ModifiedCheckoutError, RegistryMissingError
from infra.containers.images import Build, Image
from infra.containers.release_manifest import Component
from infra.output import Progress

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Built:
    """An image the engine holds."""

    image: Image
    tag: str
    id: str
    size_bytes: int
    seconds: float


def build(engine: Engine, images: Sequence[Image], plan: Build, root: Path, progress: Progress) -> list[Built]:
    """Build images, one after the other: they share their first layers."""
    built = []
    for image in images:
        started = time.monotonic()
        with progress.step(f"Building {image.name}:{plan.version.version}") as step:
            engine.build(image, plan, root)
            known = engine.inspect(f"{image.name}:{plan.version.version}")
            step.outcome = f"{image.name}:{plan.version.version}, {known['Size'] / MEGABYTE:.0f} MB"
        elapsed = time.monotonic() - started
        built.append(Built(image, plan.version.version, known["Id"], known["Size"], elapsed))
    return built


class Bills:
    """Writes bills of materials. Images of the same layers are looked into once."""

    def __init__(self, engine: Engine, plan: Build, root: Path) -> None:
        self._engine = engine
        self._plan = plan
        self._root = root
        self._known: dict[tuple[str, ...], list[Package]] = {}

    def write(self, built: Built) -> Path:
        """Write the bill of an image beside the release manifest."""
        found = list(self._packages(f"{built.image.name}:{built.tag}"))
        if built.image.context == "client":
            found += sorted(bill_of_materials.of_console(self._root / "client" / "package-lock.json"))
        target = release_manifest.directory(self._root, self._plan.version)
        target.mkdir(parents=True, exist_ok=True)
        file = target / f"{built.image.name}.cdx.json"
        bill = bill_of_materials.document(built.image.name, built.id, self._plan.version, found)
        file.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n")
        return file

    def _packages(self, reference: str) -> list[Package]:
        layers = tuple(self._engine.inspect(reference)["RootFS"]["Layers"])
        if layers not in self._known:
            with tempfile.TemporaryDirectory() as scratch:
                archive = Path(scratch) / "image.tar"
                self._engine.export(reference, archive)
                self._known[layers] = contents.packages(archive)
        return self._known[layers]


def push(
    engine: Engine,
    images: Sequence[Built],
    plan: Build,
    root: Path,
    progress: Progress,
    *,
    registry: str | None,
    signed: bool,
) -> Path:
    """Push images by version and write the release manifest with their digests.

    Raises:
        RegistryMissingError: nobody said where to.
        ModifiedCheckoutError: files differ from the commit.
    """
    if not registry:
        raise RegistryMissingError
    if plan.version.version.endswith("-modified"):
        raise ModifiedCheckoutError(plan.version.version)
    components, bills = [], Bills(engine, plan, root)
    for built in images:
        with progress.step(f"Pushing {built.image.name}:{built.tag}") as step:
            bill = bills.write(built)
            digest = engine.push(built.image.name, built.tag, registry)
            reference = f"{registry.rstrip('/')}/{built.image.name}@{digest}"
            signature = signing.sign(reference, bill) if signed else None
            step.outcome = reference
        components.append(
            Component(
                component=built.image.name,
                image=reference,
                digest=digest,
                revision=plan.version.revision,
                size_bytes=built.size_bytes,
                sbom=bill.name,
                sbom_sha256=release_manifest.sha256_of(bill),
                signature=signature,
            )
        )
    return release_manifest.write(release_manifest.directory(root, plan.version), plan.version, registry, components)

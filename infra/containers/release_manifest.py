"""The release manifest: which digests make up a release, and where what vouches for them is. Written by a push."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from infra.version import Version

FORMAT = 1
FILE = "release-manifest.json"


@dataclass(frozen=True)
class Component:
    """One pushed image."""

    component: str
    image: str
    """Repository and digest: what is deployed."""
    digest: str
    revision: str
    size_bytes: int
    sbom: str
    """File beside the manifest."""
    sbom_sha256: str
    signature: str | None
    """What the signature is found by; None when the image is not signed."""


def directory(root: Path, version: Version) -> Path:
    """Where the manifest of a version and its bills of materials are written."""
    return root / "build" / "releases" / version.version


def write(target: Path, version: Version, registry: str, components: list[Component]) -> Path:
    """Write the manifest."""
    manifest = {
        "format": FORMAT,
        "version": version.version,
        "revision": version.revision,
        "registry": registry,
        "components": [asdict(component) for component in components],
    }
    file = target / FILE
    file.write_text(json.dumps(manifest, indent=2) + "\n")
    return file


def sha256_of(file: Path) -> str:
    """The digest of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()

"""The software bill of materials of an image, as a CycloneDX 1.6 document in JSON.

It is plain data; a test holds it to the schema with the library of the CycloneDX project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packageurl import PackageURL

from infra.containers.contents import Package
from infra.version import Version

# Where a package of each kind comes from, in the terms of the package URL specification.
_NAMESPACES = {"deb": "debian", "apk": "alpine"}


def document(image: str, image_id: str, version: Version, contents: Iterable[Package]) -> dict[str, Any]:
    """The bill of an image. The same image gives the same document.

    Args:
        image: its name.
        image_id: what the engine identifies it by, sha256:…
        version: what it was built from.
        contents: its packages.
    """
    components = [_component(package) for package in contents]
    references = [component["bom-ref"] for component in components]
    built_at = datetime.fromtimestamp(version.committed_at, UTC)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, image_id)}",
        "metadata": {
            "timestamp": built_at.isoformat(),
            "component": {"type": "container", "bom-ref": image_id, "name": image, "version": version.version},
        },
        "components": components,
        "dependencies": [{"ref": image_id, "dependsOn": references}, *({"ref": each} for each in references)],
    }


def of_console(lock_file: Path) -> Iterator[Package]:
    """The packages that are bundled into the console, from its lock file: what only builds it is left out."""
    for path, entry in json.loads(lock_file.read_text())["packages"].items():
        if path and not entry.get("dev") and not entry.get("link"):
            yield Package("npm", path.rpartition("node_modules/")[2], entry["version"], entry.get("license"))


def _component(package: Package) -> dict[str, Any]:
    namespace, name = _NAMESPACES.get(package.kind), package.name
    if package.kind == "npm" and name.startswith("@"):
        namespace, _, name = name.partition("/")
    url = PackageURL(package.kind, namespace, name, package.version).to_string()
    licences = {"licenses": [{"expression": package.licence}]} if package.licence else {}
    return {
        "type": "library",
        "bom-ref": url,
        "name": package.name,
        "version": package.version,
        "purl": url,
        **licences,
    }

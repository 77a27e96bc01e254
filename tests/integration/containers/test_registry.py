"""Pushing to a real registry, and the release manifest that a push writes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import httpx
import pytest

from infra.containers.engine import Engine
from infra.containers.images import Build, Builder, choose
from infra.containers.service import Built, push
from infra.output import Progress
from infra.version import Version
from tests.integration.containers.conftest import Images
from tests.integration.containers.engine import CLIENT, Docker

NAME = "syndic-cron"
VERSION = Version("9.9.9", "cb0e958c941c828c1002322606b1a969b2a187da", 1_795_000_000)
MANIFESTS = "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json"


def test_a_push_records_what_the_registry_holds(
    docker: Docker, images: Images, registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_HOST", docker.host)
    known = docker.inspect(images.reference(NAME))
    docker.run("tag", images.reference(NAME), f"{NAME}:{VERSION.version}")
    built = [Built(image, VERSION.version, known["Id"], known["Size"], 0.0) for image in choose([NAME])]
    plan = Build(VERSION, Builder.BUILDKIT, {})

    file = push(
        Engine(str(CLIENT)), built, plan, tmp_path, Progress(quiet=True), registry=f"{registry}/team", signed=False
    )

    written = json.loads(file.read_text())
    assert (written["version"], written["revision"]) == (VERSION.version, VERSION.revision)
    (component,) = written["components"]
    assert component["image"] == f"{registry}/team/{NAME}@{component['digest']}"
    assert component["signature"] is None
    assert hashlib.sha256((file.parent / component["sbom"]).read_bytes()).hexdigest() == component["sbom_sha256"]
    held = httpx.get(
        f"http://{registry}/v2/team/{NAME}/manifests/{component['digest']}", headers={"Accept": MANIFESTS}
    ).raise_for_status()
    assert f"sha256:{hashlib.sha256(held.content).hexdigest()}" == component["digest"]
    docker.run("rmi", f"{NAME}:{VERSION.version}", f"{registry}/team/{NAME}:{VERSION.version}")
    docker.run("pull", component["image"])
    assert docker.inspect(component["image"])["Id"] == known["Id"]

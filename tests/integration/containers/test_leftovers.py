"""Images of old releases are found and removed on a real engine, and nothing else is."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Generator

import pytest

from infra.containers.engine import Engine
from infra.containers.errors import ImageNotRemovedError
from infra.scripts.cleanup.image_service import Images
from tests.integration.containers.engine import CLIENT, Docker

LABEL = "org.opencontainers.image"
NAME = "syndic-server"
PREFIX = "leftover"


def make(docker: Docker, reference: str, version: str, title: str = "Syndic") -> str:
    """An image of one file, with the labels that ours have; returns its id."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        information = tarfile.TarInfo("version")
        information.size = len(version)
        archive.addfile(information, io.BytesIO(version.encode()))
    changes = {"title": f'"{title}"', "version": version, "created": f"2026-01-0{version[-1]}T00:00:00Z"}
    told = [f"--change=LABEL {LABEL}.{name}={value}" for name, value in changes.items()]
    done = subprocess.run(
        [CLIENT, "import", *told, "-", reference],
        env=docker.environment,
        input=content.getvalue(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


@pytest.fixture
def engine(docker: Docker, monkeypatch: pytest.MonkeyPatch) -> Generator[Engine]:
    monkeypatch.setenv("DOCKER_HOST", docker.host)
    yield Engine(str(CLIENT))
    for container in docker.run("ps", "--all", "--quiet", "--filter", f"name={PREFIX}").stdout.split():
        docker.run("rm", container)
    left = names(docker)
    if left:
        docker.run("rmi", *left)


def names(docker: Docker) -> set[str]:
    listed = docker.run("images", "--format", "{{.Repository}}:{{.Tag}}").stdout.split()
    return {name for name in listed if PREFIX in name}


def test_images_of_old_releases_go_and_those_that_are_needed_used_or_foreign_stay(
    docker: Docker, engine: Engine
) -> None:
    versions = [f"{PREFIX}.{number}" for number in range(1, 6)]
    ids = {version: make(docker, f"{NAME}:{version}", version) for version in versions}
    docker.run("tag", f"{NAME}:{versions[1]}", f"registry.test/{NAME}:{versions[1]}")
    docker.run("create", "--name", f"{PREFIX}-user", f"{NAME}:{versions[2]}", "none")
    make(docker, f"somebody/{PREFIX}:1", f"{PREFIX}.1", title="Something else")
    others = {image.version for image in engine.images()} - set(versions)
    assert ids[versions[2]] in engine.used()
    images = Images(engine, lambda: {*others, versions[0]}, keep=1)

    shown = {one.name for one in images.find() if PREFIX in one.name}
    assert shown == {f"{NAME}:{versions[1]}", f"registry.test/{NAME}:{versions[1]}", f"{NAME}:{versions[3]}"}
    assert f"{NAME}:{versions[1]}" in names(docker), "looking removes nothing"

    assert {one.name for one in images.remove() if PREFIX in one.name} == shown
    assert names(docker) == {
        f"{NAME}:{versions[0]}",
        f"{NAME}:{versions[2]}",
        f"{NAME}:{versions[4]}",
        f"somebody/{PREFIX}:1",
    }
    assert [one for one in images.find() if PREFIX in one.name] == []
    with pytest.raises(ImageNotRemovedError, match="is being used"):
        engine.remove(ids[versions[2]])


def test_what_a_newer_build_of_the_same_name_replaced_goes(docker: Docker, engine: Engine) -> None:
    replaced = make(docker, f"{NAME}:{PREFIX}.6", f"{PREFIX}.6")
    make(docker, f"{NAME}:{PREFIX}.6", f"{PREFIX}.7")
    everything = {image.version for image in engine.images()}

    assert replaced in {one.name for one in Images(engine, lambda: everything, keep=0).remove()}

    assert replaced not in {image.id for image in engine.images()}

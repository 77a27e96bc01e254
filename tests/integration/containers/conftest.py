"""One Docker engine and one build of every image for all tests of this folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from infra.tree import checkout
from tests.integration.containers import base_images
from tests.integration.containers.engine import CLIENT, Docker, missing, running_engine
from tests.integration.environment import free_port
from tests.integration.local.waiting import until
from tests.jobs.artifacts import Artifacts
from tests.jobs.runner import Runner, inherited

SYNDIC = Path(sys.executable).parent / "syndic"


@dataclass(frozen=True)
class Images:
    """What `syndic images build` made."""

    version: str
    sizes: dict[str, int]
    bills: dict[str, Path]
    bases: dict[str, str]

    def reference(self, name: str) -> str:
        """An image with its tag."""
        return f"{name}:{self.version}"


@pytest.fixture(scope="session")
def docker() -> Generator[Docker]:
    """A Docker engine of the tests' own."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    with running_engine() as engine:
        yield engine


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """A headless browser."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def bases(docker: Docker, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Base images that stand in for the official ones."""
    return base_images.bases(docker, tmp_path_factory.mktemp("bases"))


@pytest.fixture(scope="session")
def images(docker: Docker, bases: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Images:
    """Every image, built by the job that builds them for a change, on the real engine."""
    runner = Runner(
        checkout(),
        Artifacts(tmp_path_factory.mktemp("artifacts")),
        {"event_name": "pull_request"},
        {
            **inherited(),
            "DOCKER_HOST": docker.host,
            "DOCKER_BUILDKIT": "1",
            "SYNDIC_DOCKER": str(CLIENT),
            "BASES": " ".join(f"{name}={reference}" for name, reference in bases.items() if name != "PROXY_IMAGE"),
            # Names of images and options alike stand where the Makefile puts them.
            "IMAGES": "--json --bill",
        },
        state=tmp_path_factory.mktemp("state"),
    )
    ended = runner.run("ci.yaml", "images")
    assert ended.failure is None, ended.failure
    built = json.loads(ended.step("Build every image").stdout)
    bills = {Path(bill).name.partition(".")[0]: Path(bill) for bill in built["bills"]}
    return Images(built["version"], {image["name"]: image["size_bytes"] for image in built["images"]}, bills, bases)


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a registry. Engines speak plain HTTP to one of their own machine."""
    program = shutil.which("docker-registry")
    if program is None:
        pytest.skip("docker-registry is not installed: apt-get install docker-registry")
    directory, address = tmp_path_factory.mktemp("registry"), f"127.0.0.1:{free_port()}"
    stated = {
        "version": "0.1",
        "storage": {"filesystem": {"rootdirectory": str(directory / "registry")}},
        "http": {"addr": address},
    }
    configuration = directory / "registry.json"
    configuration.write_text(json.dumps(stated))
    with (directory / "log").open("wb") as log:
        running = subprocess.Popen([program, "serve", configuration], stdout=log, stderr=subprocess.STDOUT)
        try:
            until(lambda: _answers(address), "the registry to answer")
            yield address
        finally:
            running.terminate()
            running.wait(30)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"http://{address}/v2/").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False

"""Images are pushed by digest to a real registry, with a manifest that says what makes up the release."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from infra.tree import checkout
from tests.integration.containers.conftest import SYNDIC
from tests.integration.containers.engine import Docker
from tests.integration.environment import free_port
from tests.integration.local.waiting import until


@pytest.fixture
def registry(tmp_path: Path) -> Generator[str]:
    """Debian's registry, on a port of its own."""
    program = shutil.which("docker-registry")
    if program is None:
        pytest.skip("docker-registry is not installed: apt-get install docker-registry")
    address = f"127.0.0.1:{free_port()}"
    configuration = tmp_path / "registry.yml"
    configuration.write_text(
        json.dumps(
            {
                "version": "0.1",
                "storage": {"filesystem": {"rootdirectory": str(tmp_path / "registry")}},
                "http": {"addr": address},
            }
        )
    )
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen([program, "serve", str(configuration)], stdout=log, stderr=log)
        try:
            until(lambda: _answers(address), "the registry to answer")
            yield address
        finally:
            process.terminate()
            process.wait(30)


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"http://{address}/v2/").is_success
    except httpx.HTTPError:
        return False


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    """A clone without changes: a modified checkout is not pushed."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(checkout()), str(clone)], check=True)
    return clone


def test_what_is_pushed_is_what_the_manifest_names(
    docker: Docker, bases: dict[str, str], registry: str, committed: Path
) -> None:
    options = ["--push", f"--registry={registry}/syndic", f"--base=PYTHON_IMAGE={bases['PYTHON_IMAGE']}", "--json"]
    done = subprocess.run(
        [
            SYNDIC.with_name("python"),
            "-c",
            "from infra.cli import main; main()",
            "images",
            "build",
            "syndic-server",
            "syndic-worker",
            *options,
        ],
        cwd=committed,
        env={**docker.environment, "PYTHONPATH": str(committed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    file = Path(json.loads(done.stdout)["manifest"])
    manifest = json.loads(file.read_text())

    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=committed, capture_output=True, text=True, check=True)
    assert manifest["revision"] == revision.stdout.strip()
    assert [component["component"] for component in manifest["components"]] == ["syndic-server", "syndic-worker"]
    for component in manifest["components"]:
        repository, digest = component["image"].removeprefix(f"{registry}/").split("@")
        pushed = httpx.get(
            f"http://{registry}/v2/{repository}/manifests/{digest}",
            headers={"Accept": "application/vnd.docker.distribution.manifest.v2+json"},
        )
        assert f"sha256:{hashlib.sha256(pushed.content).hexdigest()}" == digest == component["digest"]
        bill = file.parent / component["sbom"]
        assert hashlib.sha256(bill.read_bytes()).hexdigest() == component["sbom_sha256"]
        assert component["signature"] is None
    tags = httpx.get(f"http://{registry}/v2/syndic/syndic-server/tags/list").json()["tags"]
    assert tags == [manifest["version"]]

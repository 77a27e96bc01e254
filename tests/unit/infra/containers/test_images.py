"""The commands that build, push and sign images, as values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from infra.containers import signing
from infra.containers.engine import Engine
from infra.containers.errors import InvalidBaseError, ModifiedCheckoutError, RegistryMissingError, UnknownImageError
from infra.containers.images import (
    IMAGES,
    Build,
    Builder,
    build_argv,
    build_environment,
    choose,
    parse_bases,
    without_mounts,
)
from infra.containers.service import push
from infra.output import Progress
from infra.tree import checkout
from infra.version import Version, name_of

REVISION = "cb0e958c941c828c1002322606b1a969b2a187da"
VERSION = Version("1.2.3", REVISION, 1_795_000_000)
(CRON,) = choose(["syndic-cron"])


def build(builder: Builder, **bases: str) -> Build:
    return Build(VERSION, builder, bases, "https://example.org/syndic")


def test_the_command_that_builds_an_image() -> None:
    assert build_argv("docker", CRON, build(Builder.BUILDX, PYTHON_IMAGE="own/python:1", NODE_IMAGE="own/node:1")) == [
        "docker",
        "buildx",
        "build",
        "--load",
        "--file=server/Dockerfile",
        "--target=cron",
        "--tag=syndic-cron:1.2.3",
        "--build-arg=PYTHON_IMAGE=own/python:1",
        "--build-arg=VERSION=1.2.3",
        f"--build-arg=REVISION={REVISION}",
        "--build-arg=CREATED=2026-11-18T11:06:40Z",
        "--build-arg=SOURCE=https://example.org/syndic",
        "--build-arg=SOURCE_DATE_EPOCH=1795000000",
        ".",
    ]


def test_a_classic_builder_reads_a_dockerfile_without_mounts() -> None:
    argv = build_argv("docker", CRON, build(Builder.CLASSIC))

    assert argv[:3] == ["docker", "build", "--file=-"]
    assert build_environment(build(Builder.CLASSIC)) == {"DOCKER_BUILDKIT": "0"}
    assert build_environment(build(Builder.BUILDKIT)) == {"DOCKER_BUILDKIT": "1"}
    assert without_mounts("RUN --mount=type=cache,target=/a,id=b \\\n    make\n") == "RUN \\\n    make\n"


@pytest.mark.parametrize("image", IMAGES, ids=lambda image: image.name)
def test_every_image_is_a_target_that_takes_its_bases(image) -> None:  # noqa: ANN001
    dockerfile = (checkout() / image.dockerfile).read_text()

    assert f" AS {image.target}\n" in dockerfile
    for base in image.bases:
        (default,) = [line for line in dockerfile.splitlines() if line.startswith(f"ARG {base}=")]
        assert "@sha256:" in default
    without = without_mounts(dockerfile)
    assert "--mount" in dockerfile
    assert "--mount" not in without


@pytest.mark.parametrize(
    ("tags", "modified", "called"),
    [
        ([], False, "0.1.0-cb0e958c941c"),
        ([], True, "0.1.0-cb0e958c941c-modified"),
        (["v1.2.3"], False, "1.2.3"),
        (["v1.2.3"], True, "0.1.0-cb0e958c941c-modified"),
        (["nightly", "v1.2.3-rc.1"], False, "1.2.3-rc.1"),
        (["nightly"], False, "0.1.0-cb0e958c941c"),
    ],
)
def test_a_version_is_a_tag_or_a_commit(tags: list[str], *, modified: bool, called: str) -> None:
    assert name_of(REVISION, tags, modified=modified) == called


def test_what_is_not_declared_is_refused_by_name() -> None:
    with pytest.raises(UnknownImageError, match=r"There is no image syndic-web\. There are syndic-client, "):
        choose(["syndic-web"])
    with pytest.raises(
        InvalidBaseError, match="--base RUBY_IMAGE=a is not NAME=REFERENCE with a NAME among CADDY_IMAGE,"
    ):
        parse_bases(["RUBY_IMAGE=a"])
    with pytest.raises(InvalidBaseError, match="--base PYTHON_IMAGE "):
        parse_bases(["PYTHON_IMAGE"])


def test_a_push_needs_a_registry_and_a_commit(tmp_path: Path) -> None:
    def pushed(version: str, registry: str | None) -> None:
        plan = Build(Version(version, REVISION), Builder.BUILDX, {})
        push(Engine(), [], plan, tmp_path, Progress(quiet=True), registry=registry, signed=False)

    with pytest.raises(RegistryMissingError, match="REGISTRY=HOST/PATH"):
        pushed("1.2.3", None)
    with pytest.raises(ModifiedCheckoutError, match="Commit them first"):
        pushed("0.1.0-cb0e958c941c-modified", "localhost:5000")


def test_an_image_and_its_bill_are_signed_by_digest() -> None:
    image = "ghcr.io/example/syndic-cron@sha256:00"

    assert signing.sign_argv(image) == ["cosign", "sign", "--yes", image]
    assert signing.attest_argv(image, Path("/bills/syndic-cron.cdx.json")) == [
        "cosign",
        "attest",
        "--yes",
        "--type=cyclonedx",
        "--predicate=/bills/syndic-cron.cdx.json",
        image,
    ]


def test_the_operator_image_keeps_the_descriptions_of_every_aws_service_that_is_asked() -> None:
    asked = {"s3", "sts", "sso", "sso-oidc"}  # by the code that stores objects and signs in
    for area in ("infra", "server"):
        for file in (checkout() / area).rglob("*.py"):
            asked |= set(re.findall(r"""\bclient\(\s*["']([a-z0-9-]+)["']""", file.read_text()))
    kept = re.search(r"botocore/data (.*?) -exec", (checkout() / "infra/Dockerfile").read_text(), re.DOTALL)
    assert kept is not None
    assert set(re.findall(r"! -name ([a-z0-9-]+)", kept[1])) == asked

"""The images, and the commands that build them, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from infra.containers.errors import InvalidBaseError, UnknownImageError
from infra.version import Version


@dataclass(frozen=True)
class Image:
    """One image: a target of a Dockerfile."""

    name: str
    dockerfile: str
    target: str
    context: str
    """Directory the builder sees, as far as its ignore file allows."""
    bases: tuple[str, ...]
    """Build arguments that name the images it is built on."""


_PYTHON = ("PYTHON_IMAGE",)

IMAGES = (
    Image("syndic-client", "client/Dockerfile", "client", "client", ("NODE_IMAGE", "CADDY_IMAGE")),
    Image("syndic-server", "server/Dockerfile", "server", ".", _PYTHON),
    Image("syndic-worker", "server/Dockerfile", "worker", ".", _PYTHON),
    Image("syndic-cron", "server/Dockerfile", "cron", ".", _PYTHON),
    Image("syndic-migrate", "server/Dockerfile", "migrate", ".", _PYTHON),
    Image("syndic-operator", "infra/Dockerfile", "operator", ".", _PYTHON),
)


class Builder(StrEnum):
    """What builds images with the Docker client at hand."""

    BUILDX = "buildx"
    BUILDKIT = "buildkit"
    """The one inside clients before 23."""
    CLASSIC = "classic"
    """Knows no cache mounts and no ignore file beside a Dockerfile."""


@dataclass(frozen=True)
class Build:
    """How images are built."""

    version: Version
    builder: Builder
    bases: Mapping[str, str]
    source: str = "unknown"
    """Where the source code is published, for a label."""

    @property
    def arguments(self) -> dict[str, str]:
        """The build arguments that every image takes. Time is the commit's, so that it changes nothing."""
        created = datetime.fromtimestamp(self.version.committed_at, UTC)
        return {
            "VERSION": self.version.version,
            "REVISION": self.version.revision,
            "CREATED": created.isoformat().replace("+00:00", "Z"),
            "SOURCE": self.source,
            "SOURCE_DATE_EPOCH": str(self.version.committed_at),
        }


def choose(names: Sequence[str]) -> tuple[Image, ...]:
    """The images with these names, all of them when none is given.

    Raises:
        UnknownImageError: there is none of a name.
    """
    known = {image.name: image for image in IMAGES}
    for name in names:
        if name not in known:
            raise UnknownImageError(name, known)
    return tuple(image for image in IMAGES if not names or image.name in names)


def parse_bases(given: Sequence[str]) -> dict[str, str]:
    """Base images given as NAME=REFERENCE.

    Raises:
        InvalidBaseError: one is not of that form, or no Dockerfile takes its name.
    """
    known = sorted({base for image in IMAGES for base in image.bases})
    bases: dict[str, str] = {}
    for text in given:
        name, _, reference = text.partition("=")
        if name not in known or not reference:
            raise InvalidBaseError(text, known)
        bases[name] = reference
    return bases


def build_argv(docker: str, image: Image, build: Build) -> list[str]:
    """The command that builds an image at the root of the checkout; a classic builder is given the Dockerfile."""
    command = [docker, "buildx", "build", "--load"] if build.builder is Builder.BUILDX else [docker, "build"]
    file = "-" if build.builder is Builder.CLASSIC else image.dockerfile
    bases = {name: build.bases[name] for name in image.bases if name in build.bases}
    arguments = [f"--build-arg={name}={value}" for name, value in {**bases, **build.arguments}.items()]
    tag = f"--tag={image.name}:{build.version.version}"
    return [*command, f"--file={file}", f"--target={image.target}", tag, *arguments, image.context]


def build_environment(build: Build) -> dict[str, str]:
    """The variables that choose the builder."""
    return {"DOCKER_BUILDKIT": "0" if build.builder is Builder.CLASSIC else "1"}


_MOUNT = re.compile(r"^(RUN )--mount=type=cache,\S+ ", re.MULTILINE)


def without_mounts(dockerfile: str) -> str:
    """A Dockerfile for builders that know no cache mounts."""
    return _MOUNT.sub(r"\1", dockerfile)


def dockerfiles(root: Path) -> list[Path]:
    """Every Dockerfile that is built."""
    return sorted({root / image.dockerfile for image in IMAGES})

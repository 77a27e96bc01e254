"""The Docker engine, through its command line client."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import shell
from infra.containers.errors import BuildFailedError, DigestUnknownError, EngineUnreachableError, ImageNotRemovedError
from infra.containers.images import Build, Builder, Image, build_argv, build_environment, without_mounts
from infra.containers.leftovers import LocalImage, ours
from infra.errors import CommandFailedError

BUILD_SECONDS = 1800.0
PUSH_SECONDS = 1800.0
LAST_WITH_BUILDKIT_INSIDE = 22
"""Major version of the last client that brought BuildKit with it; later ones want the plugin buildx."""

CLIENT_VARIABLES = ("DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY")


@dataclass(frozen=True)
class Engine:
    """A client and the engine it talks to."""

    docker: str = "docker"

    def answers(self) -> bool:
        """Whether there is such a client here, and an engine that it reaches."""
        return shutil.which(self.docker) is not None and self._succeeds("version")

    def builder(self) -> Builder:
        """The best builder at hand.

        Raises:
            EngineUnreachableError: no engine answers.
        """
        try:
            version = json.loads(self._run("version", "--format", "{{json .}}"))
        except CommandFailedError as failure:
            raise EngineUnreachableError(failure.output.strip().splitlines()[-1]) from failure
        if self._succeeds("buildx", "version"):
            return Builder.BUILDX
        major = int(version["Client"]["Version"].partition(".")[0])
        return Builder.BUILDKIT if major <= LAST_WITH_BUILDKIT_INSIDE else Builder.CLASSIC

    def build(self, image: Image, build: Build, root: Path) -> None:
        """Build an image.

        Raises:
            BuildFailedError: the builder refused it, or a step of it failed.
        """
        stdin = without_mounts((root / image.dockerfile).read_text()) if build.builder is Builder.CLASSIC else None
        try:
            shell.run(
                build_argv(self.docker, image, build),
                environment={**_environment(), **build_environment(build)},
                directory=root,
                stdin=stdin,
                timeout_seconds=BUILD_SECONDS,
            )
        except CommandFailedError as failure:
            raise BuildFailedError(image.name, failure) from failure

    def inspect(self, reference: str) -> dict[str, Any]:
        """What the engine knows of an image."""
        return json.loads(self._run("image", "inspect", reference))[0]

    def images(self) -> list[LocalImage]:
        """Our images that the engine holds.

        Raises:
            EngineUnreachableError: no engine answers.
        """
        return [image for one in self._inspected("image", "ls") if (image := ours(one)) is not None]

    def used(self) -> set[str]:
        """The ids of images that containers were made from, running or not."""
        return {container["Image"] for container in self._inspected("container", "ls", "--all")}

    def remove(self, reference: str) -> None:
        """Remove a name of an image, and the image with its last one; one that is used is refused.

        Raises:
            ImageNotRemovedError: the engine refused.
        """
        try:
            self._run("image", "rm", reference)
        except CommandFailedError as failure:
            raise ImageNotRemovedError(reference, failure.output.strip().splitlines()[-1]) from failure

    def push(self, name: str, tag: str, registry: str) -> str:
        """Push an image under its name and tag.

        Returns:
            The digest the registry knows it by.

        Raises:
            DigestUnknownError: the engine does not know it.
        """
        repository = f"{registry.rstrip('/')}/{name}"
        self._run("tag", f"{name}:{tag}", f"{repository}:{tag}")
        self._run("push", "--quiet", f"{repository}:{tag}", timeout_seconds=PUSH_SECONDS)
        for pushed in self.inspect(f"{repository}:{tag}")["RepoDigests"]:
            found, _, digest = pushed.partition("@")
            if found == repository:
                return digest
        raise DigestUnknownError(f"{repository}:{tag}")

    def export(self, reference: str, file: Path) -> None:
        """Write the file system of an image to a tar file. Nothing of the image is run."""
        container = self._run("create", reference, "none").strip()
        try:
            self._run("export", f"--output={file}", container)
        finally:
            self._run("rm", container)

    def _inspected(self, kind: str, *listing: str) -> list[dict[str, Any]]:
        try:
            ids = sorted(set(self._run(kind, *listing, "--quiet", "--no-trunc").split()))
        except CommandFailedError as failure:
            raise EngineUnreachableError(failure.output.strip().splitlines()[-1]) from failure
        return json.loads(self._run(kind, "inspect", *ids)) if ids else []

    def _run(self, *arguments: str, timeout_seconds: float = 120.0) -> str:
        argv = [self.docker, *arguments]
        return shell.run(argv, environment=_environment(), timeout_seconds=timeout_seconds).stdout

    def _succeeds(self, *arguments: str) -> bool:
        return shell.run([self.docker, *arguments], environment=_environment(), check=False).code == 0


def _environment() -> Mapping[str, str]:
    known = {name: os.environ[name] for name in CLIENT_VARIABLES if name in os.environ}
    return {**shell.base_environment(), **known}

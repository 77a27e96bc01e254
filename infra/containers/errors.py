"""The exceptions of this area. Each composes its own message."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from infra.errors import CommandFailedError, OperatorError, UsageError


class UnknownImageError(UsageError):
    """An image was named that is not declared."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no image {name}. There are {', '.join(known)}.")


class InvalidBaseError(UsageError):
    """A base image is not given as NAME=REFERENCE, or no Dockerfile takes it."""

    def __init__(self, given: str, known: Iterable[str]) -> None:
        super().__init__(f"--base {given} is not NAME=REFERENCE with a NAME among {', '.join(known)}.")


class RegistryMissingError(UsageError):
    """Images are to be pushed, and nobody said where."""

    def __init__(self) -> None:
        super().__init__("Where to push is not known. Add --registry HOST/PATH (make: REGISTRY=HOST/PATH).")


class ModifiedCheckoutError(OperatorError):
    """Images of files that no commit holds are not pushed."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"{version} is not pushed: files differ from the commit it is called after, so nobody could build it "
            "again. Commit them first."
        )


class EngineUnreachableError(OperatorError):
    """No Docker engine answers."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No Docker engine answers ({reason}). Start it, or set DOCKER_HOST to where it listens.")


class ImageNotRemovedError(OperatorError):
    """The engine keeps an image."""

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(f"{reference} was not removed: {reason.rstrip('.')}.")


class BuildFailedError(OperatorError):
    """An image could not be built."""

    def __init__(self, image: str, failure: CommandFailedError) -> None:
        lines = [line for line in failure.output.splitlines() if line.strip()]
        super().__init__(f"{image} was not built; the builder's last lines:\n" + "\n".join(lines[-15:]))


class DigestUnknownError(OperatorError):
    """The registry took an image and the engine knows no digest of it."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"The digest of {reference} is not known after the push. Push it again.")


class WrongReleaseManifestError(UsageError):
    """A release manifest does not say which images make up a release."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file} names no release: {reason}. Use what `syndic images build --push` wrote.")


class UnverifiedImageError(OperatorError):
    """An image is not known to be what the pipeline built."""

    def __init__(self, image: str, reason: str) -> None:
        super().__init__(f"{image} is not deployed: it is not proven to come from the pipeline ({reason}).")


class NoRegistryPasswordError(UsageError):
    """This job cannot sign in to a registry."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"There is nothing to sign in to {host} with. GitHub's jobs have GITHUB_ACTOR and GITHUB_TOKEN (with "
            "packages: write), GitLab's CI_REGISTRY_USER and CI_REGISTRY_PASSWORD; ECR and ACR take a cloud identity."
        )

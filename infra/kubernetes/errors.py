"""What can go wrong with manifests. Each exception composes its own message."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from infra.errors import CommandFailedError, OperatorError, UsageError


class UnknownOverlayError(UsageError):
    """There are no manifests for an environment or a region."""

    def __init__(self, wanted: str, known: Iterable[str]) -> None:
        super().__init__(f"There are no manifests for {wanted}. There are for {', '.join(known)}.")


class UnrenderableOverlayError(OperatorError):
    """Kustomize refuses an overlay."""

    def __init__(self, overlay: str, failure: CommandFailedError) -> None:
        super().__init__(f"{overlay} cannot be rendered: {failure}. Correct the file it names.")


class InvalidReleaseManifestError(UsageError):
    """What should be a release manifest is none."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file} is no release manifest ({reason}). `syndic images build --push` writes one.")


class InvalidImageError(UsageError):
    """An image is not named by what its content is."""

    def __init__(self, given: str) -> None:
        super().__init__(f"--image {given} is not NAME=REPOSITORY@sha256:DIGEST.")


class UnnamedImagesError(OperatorError):
    """Images that nobody named would be applied."""

    def __init__(self, names: Iterable[str]) -> None:
        listed = ", ".join(sorted(names))
        super().__init__(
            f"No digest is known for {listed}. Give --release FILE for those of a release, and --image "
            "NAME=REPOSITORY@sha256:DIGEST for others; --draft renders with a digest of zeros that nothing has."
        )


class SchemasMissingError(OperatorError):
    """The schemas of Kubernetes are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The schemas of Kubernetes (package kubernetes-validate, 108 MB) are not installed. They come with "
            "what development needs: `make check` installs them."
        )

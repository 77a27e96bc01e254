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


class NoClusterError(UsageError):
    """Nothing says where a cluster is."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"No cluster can be reached: {reason}. Set KUBECONFIG to a file that has a context for it, as "
            "docs/guides/kubernetes.md says."
        )


class ClusterUnreachableError(OperatorError):
    """The API server of a cluster does not answer."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            f"The API server at {where} does not answer ({reason}). What runs in the cluster runs on. Repeat the "
            "command when it does."
        )


class ClusterRefusedError(OperatorError):
    """The API server answered with an error."""

    def __init__(self, where: str, request: str, status: int, message: str) -> None:
        self.status = status
        super().__init__(f"The API server at {where} refused {request} with {status}: {message}")


class ObjectChangedError(OperatorError):
    """An object is not any more what it was when it was read."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path} was changed in the meantime: {message}")


class UnknownKindError(OperatorError):
    """The cluster lacks a kind of objects."""

    def __init__(self, api_version: str, kind: str, where: str) -> None:
        super().__init__(
            f"The cluster at {where} knows no {kind} of {api_version}. docs/guides/kubernetes.md lists what it needs."
        )


class TunnelError(OperatorError):
    """A pod cannot be reached through the API server."""

    def __init__(self, pod: str, port: int, reason: str) -> None:
        super().__init__(f"Port {port} of pod {pod} cannot be reached through the API server: {reason}.")


class JobFailedError(OperatorError):
    """A job failed in the cluster."""

    def __init__(self, job: str, output: str) -> None:
        last = " | ".join(line.strip() for line in output.strip().splitlines()[-3:])
        super().__init__(f"The job {job} failed: {last or 'it wrote nothing'}. `kubectl logs` of it shows more.")


class JobNotStartedError(OperatorError):
    """The pod of a job cannot be started."""

    def __init__(self, job: str, reason: str) -> None:
        super().__init__(f"The job {job} was not started: {reason}")

"""Whether the images of a release are what the pipeline built: named by digest, signed by it, described by it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra import shell
from infra.containers import release_manifest
from infra.containers.errors import UnverifiedImageError, WrongReleaseManifestError
from infra.containers.signing import verify_argv, verify_attestation_argv
from infra.errors import CommandFailedError

VERIFY_SECONDS = 120.0
_BY_DIGEST = re.compile(r"[^@\s]+@(sha256:[0-9a-f]{64})")

Run = Callable[[Sequence[str]], object]


@dataclass(frozen=True)
class Named:
    """An image that a release manifest names."""

    component: str
    image: str
    sbom: str
    sbom_sha256: str


@dataclass(frozen=True)
class Signer:
    """Who must have signed: the identity of a pipeline, as the authority that certified it states."""

    identity: str
    """Pattern of the certificate's identity, such as that of the workflow on main."""
    issuer: str
    """Who vouched for the identity."""


def read(manifest: Path) -> list[Named]:
    """The images of a release.

    Raises:
        WrongReleaseManifestError: the file is no manifest, or names an image by something that can be moved.
    """
    try:
        components = json.loads(manifest.read_text())["components"]
        found = [
            Named(str(one["component"]), str(one["image"]), str(one["sbom"]), str(one["sbom_sha256"]))
            for one in components
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongReleaseManifestError(manifest, f"it cannot be read ({type(error).__name__})") from error
    if not found:
        raise WrongReleaseManifestError(manifest, "it names no image")
    for one, component in zip(found, components, strict=True):
        by_digest = _BY_DIGEST.fullmatch(one.image)
        if by_digest is None or by_digest[1] != component.get("digest"):
            raise WrongReleaseManifestError(manifest, f"{one.component} is not named by its digest")
    return found


def verify(image: Named, beside: Path, signer: Signer, run: Run | None = None) -> str:
    """Verify one image: its signature, the signature of its bill of materials, and the bill that came along.

    Returns:
        What was found to hold, as a clause.

    Raises:
        UnverifiedImageError: one of these does not hold.
        MissingCommandError: cosign is not installed.
    """
    run = run or _cosign
    for argv in (
        verify_argv(image.image, signer.identity, signer.issuer),
        verify_attestation_argv(image.image, signer.identity, signer.issuer),
    ):
        try:
            run(argv)
        except CommandFailedError as error:
            reason = error.output.strip().splitlines()
            raise UnverifiedImageError(image.image, reason[-1] if reason else f"code {error.code}") from error
    bill = beside / image.sbom
    if not bill.exists():
        return "signed"
    if release_manifest.sha256_of(bill) != image.sbom_sha256:
        raise UnverifiedImageError(image.image, f"{image.sbom} is not the bill of materials that was made for it")
    return "signed, with its bill of materials"


def _cosign(argv: Sequence[str]) -> object:
    return shell.run(argv, timeout_seconds=VERIFY_SECONDS)

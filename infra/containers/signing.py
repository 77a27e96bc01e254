"""Signatures by cosign: keyless, with the identity of the pipeline that built the image."""

from __future__ import annotations

import os
from pathlib import Path

from infra import shell

SIGN_SECONDS = 300.0
IDENTITY_VARIABLES = ("ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SIGSTORE_ID_TOKEN")
"""How a pipeline hands its identity to cosign."""


def sign_argv(image: str) -> list[str]:
    """The command that signs an image, which is named by its digest."""
    return ["cosign", "sign", "--yes", image]


def attest_argv(image: str, sbom: Path) -> list[str]:
    """The command that signs the bill of materials of an image and puts it beside it."""
    return ["cosign", "attest", "--yes", "--type=cyclonedx", f"--predicate={sbom}", image]


def verify_argv(image: str, identity: str, issuer: str) -> list[str]:
    """The command that verifies the signature of an image."""
    return ["cosign", "verify", *_signed_by(identity, issuer), image]


def verify_attestation_argv(image: str, identity: str, issuer: str) -> list[str]:
    """The command that verifies the signature of an image's bill of materials."""
    return ["cosign", "verify-attestation", "--type=cyclonedx", *_signed_by(identity, issuer), image]


def _signed_by(identity: str, issuer: str) -> list[str]:
    return [f"--certificate-identity-regexp={identity}", f"--certificate-oidc-issuer={issuer}"]


def sign(image: str, sbom: Path) -> str:
    """Sign an image and its bill of materials.

    Returns:
        What the signature is found by.

    Raises:
        MissingCommandError: cosign is not installed.
        CommandFailedError: it refused.
    """
    identity = {name: os.environ[name] for name in IDENTITY_VARIABLES if name in os.environ}
    for argv in (sign_argv(image), attest_argv(image, sbom)):
        shell.run(argv, environment={**shell.base_environment(), **identity}, timeout_seconds=SIGN_SECONDS)
    return f"cosign:{image}"

"""Only images that the pipeline signed and described, and that are named by digest, are deployed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from infra.containers.errors import UnverifiedImageError, WrongReleaseManifestError
from infra.containers.release_manifest import sha256_of
from infra.containers.verification import Signer, read, verify
from infra.errors import CommandFailedError

DIGEST = f"sha256:{'0' * 64}"
IMAGE = f"registry.example/team/syndic-cron@{DIGEST}"
SIGNER = Signer("^https://github.com/example/syndic/", "https://token.actions.githubusercontent.com")


def manifest(directory: Path, **changes: object) -> Path:
    bill = directory / "syndic-cron.cdx.json"
    bill.write_text("{}")
    component = {"component": "syndic-cron", "image": IMAGE, "digest": DIGEST, "sbom": bill.name}
    stated: dict[str, Any] = {"components": [{**component, "sbom_sha256": sha256_of(bill), **changes}]}
    file = directory / "release-manifest.json"
    file.write_text(json.dumps(stated))
    return file


def test_signature_and_bill_are_verified_by_digest(tmp_path: Path) -> None:
    ran: list[Sequence[str]] = []
    (image,) = read(manifest(tmp_path))
    assert verify(image, tmp_path, SIGNER, ran.append) == "signed, with its bill of materials"
    signer = [f"--certificate-identity-regexp={SIGNER.identity}", f"--certificate-oidc-issuer={SIGNER.issuer}"]
    assert ran == [
        ["cosign", "verify", *signer, IMAGE],
        ["cosign", "verify-attestation", "--type=cyclonedx", *signer, IMAGE],
    ]
    (tmp_path / "syndic-cron.cdx.json").unlink()
    assert verify(image, tmp_path, SIGNER, ran.append) == "signed"


@pytest.mark.parametrize("verb", ["verify", "verify-attestation"])
def test_an_image_that_is_not_signed_is_refused(tmp_path: Path, verb: str) -> None:
    def refuse(argv: Sequence[str]) -> None:
        if argv[1] == verb:
            raise CommandFailedError(argv, 1, "Error: no matching signatures\nmain.go: no signatures found")

    (image,) = read(manifest(tmp_path))
    with pytest.raises(UnverifiedImageError, match=r"is not deployed.*no signatures found"):
        verify(image, tmp_path, SIGNER, refuse)


def test_another_bill_of_materials_is_refused(tmp_path: Path) -> None:
    (image,) = read(manifest(tmp_path))
    (tmp_path / "syndic-cron.cdx.json").write_text('{"components": []}')
    with pytest.raises(UnverifiedImageError, match="is not the bill of materials that was made for it"):
        verify(image, tmp_path, SIGNER, lambda _argv: None)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"image": "registry.example/team/syndic-cron:1.4.0"}, "syndic-cron is not named by its digest"),
        ({"digest": f"sha256:{'1' * 64}"}, "syndic-cron is not named by its digest"),
    ],
)
def test_a_manifest_that_names_what_can_be_moved_is_refused(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    with pytest.raises(WrongReleaseManifestError, match=reason):
        read(manifest(tmp_path, **changes))


def test_a_manifest_without_images_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text('{"components": []}')
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(WrongReleaseManifestError, match="it names no image"):
        read(tmp_path / "empty.json")
    with pytest.raises(WrongReleaseManifestError, match="it cannot be read"):
        read(tmp_path / "broken.json")

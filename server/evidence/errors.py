"""What can go wrong with evidence and attestations."""

from __future__ import annotations

from uuid import UUID

from server.errors import (
    BadRequest,
    ContentTooLarge,
    FieldProblem,
    NotFound,
    RequestTimedOut,
    ServiceUnavailable,
    Unprocessable,
    UnsupportedMediaType,
)


class EvidenceNotFound(NotFound):
    """There is no such evidence item."""

    def __init__(self, evidence_id: UUID) -> None:
        super().__init__(f"There is no evidence {evidence_id}.")


class AttestationNotFound(NotFound):
    """There is no such attestation."""

    def __init__(self, attestation_id: UUID) -> None:
        super().__init__(f"There is no attestation {attestation_id}.")


class ObjectMissing(ServiceUnavailable):
    """An object that is on record is not in the store."""

    slug = "object-missing"
    title = "Stored object missing"

    def __init__(self, what: str) -> None:
        super().__init__(f"The content of {what} is not in the object store. Verify the audit log.")


class ObjectAltered(ServiceUnavailable):
    """An object in the store is not what its record says."""

    slug = "object-altered"
    title = "Stored object altered"

    def __init__(self, what: str) -> None:
        super().__init__(f"The content of {what} does not have the SHA-256 on record. Verify the audit log.")


class EvidenceTooLarge(ContentTooLarge):
    """The file exceeds what is accepted."""

    def __init__(self, largest: int) -> None:
        super().__init__(f"An evidence file may have {largest} bytes; this one is larger.")


class EvidenceEmpty(Unprocessable):
    """The file has no content."""

    def __init__(self) -> None:
        super().__init__(
            "The file is empty, which proves nothing.", errors=[FieldProblem(field="body", message="Is empty.")]
        )


class DigestMismatch(Unprocessable):
    """What arrived is not what the sender hashed."""

    slug = "digest-mismatch"
    title = "Digest mismatch"

    def __init__(self, received: str) -> None:
        super().__init__(
            f"The body that arrived has the SHA-256 {received}, which is not the one in Content-Digest. Send it again.",
            errors=[FieldProblem(field="header.Content-Digest", message="Is not the digest of the body.")],
        )


class DigestUnreadable(Unprocessable):
    """The Content-Digest header cannot be used."""

    def __init__(self) -> None:
        message = "Must be sha-256=:<base64 of 32 bytes>: (RFC 9530)."
        super().__init__(
            f"Content-Digest: {message}", errors=[FieldProblem(field="header.Content-Digest", message=message)]
        )


class MediaTypeUnusable(UnsupportedMediaType):
    """The Content-Type header is missing, or the body is encoded."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)


class UploadStalled(RequestTimedOut):
    """The sender stopped sending."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Nothing of the file arrived for {seconds:g} seconds. Send it again.")


class UploadBrokenOff(BadRequest):
    """The sender went away in the middle of the file. Nobody reads the answer; the log has it."""

    def __init__(self) -> None:
        super().__init__("The connection ended before the whole file had arrived.")


class NoSpace(ServiceUnavailable):
    """The disk that receives uploads is full."""

    def __init__(self) -> None:
        super().__init__("There is no space to receive the file. Try again later.", retry_after_seconds=60)


class UnknownControls(Unprocessable):
    """Controls were named that no framework has."""

    def __init__(self, field: str, controls: list[str]) -> None:
        named = ", ".join(controls)
        super().__init__(
            f"No published framework has: {named}. Name controls as framework/control.",
            errors=[FieldProblem(field=field, message=f"There is no control {control}.") for control in controls],
        )


class UnknownEvidence(Unprocessable):
    """Evidence was named that the system does not have."""

    def __init__(self, ids: list[UUID]) -> None:
        named = ", ".join(map(str, ids))
        super().__init__(
            f"The system has no evidence {named}.",
            errors=[FieldProblem(field="body.evidence_ids", message=f"The system has no evidence {named}.")],
        )


class AttestationExpired(Unprocessable):
    """The attestation would already be invalid."""

    def __init__(self) -> None:
        super().__init__(
            "valid_until lies in the past, so the attestation would decide nothing.",
            errors=[FieldProblem(field="body.valid_until", message="Lies in the past.")],
        )

"""Bodies of the routes of evidence and attestations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from server.evidence.kinds import EvidenceKind
from server.evidence.vocabulary import AttestationOutcome
from server.frameworks.schemas import FrameworkId
from server.http.schemas import VISIBLE, Day, Identifier, RequestModel, ResponseModel

CONTROL_ID_PATTERN = r"^[a-z][a-z0-9_]{0,79}$"
CONTROL_REFERENCE_PATTERN = r"^[a-z][a-z0-9_]{1,40}/[a-z][a-z0-9_]{0,79}$"

Statement = Annotated[
    str, StringConstraints(min_length=20, max_length=5000, pattern=VISIBLE), AfterValidator(str.strip)
]


class EvidenceItem(ResponseModel):
    """A file that proves something about a system."""

    id: UUID
    system_id: UUID
    kind: EvidenceKind
    title: str
    media_type: str
    sha256: str = Field(description="SHA-256 of the content, in hexadecimal.")
    size_bytes: int
    controls: list[str] = Field(description="The controls it was collected for, as framework/control.")
    collected_at: datetime
    expires_at: datetime | None = Field(description="After this moment rules do not count it any more.")
    created_by: str


class AttestationCreate(RequestModel):
    """What an auditor states about a control that no rule can decide."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "system_id": "019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911",
                "framework_id": "eu_ai_act",
                "control_id": "art_14_4",
                "outcome": "pass",
                "statement": "Interviewed both overseers and saw the stop function used in the training room.",
                "evidence_ids": [],
                "valid_until": "2027-12-31",
            }
        }
    )

    system_id: Identifier
    framework_id: FrameworkId
    control_id: Annotated[str, StringConstraints(pattern=CONTROL_ID_PATTERN)]
    outcome: AttestationOutcome
    statement: Statement
    evidence_ids: list[Identifier] = Field(default_factory=list, max_length=100)
    valid_until: Day = Field(description="The last day, in UTC, on which the attestation decides the control.")


class Attestation(ResponseModel):
    """What an auditor stated about a control of a system."""

    id: UUID
    system_id: UUID
    framework_id: str
    control_id: str
    outcome: AttestationOutcome
    statement: str
    evidence_ids: list[UUID]
    valid_until: date
    attested_by: str
    attested_at: datetime

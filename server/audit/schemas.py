"""Bodies of the routes of the audit log."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import ConfigDict, Field, field_serializer

from server.audit.chain import moment_text
from server.http.schemas import RequestModel, ResponseModel


class AuditEntry(ResponseModel):
    """One entry of the audit log."""

    sequence: int
    at: datetime
    actor: str = Field(description="`account:<e-mail>`, with `/token:<id>` when a token was used; or `process:<name>`.")
    action: str
    subject_type: str
    subject_id: str
    details: dict[str, Any]
    previous_hash: str
    hash: str = Field(description="SHA-256 over the canonical JSON of all the other fields.")

    @field_serializer("at")
    def _moment(self, at: datetime) -> str:
        return moment_text(at)


class FindingKind(StrEnum):
    """How the audit log, or what it vouches for, is not what it was."""

    ALTERED_ENTRY = "altered_entry"
    MISSING_ENTRY = "missing_entry"
    BROKEN_LINK = "broken_link"
    TRUNCATED = "truncated"
    REWRITTEN = "rewritten"
    MISSING_OBJECT = "missing_object"
    ALTERED_OBJECT = "altered_object"
    MISSING_RECORD = "missing_record"
    ALTERED_RECORD = "altered_record"
    MISSING_RESULT = "missing_result"


class Finding(ResponseModel):
    """One thing that is not what it was."""

    kind: FindingKind
    subject: str = Field(description="What is affected: `audit entry 17`, `evidence <id>`, …")
    detail: str


class VerificationRequest(RequestModel):
    """What to verify."""

    model_config = ConfigDict(json_schema_extra={"example": {"objects": True}})

    objects: bool = Field(default=True, description="Also read every object of evidence and every execution document.")


class AuditVerification(ResponseModel):
    """The result of a verification."""

    intact: bool
    entries_checked: int
    objects_checked: int
    head_sequence: int = Field(description="The newest entry that was checked; 0 when there is none.")
    head_hash: str
    findings: list[Finding] = Field(description="At most 1000 of them.")
    findings_total: int
    started_at: datetime
    finished_at: datetime

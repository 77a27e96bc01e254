"""Bodies of the routes of executions, schedules and posture."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, Strict

from server.executions.decision import DecidedBy, Outcome
from server.executions.vocabulary import ExecutionStatus, Frequency, Trigger
from server.frameworks.schemas import FrameworkId
from server.http.schemas import Identifier, RequestModel, ResponseModel
from server.systems.vocabulary import RiskTier

SCORE = "Share of the applicable controls that pass, 0 to 1; null when no control applies."


class ExecutionCreate(RequestModel):
    """A framework to execute on a system."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"system_id": "019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911", "framework_id": "eu_ai_act"}
        }
    )

    system_id: Identifier
    framework_id: FrameworkId


class Summary(ResponseModel):
    """How many controls came to each outcome."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)

    passed: int = Field(alias="pass")
    fail: int
    not_applicable: int
    needs_evidence: int
    error: int


class Progress(ResponseModel):
    """How far an execution is."""

    decided: int
    total: int


class Execution(ResponseModel):
    """One run of a framework against a system."""

    id: UUID
    system_id: UUID
    system_name: str
    framework_id: str
    framework_digest: str
    framework_version: str
    status: ExecutionStatus
    trigger: Trigger
    requested_by: str
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    progress: Progress
    summary: Summary | None = Field(description="Null until it is completed.")
    score: float | None = Field(description=SCORE)
    document_sha256: str | None = Field(description="SHA-256 of its OSCAL assessment-results document.")
    failure: str | None = Field(description="Why it failed, in one sentence.")
    version: int


class ControlResult(ResponseModel):
    """What one control came to."""

    control_id: str
    label: str
    title: str
    outcome: Outcome
    reasons: list[str]
    needs: list[str] = Field(description="What would decide it: `fact:…`, `evidence:…`, `metric:…`, `attestation`.")
    decided_by: DecidedBy
    attestation_id: UUID | None


class ScheduleSet(RequestModel):
    """How often to execute a framework on a system."""

    model_config = ConfigDict(json_schema_extra={"example": {"frequency": "daily"}})

    frequency: Annotated[Frequency, Strict(False)]


class Schedule(ResponseModel):
    """How often a framework is executed on a system."""

    system_id: UUID
    framework_id: str
    frequency: Frequency
    next_due_at: datetime
    set_by: str
    updated_at: datetime
    version: int


class FrameworkPosture(ResponseModel):
    """The sum of a framework's latest results over all systems."""

    id: str
    title: str
    systems: int = Field(description="How many systems it was executed on.")
    summary: Summary
    score: float | None = Field(description=SCORE)


class SystemFrameworkPosture(ResponseModel):
    """The latest completed execution of a framework on a system; the newest one while none is completed."""

    framework_id: str
    execution_id: UUID
    status: ExecutionStatus
    summary: Summary | None
    score: float | None = Field(description=SCORE)
    finished_at: datetime | None


class SystemPosture(ResponseModel):
    """Where one system stands."""

    id: UUID
    name: str
    risk_tier: RiskTier
    frameworks: list[SystemFrameworkPosture]


class Posture(ResponseModel):
    """Where all systems stand."""

    as_of: datetime
    frameworks: list[FrameworkPosture]
    systems: list[SystemPosture]


class PosturePoint(ResponseModel):
    """A framework at the end of a day."""

    date: dt.date
    framework_id: str
    score: float | None = Field(description=SCORE)
    summary: Summary


class PostureHistory(ResponseModel):
    """Posture day by day."""

    points: list[PosturePoint]


AssessmentResultsDocument = dict[str, Any]
"""An OSCAL assessment-results document."""

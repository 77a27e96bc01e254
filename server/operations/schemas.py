"""Bodies of the routes of operations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, StringConstraints, model_validator

from server.http.schemas import VISIBLE, Line, Moment, RequestModel, ResponseModel, Slug
from server.operations.models import OperationOutcome

MAX_STEPS = 500

Summary = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=VISIBLE), AfterValidator(str.strip)]
StepDetail = Annotated[str, StringConstraints(max_length=2000)]
_ORDER = "finished_at must not lie before started_at"


class OperationStep(RequestModel):
    """One step of an operation."""

    name: Line
    started_at: Moment
    finished_at: Moment
    outcome: OperationOutcome
    detail: StepDetail | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.finished_at < self.started_at:
            raise ValueError(_ORDER)
        return self


class OperationCreate(RequestModel):
    """A finished operation of the DevOps layer."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "backup",
                "environment": "production",
                "region": "eu-central-1",
                "started_at": "2026-05-04T02:00:00Z",
                "finished_at": "2026-05-04T02:03:11Z",
                "outcome": "succeeded",
                "summary": "Backed up the database and verified it by a restore.",
                "steps": [
                    {
                        "name": "dump",
                        "started_at": "2026-05-04T02:00:00Z",
                        "finished_at": "2026-05-04T02:01:40Z",
                        "outcome": "succeeded",
                    }
                ],
                "details": {"bytes": 73400320},
            }
        }
    )

    kind: Slug = Field(description="What was done: release, rotation, backup, failover, drill, …")
    environment: Slug
    region: Line | None = None
    started_at: Moment
    finished_at: Moment
    outcome: OperationOutcome
    summary: Summary
    steps: list[OperationStep] = Field(default_factory=list, max_length=MAX_STEPS)
    details: dict[str, JsonValue] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.finished_at < self.started_at:
            raise ValueError(_ORDER)
        return self


class OperationSummary(ResponseModel):
    """An operation in lists."""

    id: UUID
    kind: str
    environment: str
    region: str | None
    started_at: datetime
    finished_at: datetime
    outcome: OperationOutcome
    summary: str
    recorded_by: str
    recorded_at: datetime


class Operation(OperationSummary):
    """A finished operation of the DevOps layer."""

    steps: list[OperationStep]
    details: dict[str, Any]

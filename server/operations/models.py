"""Table of operation records."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base, one_of
from server.identifiers import new_id

OperationOutcome = Literal["succeeded", "failed", "aborted"]
OPERATION_OUTCOMES: tuple[str, ...] = get_args(OperationOutcome)


class Operation(Base):
    """One finished run of an engine of the DevOps layer."""

    __tablename__ = "operations"
    __table_args__ = (
        Index(None, "kind", "environment", "started_at"),
        Index(None, "started_at", "id"),
        CheckConstraint(one_of("outcome", OPERATION_OUTCOMES), name="outcome"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    environment: Mapped[str]
    region: Mapped[str | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    outcome: Mapped[str]
    summary: Mapped[str]
    steps: Mapped[list[dict[str, Any]]]
    details: Mapped[dict[str, Any]]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))

"""Tables of executions, their results, and the posture that follows from them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CHAR, CheckConstraint, Double, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base, one_of
from server.executions.decision import DecidedBy, Outcome
from server.executions.vocabulary import UNFINISHED, ExecutionStatus, Frequency, Trigger
from server.identifiers import new_id


class Execution(Base):
    """One run of a framework version against a system."""

    __tablename__ = "executions"
    __table_args__ = (
        Index(None, "system_id", "id"),
        Index(None, "framework_id", "id"),
        Index("ix_executions_unfinished", "id", postgresql_where=text(one_of("status", UNFINISHED))),
        Index(
            "ix_executions_not_completed",
            "system_id",
            "framework_id",
            "id",
            postgresql_where=text("status <> 'completed'"),
        ),
        Index(
            "uq_executions_due",
            "system_id",
            "framework_id",
            "due_at",
            unique=True,
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        CheckConstraint(one_of("status", ExecutionStatus), name="status"),
        CheckConstraint(one_of("trigger", Trigger), name="trigger"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    system_id: Mapped[UUID] = mapped_column(ForeignKey("systems.id"))
    framework_id: Mapped[str] = mapped_column(ForeignKey("frameworks.id"))
    framework_digest: Mapped[str] = mapped_column(CHAR(64), ForeignKey("framework_versions.digest"))
    status: Mapped[str] = mapped_column(default=ExecutionStatus.QUEUED)
    trigger: Mapped[str]
    requested_by: Mapped[str]
    due_at: Mapped[datetime | None]
    queued_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    decided: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    failed_attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    # What is evaluated, as canonical JSON. Written when the execution first starts; every attempt reads it.
    snapshot: Mapped[str | None] = mapped_column(deferred=True)
    summary: Mapped[dict[str, Any] | None]
    score: Mapped[float | None] = mapped_column(Double)
    document_sha256: Mapped[str | None] = mapped_column(CHAR(64))
    failure: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)


class ControlResult(Base):
    """What one control came to in one execution."""

    __tablename__ = "control_results"
    __table_args__ = (
        CheckConstraint(one_of("outcome", Outcome), name="outcome"),
        CheckConstraint(one_of("decided_by", DecidedBy), name="decided_by"),
    )

    execution_id: Mapped[UUID] = mapped_column(ForeignKey("executions.id"), primary_key=True)
    control_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    outcome: Mapped[str]
    reasons: Mapped[list[str]]
    needs: Mapped[list[str]]
    decided_by: Mapped[str]
    attestation_id: Mapped[UUID | None]


class Schedule(Base):
    """How often a framework is executed on a system."""

    __tablename__ = "schedules"
    __table_args__ = (
        Index(None, "next_due_at"),
        CheckConstraint(one_of("frequency", Frequency), name="frequency"),
    )

    system_id: Mapped[UUID] = mapped_column(ForeignKey("systems.id", ondelete="CASCADE"), primary_key=True)
    framework_id: Mapped[str] = mapped_column(ForeignKey("frameworks.id"), primary_key=True)
    frequency: Mapped[str]
    # Slots are counted from here, so that the thirty-first of a month stays the last day of every month.
    anchor_at: Mapped[datetime]
    next_due_at: Mapped[datetime]
    set_by: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    version: Mapped[int] = mapped_column(default=1)


class _Counts:
    """How many controls came to each outcome."""

    passed: Mapped[int]
    failed: Mapped[int]
    not_applicable: Mapped[int]
    needs_evidence: Mapped[int]
    errors: Mapped[int]


class Posture(_Counts, Base):
    """The latest completed execution of each framework on each system. Kept with the results, in their transaction."""

    __tablename__ = "postures"

    system_id: Mapped[UUID] = mapped_column(ForeignKey("systems.id"), primary_key=True)
    framework_id: Mapped[str] = mapped_column(ForeignKey("frameworks.id"), primary_key=True)
    execution_id: Mapped[UUID] = mapped_column(ForeignKey("executions.id"))
    finished_at: Mapped[datetime]


class PostureDay(_Counts, Base):
    """The last completed execution of each day, from which the history is drawn."""

    __tablename__ = "posture_days"

    system_id: Mapped[UUID] = mapped_column(ForeignKey("systems.id"), primary_key=True)
    framework_id: Mapped[str] = mapped_column(ForeignKey("frameworks.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    execution_id: Mapped[UUID] = mapped_column(ForeignKey("executions.id"))
    finished_at: Mapped[datetime]

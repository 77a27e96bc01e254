"""Tables of the register of AI systems."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base, one_of
from server.identifiers import new_id
from server.systems.vocabulary import LIFECYCLES, RISK_TIERS


class System(Base):
    """An AI system of the register."""

    __tablename__ = "systems"
    __table_args__ = (
        Index("uq_systems_lower_name", text("lower(name)"), unique=True),
        CheckConstraint(one_of("risk_tier", RISK_TIERS), name="risk_tier"),
        CheckConstraint(one_of("lifecycle", LIFECYCLES), name="lifecycle"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    purpose: Mapped[str]
    owner: Mapped[str]
    provider: Mapped[str | None]
    risk_tier: Mapped[str]
    lifecycle: Mapped[str]
    facts: Mapped[dict[str, Any]]
    facts_stated: Mapped[int]
    sources: Mapped[list[dict[str, Any]]]
    created_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    updated_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    version: Mapped[int] = mapped_column(default=1)


class SystemMetric(Base):
    """One reported value of a metric of a system."""

    __tablename__ = "system_metrics"
    __table_args__ = (
        Index("ix_system_metrics_latest", "system_id", "name", text("reported_at DESC"), text("id DESC")),
        Index("ix_system_metrics_history", "system_id", text("reported_at DESC"), text("id DESC")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    system_id: Mapped[UUID] = mapped_column(ForeignKey("systems.id", ondelete="CASCADE"))
    name: Mapped[str]
    value: Mapped[float] = mapped_column(Double)
    reported_at: Mapped[datetime]
    reported_by: Mapped[str]

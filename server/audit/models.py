"""The audit log's one table. Rows are written once; triggers and grants refuse everything else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CHAR, JSON, BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class AuditEntry(Base):
    """One thing that happened."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "subject_type", "subject_id", "sequence"),
        Index(None, "actor", "sequence"),
        Index(None, "action", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[str]
    # JSON, not JSONB: the text is kept as it was hashed, so that numbers come back digit for digit.
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(CHAR(64))
    hash: Mapped[str] = mapped_column(CHAR(64), unique=True)

"""Tables of evidence and attestations. Rows are added, never changed; content lives in the object store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import CHAR, BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base, one_of
from server.evidence.kinds import EVIDENCE_KINDS
from server.evidence.vocabulary import ATTESTATION_OUTCOMES
from server.identifiers import new_id


class EvidenceItem(Base):
    """A file that proves something about a system."""

    __tablename__ = "evidence_items"
    __table_args__ = (
        Index(None, "system_id", "id"),
        Index(None, "sha256"),
        CheckConstraint(one_of("kind", EVIDENCE_KINDS), name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    system_id: Mapped[UUID] = mapped_column(ForeignKey("systems.id"))
    kind: Mapped[str]
    title: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(CHAR(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    controls: Mapped[list[str]]
    collected_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    expires_at: Mapped[datetime | None]
    created_by: Mapped[str]


class Attestation(Base):
    """What an auditor states about one control of one system."""

    __tablename__ = "attestations"
    __table_args__ = (
        Index(None, "system_id", "framework_id", "id"),
        CheckConstraint(one_of("outcome", ATTESTATION_OUTCOMES), name="outcome"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    system_id: Mapped[UUID] = mapped_column(ForeignKey("systems.id"))
    framework_id: Mapped[str] = mapped_column(ForeignKey("frameworks.id"))
    control_id: Mapped[str]
    outcome: Mapped[str]
    statement: Mapped[str]
    evidence_ids: Mapped[list[str]]
    valid_until: Mapped[date]
    attested_by: Mapped[str]
    attested_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))

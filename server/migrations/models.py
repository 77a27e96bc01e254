"""Table of the revisions of the schema."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base, one_of
from server.migrations.kinds import Kind


class SchemaRevision(Base):
    """A revision this database was brought to, and what it did to older releases."""

    __tablename__ = "schema_revisions"
    __table_args__ = (CheckConstraint(one_of("kind", tuple(Kind)), name="kind"),)

    revision: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    """Grows with every revision applied."""
    kind: Mapped[str]
    applied_at: Mapped[datetime] = mapped_column(server_default=func.now())

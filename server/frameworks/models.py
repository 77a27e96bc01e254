"""Tables of published frameworks. A version is written once; which one is current is all that changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CHAR, JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.database import Base


class FrameworkVersion(Base):
    """One content of a framework, under the digest of that content."""

    __tablename__ = "framework_versions"
    __table_args__ = (Index(None, "framework_id", "published_at"),)

    digest: Mapped[str] = mapped_column(CHAR(64), primary_key=True)
    framework_id: Mapped[str]
    title: Mapped[str]
    version: Mapped[str]
    # JSON, not JSONB: the text is kept as it was hashed, so that the digest can be computed again.
    catalog: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    library: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    rule_errors: Mapped[dict[str, Any]]
    control_count: Mapped[int]
    rule_count: Mapped[int]
    published_at: Mapped[datetime]
    published_by: Mapped[str]


class Framework(Base):
    """A framework and its current version."""

    __tablename__ = "frameworks"

    id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(CHAR(64), ForeignKey("framework_versions.digest"))
    published_at: Mapped[datetime]

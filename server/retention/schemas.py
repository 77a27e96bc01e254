"""What a retention run finds and does, as its command prints it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

LISTED = 1000
"""How many of each are listed; all are counted."""


class _Found(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class ExpiredEvidence(_Found):
    """Evidence whose retention has ended."""

    id: UUID
    system_id: UUID
    kind: str
    title: str
    sha256: str
    size_bytes: int
    collected_at: datetime
    expires_at: datetime


class Orphan(_Found):
    """An object that no record refers to, or all that a drill left behind."""

    key: str
    size_bytes: int
    objects: int = 1
    last_modified: datetime


class Tally(BaseModel):
    """How many of something there are, and how large they are together."""

    count: int = 0
    size_bytes: int = 0

    def add(self, size_bytes: int, count: int = 1) -> None:
        """Count more."""
        self.count += count
        self.size_bytes += size_bytes


class RetentionReport(BaseModel):
    """What a run found; `deleted` says whether it was deleted too."""

    deleted: bool
    retention_days: int
    grace_hours: float
    evidence: list[ExpiredEvidence] = Field(default_factory=list)
    evidence_total: Tally = Field(default_factory=Tally)
    orphans: list[Orphan] = Field(default_factory=list)
    orphans_total: Tally = Field(default_factory=Tally)

    def add_evidence(self, items: list[ExpiredEvidence]) -> None:
        """Tell of evidence."""
        self.evidence.extend(items[: max(0, LISTED - len(self.evidence))])
        self.evidence_total.add(sum(item.size_bytes for item in items), len(items))

    def add_orphan(self, orphan: Orphan) -> None:
        """Tell of an orphan."""
        if len(self.orphans) < LISTED:
            self.orphans.append(orphan)
        self.orphans_total.add(orphan.size_bytes, orphan.objects)

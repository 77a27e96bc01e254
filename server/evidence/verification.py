"""What a verification looks at in the domain of evidence."""

from __future__ import annotations

from collections.abc import AsyncIterator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditEntry
from server.audit.schemas import Finding, FindingKind
from server.audit.verification import ObjectReference
from server.evidence.models import EvidenceItem
from server.evidence.service import object_key

BATCH = 1000


async def evidence_objects(session: AsyncSession) -> AsyncIterator[ObjectReference]:
    """Every object that an evidence item refers to."""
    rows = await session.stream(
        select(EvidenceItem.id, EvidenceItem.sha256).order_by(EvidenceItem.id).execution_options(yield_per=BATCH)
    )
    async for item_id, sha256 in rows:
        yield ObjectReference(object_key(sha256), sha256, f"evidence {item_id}")


async def check_evidence_records(session: AsyncSession) -> AsyncIterator[Finding]:
    """Evidence items that are gone, or that name another file than the audit log says was added."""
    rows = await session.stream(
        select(AuditEntry.subject_id, AuditEntry.details)
        .where(AuditEntry.action == "evidence.added")
        .order_by(AuditEntry.sequence)
        .execution_options(yield_per=BATCH)
    )
    async for entries in rows.partitions():
        recorded = {entry.subject_id: entry.details.get("sha256") for entry in entries}
        query = select(EvidenceItem.id, EvidenceItem.sha256).where(EvidenceItem.id.in_(recorded))
        found = {str(item_id): sha256 for item_id, sha256 in await session.execute(query)}
        for item_id, sha256 in recorded.items():
            if item_id not in found:
                detail = "The audit log says it was added; there is no record of it."
                yield Finding(kind=FindingKind.MISSING_RECORD, subject=f"evidence {item_id}", detail=detail)
            elif found[item_id] != sha256:
                detail = f"Its record names the SHA-256 {found[item_id]}; the audit log says {sha256}."
                yield Finding(kind=FindingKind.ALTERED_RECORD, subject=f"evidence {item_id}", detail=detail)

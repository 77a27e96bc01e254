"""What a verification looks at in the domain of evidence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator

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
    """Evidence items that are gone and that nobody deleted, or that are not what the audit log says of them."""
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
        deleted = await _deleted(session, recorded)
        for item_id, sha256 in recorded.items():
            if item_id in deleted:
                for finding in _of_deleted(item_id, sha256, deleted[item_id], is_there=item_id in found):
                    yield finding
            elif item_id not in found:
                detail = "The audit log says it was added; there is no record of it."
                yield Finding(kind=FindingKind.MISSING_RECORD, subject=f"evidence {item_id}", detail=detail)
            elif found[item_id] != sha256:
                detail = f"Its record names the SHA-256 {found[item_id]}; the audit log says {sha256}."
                yield Finding(kind=FindingKind.ALTERED_RECORD, subject=f"evidence {item_id}", detail=detail)


async def _deleted(session: AsyncSession, items: Collection[str]) -> dict[str, str | None]:
    """Those of the items that retention deleted, and the SHA-256 each had then."""
    query = select(AuditEntry.subject_id, AuditEntry.details).where(
        AuditEntry.subject_type == "evidence", AuditEntry.subject_id.in_(items), AuditEntry.action == "evidence.deleted"
    )
    return {entry.subject_id: entry.details.get("sha256") for entry in await session.execute(query)}


def _of_deleted(item_id: str, added: str | None, deleted: str | None, *, is_there: bool) -> Iterator[Finding]:
    if is_there:
        detail = "The audit log says that it was deleted; there is a record of it again."
        yield Finding(kind=FindingKind.ALTERED_RECORD, subject=f"evidence {item_id}", detail=detail)
    if added != deleted:
        detail = f"The SHA-256 {added} was added and {deleted} was deleted, the audit log says; its record was changed."
        yield Finding(kind=FindingKind.ALTERED_RECORD, subject=f"evidence {item_id}", detail=detail)

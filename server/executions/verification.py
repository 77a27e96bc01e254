"""What a verification looks at in the domain of executions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditEntry
from server.audit.schemas import Finding, FindingKind
from server.audit.verification import ObjectReference
from server.canonical import sha256_hex
from server.executions.models import ControlResult, Execution
from server.executions.results import ResultRow, results_text
from server.executions.service import document_key

BATCH = 200

CompletedRow = Row[UUID, str, str | None, dict[str, Any] | None]
"""Id, status, document and summary of an execution."""


async def execution_documents(session: AsyncSession) -> AsyncIterator[ObjectReference]:
    """The document of every completed execution."""
    rows = await session.stream(
        select(Execution.id, Execution.document_sha256)
        .where(Execution.document_sha256.is_not(None))
        .order_by(Execution.id)
        .execution_options(yield_per=BATCH)
    )
    async for execution_id, sha256 in rows:
        if sha256 is not None:
            yield ObjectReference(document_key(sha256), sha256, f"execution {execution_id}")


async def check_execution_records(session: AsyncSession) -> AsyncIterator[Finding]:
    """Executions and control results that are not what the audit log says they came to."""
    entries = await session.stream(
        select(AuditEntry.subject_id, AuditEntry.details)
        .where(AuditEntry.action == "execution.completed")
        .order_by(AuditEntry.sequence)
        .execution_options(yield_per=BATCH)
    )
    async for batch in entries.partitions():
        recorded = {UUID(entry.subject_id): entry.details for entry in batch}
        query = select(Execution.id, Execution.status, Execution.document_sha256, Execution.summary)
        found = {row.id: row for row in await session.execute(query.where(Execution.id.in_(recorded)))}
        results = await _results(session, list(recorded))
        for execution_id, details in recorded.items():
            for finding in _compare(execution_id, details, found.get(execution_id), results[execution_id]):
                yield finding


def _compare(
    execution_id: UUID, details: Mapping[str, Any], row: CompletedRow | None, results: list[ResultRow]
) -> Iterator[Finding]:
    subject = f"execution {execution_id}"

    def finding(kind: FindingKind, detail: str) -> Finding:
        return Finding(kind=kind, subject=subject, detail=detail)

    if row is None:
        yield finding(FindingKind.MISSING_RECORD, "The audit log says it was completed; there is no record of it.")
        return
    expected = ("completed", details["document_sha256"], details["summary"])
    if (row.status, row.document_sha256, row.summary) != expected:
        yield finding(
            FindingKind.ALTERED_RECORD, "Its status, summary or document is not what the audit log says it came to."
        )
    count = sum(details["summary"].values())
    if len(results) != count:
        yield finding(FindingKind.MISSING_RESULT, f"It has {len(results)} control results; it came to {count}.")
    elif sha256_hex(results_text(results).encode()) != details["results_sha256"]:
        yield finding(FindingKind.ALTERED_RECORD, "Its control results are not those the audit log vouches for.")


async def _results(session: AsyncSession, executions: list[UUID]) -> dict[UUID, list[ResultRow]]:
    results: dict[UUID, list[ResultRow]] = defaultdict(list)
    query = select(ControlResult).where(ControlResult.execution_id.in_(executions)).order_by(ControlResult.position)
    for row in await session.scalars(query.execution_options(populate_existing=True)):
        results[row.execution_id].append(
            {
                "control_id": row.control_id,
                "position": row.position,
                "outcome": row.outcome,
                "reasons": row.reasons,
                "needs": row.needs,
                "decided_by": row.decided_by,
                "attestation_id": None if row.attestation_id is None else str(row.attestation_id),
            }
        )
        session.expunge(row)
    return results

"""The one transaction that ends an execution: results, posture, status and audit entry, or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.service import append
from server.canonical import canonical_json, sha256_hex
from server.executions.decision import ControlDecision, Outcome, score, summarise
from server.executions.models import Execution
from server.executions.vocabulary import ExecutionStatus

# Everything hangs on the first step: it finds the execution only while it runs, so whoever comes second does nothing.
# One statement, because every round trip is a part of what limits executions per second.
_COMPLETE = text("""
    WITH completed AS (
        UPDATE executions
        SET status = 'completed', finished_at = :finished_at, decided = total, version = version + 1,
            summary = CAST(:summary AS jsonb), score = :score, document_sha256 = :document_sha256
        WHERE id = :id AND status = 'running'
        RETURNING id, system_id, framework_id
    ), results AS (
        INSERT INTO control_results
            (execution_id, control_id, position, outcome, reasons, needs, decided_by, attestation_id)
        SELECT completed.id, result.control_id, result.position, result.outcome, result.reasons, result.needs,
            result.decided_by, result.attestation_id
        FROM completed, jsonb_to_recordset(CAST(:results AS jsonb)) AS result (
            control_id text, position smallint, outcome text, reasons jsonb, needs jsonb, decided_by text,
            attestation_id uuid
        )
    ), posture AS (
        INSERT INTO postures (system_id, framework_id, execution_id, finished_at, passed, failed, not_applicable,
            needs_evidence, errors)
        SELECT system_id, framework_id, id, :finished_at, :passed, :failed, :not_applicable, :needs_evidence, :errors
        FROM completed
        ON CONFLICT (system_id, framework_id) DO UPDATE
        SET execution_id = excluded.execution_id, finished_at = excluded.finished_at, passed = excluded.passed,
            failed = excluded.failed, not_applicable = excluded.not_applicable,
            needs_evidence = excluded.needs_evidence, errors = excluded.errors
        WHERE postures.finished_at <= excluded.finished_at
    ), day AS (
        INSERT INTO posture_days (system_id, framework_id, day, execution_id, finished_at, passed, failed,
            not_applicable, needs_evidence, errors)
        SELECT system_id, framework_id, CAST(:finished_at AT TIME ZONE 'UTC' AS date), id, :finished_at, :passed,
            :failed, :not_applicable, :needs_evidence, :errors
        FROM completed
        ON CONFLICT (system_id, framework_id, day) DO UPDATE
        SET execution_id = excluded.execution_id, finished_at = excluded.finished_at, passed = excluded.passed,
            failed = excluded.failed, not_applicable = excluded.not_applicable,
            needs_evidence = excluded.needs_evidence, errors = excluded.errors
        WHERE posture_days.finished_at <= excluded.finished_at
    )
    SELECT id FROM completed
""")
_FAIL = text("""
    UPDATE executions
    SET status = 'failed', finished_at = :finished_at, failure = :failure, version = version + 1
    WHERE id = :id AND status IN ('queued', 'running')
    RETURNING id
""")

ResultRow = dict[str, object]
"""A control result as JSON values."""


@dataclass(frozen=True, slots=True)
class Completion:
    """How an execution ended well."""

    decisions: Sequence[ControlDecision]
    document_sha256: str
    finished_at: datetime

    @property
    def summary(self) -> dict[Outcome, int]:
        """How many controls came to each outcome."""
        return summarise(self.decisions)


async def complete(session: AsyncSession, execution: Execution, completion: Completion, *, actor: str) -> bool:
    """Write down what an execution came to, exactly once.

    Returns:
        Whether this call did it; False when the execution does not run any more, and nothing was written.
    """
    summary = completion.summary
    results = results_text(result_rows(completion.decisions))
    done = await session.scalar(
        _COMPLETE,
        {
            "id": execution.id,
            "finished_at": completion.finished_at,
            "summary": canonical_json(summary).decode(),
            "score": score(summary),
            "document_sha256": completion.document_sha256,
            "results": results,
            "passed": summary[Outcome.PASS],
            "failed": summary[Outcome.FAIL],
            "not_applicable": summary[Outcome.NOT_APPLICABLE],
            "needs_evidence": summary[Outcome.NEEDS_EVIDENCE],
            "errors": summary[Outcome.ERROR],
        },
    )
    if done is None:
        return False
    append(
        session,
        actor=actor,
        action="execution.completed",
        subject_type="execution",
        subject_id=execution.id,
        details={
            "system_id": str(execution.system_id),
            "framework_id": execution.framework_id,
            "framework_digest": execution.framework_digest,
            "summary": summary,
            "document_sha256": completion.document_sha256,
            "results_sha256": sha256_hex(results.encode()),
        },
    )
    return True


async def fail(session: AsyncSession, execution_id: UUID, failure: str, *, finished_at: datetime, actor: str) -> bool:
    """Write down that an execution could not be finished, and why, in one sentence.

    Returns:
        Whether this call did it; False when the execution had ended before.
    """
    done = await session.scalar(_FAIL, {"id": execution_id, "failure": failure, "finished_at": finished_at})
    if done is None:
        return False
    append(
        session,
        actor=actor,
        action="execution.failed",
        subject_type="execution",
        subject_id=execution_id,
        details={"failure": failure, "status": ExecutionStatus.FAILED.value},
    )
    return True


def result_rows(decisions: Sequence[ControlDecision]) -> list[ResultRow]:
    """The rows of the control results, as JSON values."""
    return [
        {
            "control_id": decision.control.id,
            "position": position,
            "outcome": decision.outcome,
            "reasons": decision.reasons,
            "needs": decision.needs,
            "decided_by": decision.decided_by,
            "attestation_id": decision.attestation_id,
        }
        for position, decision in enumerate(decisions)
    ]


def results_text(rows: Sequence[ResultRow]) -> str:
    """The control results as canonical JSON; the audit log vouches for them by the SHA-256 of this text."""
    return canonical_json(rows).decode()

"""Where the systems stand: the latest results of every framework on every system, now and day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import Select, exists, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from server.executions.decision import Outcome, score
from server.executions.models import Execution, Posture
from server.executions.schemas import (
    FrameworkPosture,
    PostureHistory,
    PosturePoint,
    Summary,
    SystemFrameworkPosture,
    SystemPosture,
)
from server.executions.schemas import (
    Posture as PostureBody,
)
from server.executions.vocabulary import ExecutionStatus
from server.frameworks.service import current_versions
from server.systems.models import System

# A day's row changes the sum of its framework by what it differs from the row of that system before it. Changes of
# days before the first count on the first, so the running sum is the state at the end of each day.
_HISTORY = text("""
    WITH states AS (
        SELECT framework_id, day, passed, failed, not_applicable, needs_evidence, errors,
            lag(passed, 1, 0) OVER previous AS passed_before,
            lag(failed, 1, 0) OVER previous AS failed_before,
            lag(not_applicable, 1, 0) OVER previous AS not_applicable_before,
            lag(needs_evidence, 1, 0) OVER previous AS needs_evidence_before,
            lag(errors, 1, 0) OVER previous AS errors_before
        FROM posture_days
        WHERE (CAST(:framework_id AS text) IS NULL OR framework_id = :framework_id)
          AND (CAST(:system_id AS uuid) IS NULL OR system_id = :system_id)
        WINDOW previous AS (PARTITION BY system_id, framework_id ORDER BY day)
    ), changes AS (
        SELECT framework_id, greatest(day, :first) AS day,
            sum(passed - passed_before) AS passed, sum(failed - failed_before) AS failed,
            sum(not_applicable - not_applicable_before) AS not_applicable,
            sum(needs_evidence - needs_evidence_before) AS needs_evidence, sum(errors - errors_before) AS errors
        FROM states
        GROUP BY 1, 2
    ), days AS (
        SELECT framework_id, CAST(generate_series(min(day), CAST(:last AS date), interval '1 day') AS date) AS day
        FROM changes
        GROUP BY framework_id
    )
    SELECT days.day, days.framework_id, sum(changes.passed) OVER running AS passed,
        sum(changes.failed) OVER running AS failed, sum(changes.not_applicable) OVER running AS not_applicable,
        sum(changes.needs_evidence) OVER running AS needs_evidence, sum(changes.errors) OVER running AS errors
    FROM days
    LEFT JOIN changes ON changes.framework_id = days.framework_id AND changes.day = days.day
    WINDOW running AS (PARTITION BY days.framework_id ORDER BY days.day)
    ORDER BY days.day, days.framework_id
""")


class Counted(Protocol):
    """A row with how many controls came to each outcome."""

    passed: int
    failed: int
    not_applicable: int
    needs_evidence: int
    errors: int


@dataclass
class _Sum:
    passed: int = 0
    failed: int = 0
    not_applicable: int = 0
    needs_evidence: int = 0
    errors: int = 0
    systems: int = 0


async def current_posture(session: AsyncSession) -> PostureBody:
    """The latest results of every framework on every system, and the sum of each framework."""
    frameworks = list(await session.scalars(current_versions()))
    systems = (await session.execute(select(System.id, System.name, System.risk_tier).order_by(System.name))).all()
    postures = list(await session.scalars(select(Posture)))
    entries: dict[UUID, list[SystemFrameworkPosture]] = defaultdict(list)
    for posture in postures:
        entries[posture.system_id].append(_completed(posture))
    for execution in await session.scalars(_never_completed()):
        entries[execution.system_id].append(_unfinished(execution))
    sums = _sums(postures)
    return PostureBody(
        as_of=datetime.now(UTC),
        frameworks=[
            FrameworkPosture(
                id=version.framework_id,
                title=version.title,
                systems=sums[version.framework_id].systems,
                summary=_summary(sums[version.framework_id]),
                score=_score(sums[version.framework_id]),
            )
            for version in sorted(frameworks, key=lambda version: version.framework_id)
        ],
        systems=[
            SystemPosture(
                id=system.id,
                name=system.name,
                risk_tier=system.risk_tier,
                frameworks=sorted(entries[system.id], key=lambda entry: entry.framework_id),
            )
            for system in systems
        ],
    )


async def posture_history(
    session: AsyncSession, *, days: int, framework_id: str | None, system_id: UUID | None, today: date
) -> PostureHistory:
    """The state of each framework at the end of each of the last days, today included.

    A framework has points from the first day on which it was executed at all.
    """
    rows = await session.execute(
        _HISTORY,
        {
            "framework_id": framework_id,
            "system_id": system_id,
            "first": today - timedelta(days=days - 1),
            "last": today,
        },
    )
    return PostureHistory(
        points=[
            PosturePoint(date=row.day, framework_id=row.framework_id, summary=_summary(row), score=_score(row))
            for row in rows
        ]
    )


def _never_completed() -> Select[Execution]:
    """A query for the newest execution of each framework and system that have no completed one."""
    completed = exists().where(Posture.system_id == Execution.system_id, Posture.framework_id == Execution.framework_id)
    return (
        select(Execution)
        .ext(distinct_on(Execution.system_id, Execution.framework_id))
        .where(Execution.status != ExecutionStatus.COMPLETED, ~completed)
        .order_by(Execution.system_id, Execution.framework_id, Execution.id.desc())
    )


def _completed(posture: Posture) -> SystemFrameworkPosture:
    return SystemFrameworkPosture(
        framework_id=posture.framework_id,
        execution_id=posture.execution_id,
        status=ExecutionStatus.COMPLETED,
        summary=_summary(posture),
        score=_score(posture),
        finished_at=posture.finished_at,
    )


def _unfinished(execution: Execution) -> SystemFrameworkPosture:
    return SystemFrameworkPosture(
        framework_id=execution.framework_id,
        execution_id=execution.id,
        status=ExecutionStatus(execution.status),
        summary=None,
        score=None,
        finished_at=execution.finished_at,
    )


def _sums(postures: Iterable[Posture]) -> dict[str, _Sum]:
    sums: dict[str, _Sum] = defaultdict(_Sum)
    for posture in postures:
        total = sums[posture.framework_id]
        total.systems += 1
        total.passed += posture.passed
        total.failed += posture.failed
        total.not_applicable += posture.not_applicable
        total.needs_evidence += posture.needs_evidence
        total.errors += posture.errors
    return sums


def _counts(row: Counted) -> dict[Outcome, int]:
    return {
        Outcome.PASS: row.passed,
        Outcome.FAIL: row.failed,
        Outcome.NOT_APPLICABLE: row.not_applicable,
        Outcome.NEEDS_EVIDENCE: row.needs_evidence,
        Outcome.ERROR: row.errors,
    }


def _summary(row: Counted) -> Summary:
    return Summary.model_validate(_counts(row))


def _score(row: Counted) -> float | None:
    return score(_counts(row))

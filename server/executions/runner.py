"""Runs one execution from its job to its end.

    queued ──start──> running ──evaluate, document, object──> complete (one transaction)
                         │ the store is out, or something unexpected: tried again, later each time
                         └────────────────────────────────> failed, with the reason, once the attempts are used up

A worker can be killed anywhere. What was read is frozen in the snapshot, the document's bytes follow from it, the
object is put under its hash, and only the transaction at the end makes any of it count; so an execution that is run
again comes to the same end, once.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import orjson
import structlog
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from server.canonical import canonical_json, sha256_hex
from server.database import Database
from server.executions.decision import ControlDecision, ControlFacts, decide
from server.executions.errors import RetryLater
from server.executions.models import Execution
from server.executions.oscal import Assessment, assessment_results
from server.executions.progress import Progress
from server.executions.results import Completion, complete, fail
from server.executions.service import document_key
from server.executions.snapshot import Snapshot, parse_snapshot, take_snapshot
from server.executions.vocabulary import UNFINISHED, ExecutionStatus
from server.frameworks.content import FrameworkContent
from server.frameworks.evaluation import Evaluator
from server.frameworks.service import load_content, rule_set
from server.object_copies import put_if_absent
from server.object_holds import hold_object
from server.observability.metrics import COMPLIANCE_CHECKS, EXECUTION_DURATION, EXECUTIONS
from server.storage import ObjectStore, StoreUnavailable

ACTOR = "process:worker"

LONGEST_DELAY_SECONDS = 60.0
"""Longest wait before an execution is tried again."""

UNEXPECTED_ATTEMPTS = 5
"""Attempts of an execution that fails for a reason nobody foresaw."""

MOST_INTERRUPTIONS = 100
"""How often a worker may die over one execution before it is taken to be the cause."""

DATABASE_UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeoutError)
DATABASE_DELAY_SECONDS = 2.0

_COUNT_FAILED_ATTEMPT = text("""
    UPDATE executions SET failed_attempts = failed_attempts + 1, decided = 0, version = version + 1
    WHERE id = :id AND status IN ('queued', 'running')
    RETURNING failed_attempts
""")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Started:
    """An execution that runs, with all that is needed to finish it."""

    execution: Execution
    snapshot: Snapshot
    content: FrameworkContent


class Runner:
    """Runs executions with the parts of one worker."""

    def __init__(self, database: Database, store: ObjectStore, evaluator: Evaluator, *, store_attempts: int) -> None:
        self._database = database
        self._store = store
        self._evaluator = evaluator
        self._store_attempts = store_attempts

    async def run(self, execution_id: UUID, *, interruptions: int) -> None:
        """Run an execution to its end. One that has ended already is left alone.

        Args:
            execution_id: The execution.
            interruptions: How often it was begun before without coming to an end.

        Raises:
            RetryLater: it could not be finished now.
        """
        try:
            if interruptions >= MOST_INTERRUPTIONS:
                failure = f"It was interrupted {interruptions} times and never came to an end."
                await self._give_up(execution_id, failure)
                return
            await self._run(execution_id)
        except StoreUnavailable as error:
            await self._try_again(execution_id, str(error), self._store_attempts)
        except DATABASE_UNAVAILABLE as error:
            # Nothing can be written down now, so nothing is counted either.
            log.warning("database_unavailable", execution=str(execution_id), reason=_first_line(error))
            raise RetryLater(DATABASE_DELAY_SECONDS, _first_line(error)) from error
        except Exception as error:
            log.exception("execution_attempt_failed", execution=str(execution_id))
            reason = f"The platform failed to run it ({type(error).__name__}); the worker's log holds the cause."
            await self._try_again(execution_id, reason, UNEXPECTED_ATTEMPTS)

    async def _run(self, execution_id: UUID) -> None:
        started = await self._start(execution_id)
        if started is None:
            return
        decisions = await self._decide(started)
        document = canonical_json(assessment_results(_assessment(started), decisions))
        sha256 = sha256_hex(document)
        key = document_key(sha256)
        written = await put_if_absent(self._database, self._store, key, document)
        completion = Completion(decisions, sha256, datetime.now(UTC))
        async with self._database.transaction() as session:
            if not written:
                await hold_object(session, self._database, self._store, sha256, key, document)
            done = await complete(session, started.execution, completion, actor=ACTOR)
        if done:
            _measure(started.execution, completion)

    async def _start(self, execution_id: UUID) -> Started | None:
        """Take an execution up and freeze what it evaluates; None when it has ended, or was never there."""
        async with self._database.transaction() as session:
            execution = await session.get(
                Execution, execution_id, with_for_update=True, options=[undefer(Execution.snapshot)]
            )
            if execution is None or execution.status not in UNFINISHED:
                return None
            frozen = execution.snapshot
            if frozen is None:
                frozen = execution.snapshot = (await take_snapshot(session, execution)).text()
                execution.status = ExecutionStatus.RUNNING
                execution.started_at = datetime.now(UTC)
                execution.version += 1
            snapshot = parse_snapshot(frozen)
            content = await load_content(session, execution.framework_digest)
        return Started(execution, snapshot, content)

    async def _decide(self, started: Started) -> list[ControlDecision]:
        """Every control of the framework, decided, in the order of the catalog."""
        given = orjson.dumps(started.snapshot.given).decode()
        async with Progress(self._database, started.execution.id) as progress:
            rules = await self._evaluator.evaluate(rule_set(started.content), given, progress.note)
        return [
            decide(
                ControlFacts(control.id, control.label, control.title, control.evidence_kinds),
                rules.get(control.id),
                [each for each in started.snapshot.attestations if each.control_id == control.id],
                started.snapshot.now,
            )
            for control in started.content.catalog.controls()
        ]

    async def _try_again(self, execution_id: UUID, reason: str, attempts: int) -> None:
        """Have the execution tried again later, or end it as failed when its attempts are used up."""
        try:
            async with self._database.transaction() as session:
                failed = await session.scalar(_COUNT_FAILED_ATTEMPT, {"id": execution_id})
        except DATABASE_UNAVAILABLE as error:
            raise RetryLater(DATABASE_DELAY_SECONDS, _first_line(error)) from error
        if failed is None:
            return
        if failed >= attempts:
            await self._give_up(execution_id, f"{reason} Given up after {failed} attempts.")
            return
        delay = retry_delay(failed)
        log.warning("execution_delayed", execution=str(execution_id), attempt=failed, seconds=delay, reason=reason)
        raise RetryLater(delay, reason)

    async def _give_up(self, execution_id: UUID, failure: str) -> None:
        try:
            async with self._database.transaction() as session:
                framework = await _framework_of(session, execution_id)
                done = await fail(session, execution_id, failure, finished_at=datetime.now(UTC), actor=ACTOR)
        except DATABASE_UNAVAILABLE as error:
            raise RetryLater(DATABASE_DELAY_SECONDS, _first_line(error)) from error
        if done:
            log.error("execution_failed", execution=str(execution_id), failure=failure)
            EXECUTIONS.labels(framework, ExecutionStatus.FAILED.value).inc()


def retry_delay(failed_attempts: int) -> float:
    """Seconds to wait after so many failed attempts: 1, 2, 4 … up to a minute, less up to half of it at random."""
    longest = min(LONGEST_DELAY_SECONDS, 2.0 ** (failed_attempts - 1))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, keeps no secret


def _assessment(started: Started) -> Assessment:
    given, content = started.snapshot.given, started.content
    return Assessment(
        execution_id=started.execution.id,
        framework_id=content.id,
        framework_title=content.catalog.title,
        framework_version=content.catalog.version,
        framework_digest=content.digest,
        now=given["now"],
        system=given["system"],
        evidence=given["evidence"],
    )


def _measure(execution: Execution, completion: Completion) -> None:
    framework = execution.framework_id
    EXECUTIONS.labels(framework, ExecutionStatus.COMPLETED.value).inc()
    if execution.started_at is not None:
        EXECUTION_DURATION.labels(framework).observe((completion.finished_at - execution.started_at).total_seconds())
    for outcome, count in completion.summary.items():
        COMPLIANCE_CHECKS.labels(framework, outcome.value).inc(count)


async def _framework_of(session: AsyncSession, execution_id: UUID) -> str:
    execution = await session.get(Execution, execution_id)
    return execution.framework_id if execution else "unknown"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:300]

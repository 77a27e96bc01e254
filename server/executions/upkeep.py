"""Keeps the queue healthy and measured: executions that lost their job, jobs that ended long ago, and the gauges."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.executions.models import Posture
from server.executions.queue import QUEUE, enqueue
from server.observability.metrics import COMPLIANCE_CHECK_AGE, QUEUE_JOBS, QUEUE_OLDEST_JOB_AGE

ABANDONED_AFTER_SECONDS = 60.0
"""Age from which an execution without a job is taken to have lost it."""

ENDED_JOBS_KEPT_DAYS = 7
"""How long jobs that did not succeed are kept for whoever looks into it. Those that did are not kept at all."""

STATUSES = ("todo", "doing", "failed")
"""States of jobs that are measured."""

_ABANDONED = text("""
    SELECT execution.id
    FROM executions AS execution
    WHERE execution.status IN ('queued', 'running')
      AND execution.queued_at < now() - make_interval(secs => :seconds)
      AND NOT EXISTS (
          SELECT FROM procrastinate_jobs AS job
          WHERE job.queue_name = :queue AND job.status IN ('todo', 'doing')
            AND job.args ->> 'execution_id' = CAST(execution.id AS text)
      )
    ORDER BY execution.id
    FOR UPDATE OF execution SKIP LOCKED
""")
_REMOVE_ENDED = text("""
    DELETE FROM procrastinate_jobs AS job
    WHERE job.status NOT IN ('todo', 'doing')
      AND NOT EXISTS (
          SELECT FROM procrastinate_events AS event
          WHERE event.job_id = job.id AND event.at > now() - make_interval(days => :days)
      )
    RETURNING job.id
""")
_JOBS = text("SELECT status, count(*) FROM procrastinate_jobs WHERE queue_name = :queue GROUP BY status")
_OLDEST = text("""
    SELECT coalesce(extract(epoch FROM now() - min(queued_at)), 0) FROM executions WHERE status = 'queued'
""")


async def requeue_abandoned(session: AsyncSession) -> int:
    """Give executions that are not finished and have no job a new one; returns how many.

    That is so after somebody emptied the queue, or restored the platform's tables without it.
    """
    found = await session.scalars(_ABANDONED, {"seconds": ABANDONED_AFTER_SECONDS, "queue": QUEUE})
    executions = list(found)
    await enqueue(session, executions)
    return len(executions)


async def remove_ended_jobs(session: AsyncSession) -> int:
    """Forget jobs that ended long ago; returns how many."""
    return len((await session.execute(_REMOVE_ENDED, {"days": ENDED_JOBS_KEPT_DAYS})).all())


async def measure_queue(session: AsyncSession) -> None:
    """Set the gauges of the queue and of the age of compliance checks."""
    jobs = dict((await session.execute(_JOBS, {"queue": QUEUE})).tuples().all())
    for status in STATUSES:
        QUEUE_JOBS.labels(QUEUE, status).set(jobs.get(status, 0))
    QUEUE_OLDEST_JOB_AGE.labels(QUEUE).set(float(await session.scalar(_OLDEST)))
    now = datetime.now(UTC)
    oldest: dict[str, datetime] = {}
    for posture in await session.execute(select(Posture.framework_id, Posture.finished_at)):
        oldest[posture.framework_id] = min(posture.finished_at, oldest.get(posture.framework_id, now))
    for framework, finished_at in oldest.items():
        COMPLIANCE_CHECK_AGE.labels(framework).set((now - finished_at).total_seconds())

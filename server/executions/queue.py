"""The queue of executions: procrastinate in the platform's own database.

A job is added in the transaction that adds its execution, so neither ever exists without the other.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import procrastinate
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from procrastinate.types import JSONDict
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.executions.errors import RetryLater

QUEUE = "executions"
TASK = "execute"

_FRESH_POOL_SECONDS = 60.0

_queue = procrastinate.App(connector=procrastinate.PsycopgConnector())
# The queue tells every step of every job at level INFO; what matters is logged here.
logging.getLogger("procrastinate").setLevel(logging.WARNING)

# One statement, so that two workers that find the same job cannot both take it up.
_RECOVER = text("""
    SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL)
    FROM procrastinate_jobs AS job
    LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND job.queue_name = :queue
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :seconds))
    FOR UPDATE OF job SKIP LOCKED
""")
_OWN_JOBS = text("SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND worker_id = :worker")
_RETURN = text("""
    SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL)
    FROM procrastinate_jobs AS job
    WHERE job.status = 'doing' AND job.worker_id = :worker AND job.id = ANY(:jobs)
    FOR UPDATE OF job SKIP LOCKED
""")


class RetryWhenAsked(BaseRetryStrategy):
    """Tries again exactly when the task asks for it, by raising RetryLater."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        """When to try again; None when the task is done with."""
        if isinstance(exception, RetryLater):
            return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=exception.seconds))
        return None


async def enqueue(session: AsyncSession, executions: Sequence[UUID]) -> None:
    """Add a job for each execution, in the transaction of the session."""
    if not executions:
        return
    await session.flush()
    raw = await (await session.connection()).get_raw_connection()
    deferrer = _queue.configure_task(TASK, queue=QUEUE, connection=raw.driver_connection)
    arguments: list[JSONDict] = [{"execution_id": str(execution)} for execution in executions]
    await deferrer.batch_defer_async(*arguments)


def create_queue(url: Callable[[], Awaitable[str]], *, application_name: str, connections: int) -> procrastinate.App:
    """The queue as a worker uses it, with connections of its own.

    Args:
        url: Gives the PostgreSQL URL of the worker's role as it is when a connection is opened.
        application_name: What the connections are called in PostgreSQL.
        connections: Most connections that are opened, the one that listens for new jobs not counted.
    """
    return procrastinate.App(
        connector=procrastinate.PsycopgConnector(
            conninfo=url,
            min_size=1,
            max_size=connections,
            # An outage of the database shorter than this is waited for; the worker ends after it and is restarted.
            timeout=_FRESH_POOL_SECONDS,
            kwargs={"application_name": application_name, "connect_timeout": 5},
        )
    )


async def recover_jobs_of_dead_workers(session: AsyncSession, *, silent_seconds: float) -> int:
    """Give back to the queue what workers were doing that have not been heard of; returns how many jobs."""
    result = await session.execute(_RECOVER, {"queue": QUEUE, "seconds": silent_seconds})
    return len(result.all())


async def jobs_of_worker(session: AsyncSession, worker_id: int) -> set[int]:
    """Ids of the jobs the queue thinks a worker is doing."""
    return set(await session.scalars(_OWN_JOBS, {"worker": worker_id}))


async def give_back(session: AsyncSession, worker_id: int, jobs: set[int]) -> None:
    """Give jobs of a worker back to the queue."""
    await session.execute(_RETURN, {"worker": worker_id, "jobs": list(jobs)})

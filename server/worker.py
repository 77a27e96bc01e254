"""The worker process: takes executions from the queue and runs them, several at once.

It says that it lives by heartbeats. What a worker that fell silent was doing is given back to the queue by whichever
worker notices first, and is run again to the same end (see server/executions/runner.py). Told to stop, it takes no
more work and finishes what it runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator
from uuid import UUID

import structlog
from procrastinate import PsycopgConnector
from procrastinate.exceptions import AppNotOpen
from procrastinate.job_context import JobContext
from procrastinate.worker import Worker as QueueWorker
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from server.database import Database, create_database
from server.executions.queue import (
    QUEUE,
    TASK,
    RetryWhenAsked,
    create_queue,
    give_back,
    jobs_of_worker,
    recover_jobs_of_dead_workers,
)
from server.executions.runner import Runner
from server.frameworks.evaluation import Evaluator, Limits
from server.observability.health import NotReady, Readiness, require_known_schema, standard_checks
from server.observability.logs import configure_logs
from server.process_errors import ProcessError
from server.processes import StopSignal, internal_listener
from server.refreshing import follow
from server.secrets.refresher import Refresher, refreshing
from server.settings import WorkerSettings, load_settings
from server.storage import create_store

POLLING_SECONDS = 1.0
"""How often the queue is looked at. New jobs are announced; those that are tried again are found by looking."""

SCHEMA_SECONDS = 1.0
"""How often the schema is looked at, until it is one that this release knows."""

QUEUE_CONNECTIONS = 4

log = structlog.get_logger(__name__)


class QueueLost(ProcessError):  # noqa: N818
    """The queue cannot be used any more; the supervisor starts the process anew."""

    def __init__(self, cause: BaseException) -> None:
        reason = str(cause.__cause__ or cause).strip().splitlines()
        super().__init__(f"The queue at DATABASE_URL cannot be used: {reason[0] if reason else type(cause).__name__}")


class ExecutionWorker:
    """The queue's worker with the one task it knows, and the watch over jobs that nobody does."""

    def __init__(self, settings: WorkerSettings, database: Database, runner: Runner) -> None:
        self._settings = settings
        self._database = database
        self._runner = runner
        self._active: set[int] = set()
        self._stopping = asyncio.Event()
        self._url = settings.database_url.get_secret_value()
        self._queue = create_queue(
            self._current_url,
            application_name="syndic-worker-queue",
            connections=QUEUE_CONNECTIONS,
        )
        self._queue.task(name=TASK, queue=QUEUE, retry=RetryWhenAsked(), pass_context=True)(self._execute)
        self._worker = QueueWorker(
            self._queue,
            queues=[QUEUE],
            concurrency=settings.worker_concurrency,
            fetch_job_polling_interval=POLLING_SECONDS,
            update_heartbeat_interval=settings.worker_heartbeat_seconds,
            stalled_worker_timeout=settings.worker_stalled_seconds,
            delete_jobs="successful",
            install_signal_handlers=False,
        )

    async def _current_url(self) -> str:
        return self._url

    def follow(self, refresher: Refresher[WorkerSettings]) -> None:
        """Take over new credentials for the queue's own connections.

        The one that listens for new jobs is opened again when its session ends; until then the queue is looked at.
        """

        async def take_over(current: WorkerSettings) -> None:
            self._url = current.database_url.get_secret_value()
            connector = self._queue.connector
            if isinstance(connector, PsycopgConnector):
                with contextlib.suppress(AppNotOpen):
                    await connector.pool.drain()

        refresher.subscribe(["database_url"], take_over)

    def stop(self) -> None:
        """Take no more work; `run` returns when what runs is finished."""
        self._stopping.set()
        self._worker.stop()

    async def run(self) -> None:
        """Work until told to stop.

        Raises:
            QueueLost: the queue cannot be used.
        """
        try:
            if not await self._schema_is_known():
                return
            async with self._queue.open_async():
                watch = asyncio.create_task(self._watch_jobs())
                try:
                    await self._worker.run()
                finally:
                    watch.cancel()
                    await asyncio.wait([watch])
        except Exception as error:
            raise QueueLost(error) from error

    async def check(self) -> None:
        """A check of readiness: the worker is registered with the queue.

        Raises:
            NotReady: it is not.
        """
        if self._worker.worker_id is None:
            raise NotReady("The worker is not registered with the queue.")

    async def _schema_is_known(self) -> bool:
        """Wait for the migration, which is a job of its own; whether the schema is known before told to stop."""
        said = ""
        while not self._stopping.is_set():
            try:
                await require_known_schema(self._database)
            except (NotReady, ProgrammingError) as error:  # the rights on a new table come after it
                reason = str(error).splitlines()[0][:300]
                if reason != said:
                    log.warning("waiting_for_schema", reason=reason)
                said = reason
            else:
                return True
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SCHEMA_SECONDS):
                    await self._stopping.wait()
        return False

    async def _execute(self, context: JobContext, execution_id: str) -> None:
        """The task."""
        structlog.contextvars.bind_contextvars(execution=execution_id)
        job = context.job
        assert job.id is not None  # noqa: S101 - a fetched job has an id
        self._active.add(job.id)
        try:
            await self._runner.run(UUID(execution_id), interruptions=job.attempts)
        finally:
            self._active.discard(job.id)

    async def _watch_jobs(self) -> None:
        """Give jobs that nobody does back to the queue, for as long as the worker runs."""
        suspects: set[int] = set()
        while True:
            try:
                suspects = await self._recover(suspects)
            except SQLAlchemyError as error:
                log.warning("watch_interrupted", reason=str(error).splitlines()[0][:300])
            await asyncio.sleep(self._settings.worker_heartbeat_seconds)

    async def _recover(self, suspects: set[int]) -> set[int]:
        """Give back what dead workers were doing, and jobs of this one it has not done for two looks in a row.

        The latter are left over when the database was gone at the moment a job's end should have been written down.
        """
        async with self._database.transaction() as session:
            recovered = await recover_jobs_of_dead_workers(
                session, silent_seconds=self._settings.worker_stalled_seconds
            )
            if self._worker.worker_id is None:
                return set()
            idle = await jobs_of_worker(session, self._worker.worker_id) - self._active
            forgotten = idle & suspects
            if forgotten:
                await give_back(session, self._worker.worker_id, forgotten)
        if recovered or forgotten:
            log.warning("jobs_recovered", of_dead_workers=recovered, of_this_worker=len(forgotten))
        return idle - forgotten


@contextlib.asynccontextmanager
async def execution_worker(
    settings: WorkerSettings, refresher: Refresher[WorkerSettings] | None = None
) -> AsyncGenerator[tuple[ExecutionWorker, Readiness]]:
    """A worker with all its parts, closed in order when the block ends.

    Raises:
        StoreUnavailable: the settings of the store cannot be used.
    """
    database = create_database(settings, process="worker")
    store = create_store(settings)
    limits = Limits(seconds=settings.rule_timeout_seconds, megabytes=settings.rule_memory_megabytes)
    # More children than processors would only take turns.
    processes = min(settings.worker_concurrency, os.cpu_count() or 1)
    try:
        async with Evaluator(limits, processes=processes) as evaluator:
            runner = Runner(database, store, evaluator, store_attempts=settings.store_attempts)
            worker = ExecutionWorker(settings, database, runner)
            if refresher is not None:
                follow(refresher, database, store)
                worker.follow(refresher)
            yield worker, Readiness({**standard_checks(database, store), "queue": worker.check})
    finally:
        await database.close()


async def serve(settings: WorkerSettings, *, host: str, internal_port: int) -> None:
    """Work until the process is told to stop, then finish what runs.

    Raises:
        ProcessError: a port is taken, or the queue cannot be used.
        StoreUnavailable: the settings of the store cannot be used.
    """
    stop = StopSignal()
    async with (
        refreshing(settings) as refresher,
        execution_worker(settings, refresher) as (worker, readiness),
        internal_listener(settings, readiness, host=host, port=internal_port),
    ):
        log.info("started", internal=f"{host}:{internal_port}", concurrency=settings.worker_concurrency)
        working = asyncio.create_task(worker.run())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        readiness.drain()
        log.info("draining")
        worker.stop()
        await working
    log.info("stopped")


def run(*, host: str, internal_port: int) -> None:
    """Run the worker with the settings of the environment.

    Raises:
        SettingsError: the settings are incomplete or wrong.
        ProcessError: a port is taken, or the queue cannot be used.
        StoreUnavailable: the settings of the store cannot be used.
    """
    import uvloop

    settings = load_settings(WorkerSettings)
    configure_logs(settings, process="worker")
    uvloop.run(serve(settings, host=host, internal_port=internal_port))

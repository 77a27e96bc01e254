"""The cron process: queues what is due, anchors the audit chain, measures the queue, and clears what expired.

Every chore is safe to repeat and safe when two cron processes do it at once, so a second one can stand by. A chore
that fails is logged and done again at its next turn; nothing that was missed meanwhile is lost or doubled.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from server.audit.checkpoints import write_checkpoint
from server.auth.sessions import purge_expired as purge_expired_sessions
from server.database import Database, create_database
from server.executions.schedules import queue_due
from server.executions.upkeep import measure_queue, remove_ended_jobs, requeue_abandoned
from server.http.expiry import purge_expired as purge_expired_keys
from server.observability.health import Readiness, standard_checks
from server.observability.logs import configure_logs
from server.operations.measuring import measure_archive, measure_operations
from server.processes import StopSignal, internal_listener
from server.refreshing import follow
from server.secrets.refresher import refreshing
from server.settings import CronSettings, load_settings
from server.storage import ObjectStore, create_store

UPKEEP_SECONDS = 30.0
"""How often abandoned executions are looked for."""

HOUSEKEEPING_SECONDS = 600.0
"""How often what expired is cleared."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Chore:
    """Something to do again and again."""

    name: str
    every_seconds: float
    do: Callable[[], Awaitable[None]]


class Cron:
    """The chores of the platform."""

    def __init__(self, settings: CronSettings, database: Database, store: ObjectStore) -> None:
        self._settings = settings
        self._database = database
        self._store = store

    def chores(self) -> list[Chore]:
        """Every chore and how often it is done."""
        settings = self._settings
        return [
            Chore("queue_due", settings.cron_interval_seconds, self.queue_due),
            Chore("measure_queue", settings.cron_interval_seconds, self.measure_queue),
            Chore("measure_operations", settings.cron_interval_seconds, self.measure_operations),
            Chore("checkpoint", settings.checkpoint_interval_seconds, self.checkpoint),
            Chore("upkeep", UPKEEP_SECONDS, self.upkeep),
            Chore("housekeeping", HOUSEKEEPING_SECONDS, self.housekeeping),
        ]

    async def queue_due(self) -> None:
        """Queue every schedule whose slot has come."""
        while True:
            async with self._database.transaction() as session:
                queued = await queue_due(session, datetime.now(UTC))
            if not queued:
                return
            log.info("executions_queued", count=len(queued))

    async def measure_queue(self) -> None:
        """Measure the queue."""
        async with self._database.sessions() as session:
            await measure_queue(session)

    async def measure_operations(self) -> None:
        """Measure how old backups and drills are, and how far the archived log is behind."""
        async with self._database.sessions() as session:
            await measure_operations(session)
            await measure_archive(session)

    async def checkpoint(self) -> None:
        """Anchor the newest audit entry."""
        async with self._database.sessions() as session:
            head = await write_checkpoint(session, self._store)
        if head is not None:
            log.info("audit_anchored", sequence=head.sequence)

    async def upkeep(self) -> None:
        """Give abandoned executions a new job."""
        async with self._database.transaction() as session:
            requeued = await requeue_abandoned(session)
        if requeued:
            log.warning("abandoned_executions_requeued", count=requeued)

    async def housekeeping(self) -> None:
        """Clear sessions, idempotency keys and jobs that expired."""
        async with self._database.transaction() as session:
            await purge_expired_sessions(session)
            keys = await purge_expired_keys(session)
            jobs = await remove_ended_jobs(session)
        log.info("housekeeping_done", idempotency_keys=keys, jobs=jobs)


async def repeat(chore: Chore, stop: StopSignal) -> None:
    """Do a chore at once and then at its interval, until the process is told to stop."""
    while not stop.is_set():
        try:
            await chore.do()
        except Exception as error:  # noqa: BLE001 - whatever fails, the other chores and the next turn go on
            log.warning("chore_failed", chore=chore.name, reason=_reason(error))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(chore.every_seconds):
                await stop.wait()


async def serve(settings: CronSettings, *, host: str, internal_port: int) -> None:
    """Do the chores until the process is told to stop, then finish those that are under way.

    Raises:
        ProcessError: a port is taken.
        StoreUnavailable: the settings of the store cannot be used.
    """
    stop = StopSignal()
    database = create_database(settings, process="cron")
    store = create_store(settings)
    readiness = Readiness(standard_checks(database, store))
    chores: Sequence[Chore] = Cron(settings, database, store).chores()
    try:
        async with (
            refreshing(settings) as refresher,
            internal_listener(settings, readiness, host=host, port=internal_port),
            asyncio.TaskGroup() as group,
        ):
            follow(refresher, database, store)
            log.info("started", internal=f"{host}:{internal_port}")
            for chore in chores:
                group.create_task(repeat(chore, stop), name=chore.name)
            await stop.wait()
            readiness.drain()
            log.info("draining")
    finally:
        await database.close()
    log.info("stopped")


def run(*, host: str, internal_port: int) -> None:
    """Run cron with the settings of the environment.

    Raises:
        SettingsError: the settings are incomplete or wrong.
        ProcessError: a port is taken.
        StoreUnavailable: the settings of the store cannot be used.
    """
    import uvloop

    settings = load_settings(CronSettings)
    configure_logs(settings, process="cron")
    uvloop.run(serve(settings, host=host, internal_port=internal_port))


def _reason(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__

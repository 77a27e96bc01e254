"""Has the log archived, and waits until it is."""

from __future__ import annotations

from collections.abc import Callable

from infra import locks
from infra.backups import archiving, wal
from infra.backups.base_backup import await_archived
from infra.backups.database import Database
from infra.backups.errors.backups import DatabaseRefusedError
from infra.backups.errors.moments import ArchiveBehindError
from infra.backups.wal import Span
from infra.backups.wal_store import WalStore
from infra.local import colours, wal_archive
from infra.local.layout import Layout
from infra.local.readiness import Deadline, await_ready
from infra.local.supervisor import Supervisor
from infra.output import Progress

START_SECONDS = 60.0
CATCH_UP_SECONDS = 30.0


def begin(layout: Layout, display: Progress) -> None:
    """Have the log archived from now on; nothing when it is.

    Raises:
        NotReadyError: the archiver does not work; it says why.
        SupervisorError: the environment does not run.
    """
    if wal_archive.is_on(layout) and wal_archive.unready_reason(layout) is None:
        return
    with locks.hold(layout.lock, "syndic backup create"), display.step("The log is archived") as line:
        supervisor = Supervisor(layout)
        supervisor.processes()  # refuses where nothing runs, before anything is changed
        wal_archive.turn_on(layout)
        [service] = [one for one in colours.composed(layout).workloads if one.name == wal_archive.NAME]
        colours.start(layout, supervisor, service)
        await_ready([service], supervisor.processes, layout.log, Deadline(START_SECONDS), line.update)


def catch_up(maintenance: Database, store_of: Callable[[str], WalStore], display: Progress) -> None:
    """Have the archive get everything that was written up to now; what is lost with the server is gone on without."""
    with display.step("The archive has the log up to now") as line:
        try:
            with maintenance.connect(autocommit=True) as connection:
                server = archiving.identify(connection)
                # A moment is known to have passed only once something was committed after it.
                connection.execute("SELECT pg_current_xact_id()")
                row = connection.execute("SELECT pg_current_wal_insert_lsn()::text").fetchone()
                connection.execute("SELECT pg_switch_wal()")
            at = wal.position(str(row[0])) - 1 if row else 0
            span = Span(server.system, server.timeline, at, at)
            await_archived(store_of(server.system), span, CATCH_UP_SECONDS)
        except (DatabaseRefusedError, ArchiveBehindError) as error:
            line.outcome = f"Going on with what is archived. {error}"

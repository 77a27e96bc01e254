"""What the operation records say about backups and drills, as metrics that alerts can be built on."""

from __future__ import annotations

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.observability.metrics import (
    BACKUP_LAST_SUCCESS,
    BACKUP_LAST_VERIFIED,
    DRILL_LOST_WRITES,
    DRILL_RECOVERY,
    WAL_ARCHIVE_LAG,
)
from server.operations.models import Operation

_COUNTED = {"recovery_seconds", "lost_rows", "lost_objects"}
_KIND = Operation.details["kind"].as_string()

# The slot is moved on by the archiver (infra/backups/archiving.py), after the store has a segment.
_ARCHIVED = text("""
    SELECT slot_name,
           CASE WHEN wal_status = 'lost' OR restart_lsn IS NULL THEN 'Infinity'::float8
                ELSE pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float8 END
    FROM pg_replication_slots WHERE slot_name = 'syndic_archive'
""")


async def measure_archive(session: AsyncSession) -> None:
    """Measure how far the archive of the database's log is behind; without an archive there is no metric."""
    WAL_ARCHIVE_LAG.clear()
    for slot, lag in await session.execute(_ARCHIVED):
        WAL_ARCHIVE_LAG.labels(slot).set(lag)


async def measure_operations(session: AsyncSession) -> None:
    """Bring the metrics in line with the newest records. A kind that was never recorded has no metric."""
    for operation, gauge in (("backup", BACKUP_LAST_SUCCESS), ("backup-verification", BACKUP_LAST_VERIFIED)):
        newest = (
            select(_KIND, func.max(Operation.finished_at))
            .where(Operation.kind == operation, Operation.outcome == "succeeded", _KIND.is_not(None))
            .group_by(_KIND)
        )
        for kind, finished_at in await session.execute(newest):
            gauge.labels(kind).set(finished_at.timestamp())
    query = select(Operation.details).where(Operation.kind == "drill").order_by(Operation.started_at.desc()).limit(1)
    details = await session.scalar(query)
    if details and details.keys() >= _COUNTED:
        DRILL_RECOVERY.set(float(details["recovery_seconds"]))
        DRILL_LOST_WRITES.set(float(details["lost_rows"]) + float(details["lost_objects"]))

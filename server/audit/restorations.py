"""Restores of the database, as its own audit log tells them.

A restored database is an earlier state: entries that came after the backup are not in it, but checkpoints of them are
in the object store. The first entry after a restore says so, and one more, once the restored database is the live one,
until when the other one was. Checkpoints of entries from there on that were written before belong to the history that
was given up; they stay in the store, and whoever reads the log sees why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.checkpoints import Checkpoint, current_head
from server.audit.models import AuditEntry
from server.audit.service import append

ACTION = "database.restored"
DISCARD_ACTION = "restore.discarded"
ROWS_ACTION = "rows.restored"


@dataclass(frozen=True)
class Restoration:
    """One restore, or one that was given up again."""

    sequence: int
    """Of the first entry after the backup; of the entry that tells of it where a restore was given up again."""
    at: datetime
    """Until when another database was the live one, as far as is known."""
    since: datetime | None = None
    """When the restored database took the place of this one, where this one came back; None for a restore."""


async def note_restoration(session: AsyncSession, backup: str) -> bool:
    """Write into the log that the database was restored from a backup, unless the newest entry says so already."""
    head = await current_head(session)
    newest = await session.get(AuditEntry, head.sequence)
    if newest is not None and newest.action == ACTION and newest.subject_id == backup:
        return False
    _append(session, ACTION, backup, {"newest_entry": head.sequence, "newest_hash": head.hash})
    return True


async def note_swap(session: AsyncSession, backup: str, until: datetime) -> None:
    """Write into the log until when the database was the live one that the restored one replaced.

    It may have gone on for a while after `note_restoration`, when the restore was interrupted. Safe to repeat.

    Args:
        session: of the restored database.
        backup: what was restored.
        until: when it had been replaced.
    """
    query = (
        select(AuditEntry)
        .where(AuditEntry.action == ACTION, AuditEntry.subject_id == backup)
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    )
    noted = (await session.scalars(query)).one()
    _append(session, ACTION, backup, {**noted.details, "until": until.isoformat()})


async def note_discard(session: AsyncSession, backup: str, since: datetime) -> None:
    """Write into the log that a restored database, which was in the place of this one, was given up.

    Args:
        session: of the database that came back.
        backup: what had been restored.
        since: when the restored database took its place. What was anchored from then on was its history.
    """
    _append(session, DISCARD_ACTION, backup, {"since": since.replace(microsecond=0).isoformat()})


async def note_rows(session: AsyncSession, backup: str, tables: Mapping[str, int]) -> None:
    """Write into the log that rows which tables lacked came back from a backup; its own chain goes on unbroken."""
    _append(session, ROWS_ACTION, backup, {"rows": dict(tables)})


def _append(session: AsyncSession, action: str, backup: str, details: dict[str, Any]) -> None:
    append(session, actor="process:restore", action=action, subject_type="backup", subject_id=backup, details=details)


async def restorations(session: AsyncSession) -> list[Restoration]:
    """Every restore the log tells of, and every one that was given up, the oldest first."""
    query = (
        select(AuditEntry.sequence, AuditEntry.at, AuditEntry.action, AuditEntry.details)
        .where(AuditEntry.action.in_((ACTION, DISCARD_ACTION)))
        .order_by(AuditEntry.sequence)
    )
    return [_restoration(row.sequence, row.at, row.action, row.details) for row in await session.execute(query)]


def _restoration(sequence: int, at: datetime, action: str, details: Mapping[str, Any]) -> Restoration:
    if action == DISCARD_ACTION:
        return Restoration(sequence, at, datetime.fromisoformat(details["since"]))
    until = details.get("until")
    return Restoration(details["newest_entry"] + 1, datetime.fromisoformat(until) if until else at)


def given_up(checkpoint: Checkpoint, restored: Sequence[Restoration]) -> bool:
    """Whether a checkpoint anchors an entry of a history that was given up."""
    return any(_gave_up(restoration, checkpoint) for restoration in restored)


def _gave_up(restoration: Restoration, checkpoint: Checkpoint) -> bool:
    if checkpoint.written_at >= restoration.at:
        return False
    if restoration.since is not None:
        return checkpoint.written_at >= restoration.since
    return restoration.sequence <= checkpoint.head.sequence

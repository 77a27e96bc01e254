"""Appends to the audit chain.

`append` only notes the entry; the chain is extended when the transaction commits. The lock that orders all writers is
therefore the last one taken and held for the shortest time, so a transaction that waits for it holds up nobody else
and cannot deadlock over it. An entry exists exactly when the change it describes does: both are one transaction, and
rolling back a savepoint drops the entries noted inside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import SessionTransaction

from server.audit.chain import GENESIS, EntryContent, Head, entry_hash
from server.audit.models import AuditEntry
from server.database import PlatformSession

CHAIN_LOCK = 7_305_114_501
"""Key of the advisory lock that orders the writers of the chain."""

_PENDING = "audit_pending"

# Built once: every write runs them, and building a statement costs more than running it.
_LOCK = select(func.pg_advisory_xact_lock(CHAIN_LOCK))
_HEAD = select(AuditEntry.sequence, AuditEntry.hash).order_by(AuditEntry.sequence.desc()).limit(1)
_ADD = insert(AuditEntry)


@dataclass(frozen=True)
class _Pending:
    content: EntryContent
    savepoint: SessionTransaction | None


def append(
    session: AsyncSession,
    *,
    actor: str,
    action: str,
    subject_type: str,
    subject_id: UUID | str,
    details: dict[str, Any] | None = None,
) -> None:
    """Record what happened in the transaction that makes it happen.

    Args:
        session: The session of the change.
        actor: Who did it: Principal.actor, or `process:worker` and the like.
        action: What was done, as noun and verb: `system.created`.
        subject_type: Kind of the thing it was done to: `system`.
        subject_id: Id of the thing.
        details: What a reader needs to understand the change; JSON values, no secrets.
    """
    content = EntryContent(actor, action, subject_type, str(subject_id), details or {})
    sync = session.sync_session
    if not isinstance(sync, PlatformSession):
        raise TypeError("Changes are recorded in a transaction; this session only reads.")
    if not sync.in_transaction():
        sync.begin()  # so that a rollback, which is nothing without a transaction, drops the entry
    sync.info.setdefault(_PENDING, []).append(_Pending(content, sync.get_nested_transaction()))


@event.listens_for(PlatformSession, "before_commit")
def _extend_chain(session: PlatformSession) -> None:
    if session.in_nested_transaction() or not session.info.get(_PENDING):
        return
    session.flush()
    pending: list[_Pending] = session.info.pop(_PENDING)
    session.execute(_LOCK)
    row = session.execute(_HEAD).first()
    head = Head(row.sequence, row.hash) if row else GENESIS
    rows = []
    for item in pending:
        values = _row(item.content, head)
        head = Head(values["sequence"], values["hash"])
        rows.append(values)
    session.execute(_ADD, rows)


def _row(content: EntryContent, head: Head) -> dict[str, Any]:
    sequence, at = head.sequence + 1, datetime.now(UTC)
    return {
        "sequence": sequence,
        "at": at,
        "actor": content.actor,
        "action": content.action,
        "subject_type": content.subject_type,
        "subject_id": content.subject_id,
        "details": content.details,
        "previous_hash": head.hash,
        "hash": entry_hash(sequence, at, content, head.hash),
    }


@event.listens_for(PlatformSession, "after_soft_rollback")
def _forget(session: PlatformSession, previous: SessionTransaction) -> None:
    pending: list[_Pending] = session.info.get(_PENDING, [])
    if previous.nested:
        session.info[_PENDING] = [item for item in pending if not _inside(item.savepoint, previous)]
    else:
        session.info.pop(_PENDING, None)


def _inside(savepoint: SessionTransaction | None, outer: SessionTransaction) -> bool:
    """Whether a savepoint is the outer one or lies within it."""
    while savepoint is not None:
        if savepoint is outer:
            return True
        savepoint = savepoint.parent
    return False

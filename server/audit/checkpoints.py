"""Anchors of the chain in the object store, so that cutting off or rewriting its end does not go unnoticed.

The name of a checkpoint says it all: `audit/checkpoints/<sequence, 12 digits>-<hash>.json`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.chain import GENESIS, Head, moment_text
from server.audit.models import AuditEntry
from server.canonical import canonical_json
from server.storage import ObjectStore

PREFIX = "audit/checkpoints"
_NAME = re.compile(rf"{PREFIX}/(\d{{12}})-([0-9a-f]{{64}})\.json")


async def current_head(session: AsyncSession) -> Head:
    """The newest entry of the chain."""
    query = select(AuditEntry.sequence, AuditEntry.hash).order_by(AuditEntry.sequence.desc()).limit(1)
    row = (await session.execute(query)).first()
    return Head(row.sequence, row.hash) if row else GENESIS


async def write_checkpoint(session: AsyncSession, store: ObjectStore) -> Head | None:
    """Anchor the newest entry unless it is anchored already. Safe to repeat.

    Returns:
        The head that was anchored by this call, None when there was nothing new.

    Raises:
        StoreUnavailable: the store does not answer or refuses.
    """
    head = await current_head(session)
    if head == GENESIS:
        return None
    document = {"sequence": head.sequence, "hash": head.hash, "at": moment_text(datetime.now(UTC))}
    written = await store.put_if_absent(_key(head), canonical_json(document))
    return head if written else None


@dataclass(frozen=True)
class Checkpoint:
    """An anchored head, and when it was anchored."""

    head: Head
    written_at: datetime


async def checkpoints(store: ObjectStore) -> AsyncIterator[Checkpoint]:
    """Every checkpoint, by the sequence it anchors.

    Raises:
        StoreUnavailable: the store does not answer or refuses.
    """
    async for stored in store.list(PREFIX):
        named = _NAME.fullmatch(stored.key)
        if named:
            yield Checkpoint(Head(int(named[1]), named[2]), stored.last_modified)


def _key(head: Head) -> str:
    return f"{PREFIX}/{head.sequence:012d}-{head.hash}.json"

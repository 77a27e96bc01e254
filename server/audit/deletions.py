"""What the object store says about objects that were deleted on purpose, for whoever has an older database.

A database that is restored is an earlier state: it may refer to objects whose deletion it does not know of. The audit
entry of each deletion is therefore also kept beside the objects, and copied with them:
`audit/deletions/<key of the object>/<sequence, 12 digits>-<moment>.json`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from server.audit.chain import EntryContent, moment_text
from server.audit.models import AuditEntry
from server.canonical import canonical_json
from server.storage import ObjectStore

PREFIX = "audit/deletions"
_NAME = re.compile(rf"{PREFIX}/(?P<key>.+)/(?P<sequence>\d{{12}})-(?P<moment>\d{{8}}T\d{{6}}Z)\.json")


@dataclass(frozen=True)
class Deletion:
    """A deletion that the store tells of."""

    key: str
    """Of the object that was deleted."""
    sequence: int
    """Of the audit entry that recorded it."""
    written_at: datetime
    """When the store was told, by its own clock."""


async def write_deletion(store: ObjectStore, key: str, entry: AuditEntry) -> None:
    """Tell the store that an object is deleted, before it is. Safe to repeat.

    Raises:
        StoreUnavailable: the store does not answer or refuses.
    """
    content = EntryContent(entry.actor, entry.action, entry.subject_type, entry.subject_id, entry.details)
    document = {
        **vars(content),
        "sequence": entry.sequence,
        "at": moment_text(entry.at),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
    await store.put_if_absent(_name(key, entry), canonical_json(document))


async def deletions(store: ObjectStore, key: str) -> AsyncIterator[Deletion]:
    """Every deletion of an object that the store tells of.

    Raises:
        StoreUnavailable: the store does not answer or refuses.
    """
    async for stored in store.list(f"{PREFIX}/{key}"):
        named = _NAME.fullmatch(stored.key)
        if named and named["key"] == key:
            yield Deletion(key, int(named["sequence"]), stored.last_modified)


def _name(key: str, entry: AuditEntry) -> str:
    return f"{PREFIX}/{key}/{entry.sequence:012d}-{entry.at.astimezone(UTC):%Y%m%dT%H%M%SZ}.json"

"""One retention run: expired evidence, the objects that nothing refers to any more, and what drills left behind.

A run can be killed at any moment and begun anew. Records go first, each batch with its audit entries in one
transaction, so that no record ever refers to an object that was deleted. An object goes after the audit log and the
store itself tell of it, so that no object is ever deleted unrecorded; one that a killed run left is found again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, select

from server.audit.deletions import write_deletion
from server.audit.models import AuditEntry
from server.audit.service import append
from server.database import Database
from server.object_holds import hold_object_alone
from server.retention import evidence, orphans
from server.retention.evidence import ACTOR, RestsOnEvidence
from server.retention.orphans import KINDS, Kind, is_referred, sha256_of
from server.retention.schemas import ExpiredEvidence, Orphan, RetentionReport
from server.storage import ObjectNotFound, ObjectStore, StoredObject

CONNECTIONS = 2
"""What a run needs at once: one that holds an object, and one that writes into the audit log."""

OBJECT_ACTION = "object.deleted"
DRILL_ACTION = "drill.deleted"


@dataclass(frozen=True)
class Policy:
    """How long what is kept."""

    retention_days: int
    """Of evidence, after it expired."""
    grace: timedelta
    """Of objects that no record refers to; longer than any upload takes from the store to the commit."""


class Retention:
    """One run."""

    def __init__(self, database: Database, store: ObjectStore, policy: Policy) -> None:
        self._database = database
        self._store = store
        self._policy = policy
        self._now = datetime.now(UTC)
        self._expired: set[str] = set()
        """SHA-256 of the evidence of this run, whose objects are no orphans."""

    async def run(self, *, delete: bool) -> RetentionReport:
        """Find what is not kept any more, and delete it when asked.

        Raises:
            StoreUnavailable: the store does not answer or refuses; what was deleted until then is recorded.
        """
        policy = self._policy
        report = RetentionReport(
            deleted=delete, retention_days=policy.retention_days, grace_hours=policy.grace / timedelta(hours=1)
        )
        await self._evidence(report, delete=delete)
        for kind in KINDS:
            await self._objects(kind, report, delete=delete)
        async for drill in orphans.drill_leftovers(self._store, self._now - policy.grace):
            if delete:
                await self._delete_drill(drill)
            report.add_orphan(drill)
        return report

    async def _evidence(self, report: RetentionReport, *, delete: bool) -> None:
        expired_by, after = self._now - timedelta(days=self._policy.retention_days), evidence.FIRST_ID
        while True:
            async with self._database.sessions() as session:
                found = await evidence.find_expired(session, expired_by, after)
            if not found:
                return
            after = found[-1].id
            gone = await self._delete_evidence(found, expired_by) if delete else found
            self._expired.update(item.sha256 for item in gone)
            report.add_evidence(gone)

    async def _delete_evidence(self, found: list[ExpiredEvidence], expired_by: datetime) -> list[ExpiredEvidence]:
        while found:
            try:
                async with self._database.transaction() as session:
                    return await evidence.delete_expired(session, found, expired_by, self._policy.retention_days)
            except RestsOnEvidence as attested:
                found = [item for item in found if item.id not in attested.ids]
        return []

    async def _objects(self, kind: Kind, report: RetentionReport, *, delete: bool) -> None:
        written_before, after = self._now - self._policy.grace, None
        while True:
            async with self._database.sessions() as session:
                found = await orphans.suspects(session, self._store, kind, written_before, after)
            for stored in found:
                gone = await self._delete_object(kind, stored) if delete else await self._is_orphan(kind, stored)
                if gone and sha256_of(stored.key) not in self._expired:
                    orphan = Orphan(key=stored.key, size_bytes=stored.size, last_modified=stored.last_modified)
                    report.add_orphan(orphan)
            if len(found) < orphans.PAGE:
                return
            after = found[-1].key

    async def _is_orphan(self, kind: Kind, stored: StoredObject) -> bool:
        async with self._database.sessions() as session:
            return not await is_referred(session, kind, sha256_of(stored.key))

    async def _delete_object(self, kind: Kind, stored: StoredObject) -> bool:
        """Delete an object unless a record refers to it by now; whether it was deleted."""
        sha256 = sha256_of(stored.key)
        async with self._database.transaction() as holding:
            await hold_object_alone(holding, sha256)
            if await is_referred(holding, kind, sha256) or not await self._is_old(stored.key):
                return False
            entry = await self._recorded(stored)
            await write_deletion(self._store, stored.key, entry)
            await self._store.delete(stored.key)
        return True

    async def _is_old(self, key: str) -> bool:
        """Whether an object is there and was not written anew since it was listed; asked while it is held alone."""
        try:
            return (await self._store.head(key)).last_modified < self._now - self._policy.grace
        except ObjectNotFound:
            return False

    async def _recorded(self, stored: StoredObject) -> AuditEntry:
        """The audit entry of a deletion; that of a run that was killed between the entry and the deletion counts."""
        async with self._database.sessions() as session:
            entry = await session.scalar(_entries(stored.key))
        if entry is not None and entry.at > stored.last_modified:
            return entry
        async with self._database.transaction() as session:
            append(
                session,
                actor=ACTOR,
                action=OBJECT_ACTION,
                subject_type="object",
                subject_id=stored.key,
                details={
                    "sha256": sha256_of(stored.key),
                    "size_bytes": stored.size,
                    "reason": "No record refers to it.",
                },
            )
        async with self._database.sessions() as session:
            return (await session.scalars(_entries(stored.key))).one()

    async def _delete_drill(self, drill: Orphan) -> None:
        """Delete what a drill left. Nothing refers to it and its names are numbers, so one entry tells of all."""
        async with self._database.transaction() as session:
            append(
                session,
                actor=ACTOR,
                action=DRILL_ACTION,
                subject_type="object",
                subject_id=drill.key,
                details={
                    "objects": drill.objects,
                    "size_bytes": drill.size_bytes,
                    "reason": "A drill left it behind.",
                },
            )
        async for stored in _before(self._store.list(drill.key), self._now):
            await self._store.delete(stored.key)


def _entries(key: str) -> Select[AuditEntry]:
    """The newest entry that tells of the deletion of an object."""
    query = select(AuditEntry).where(
        AuditEntry.subject_type == "object", AuditEntry.subject_id == key, AuditEntry.action == OBJECT_ACTION
    )
    return query.order_by(AuditEntry.sequence.desc()).limit(1)


async def _before(listed: AsyncIterator[StoredObject], moment: datetime) -> AsyncIterator[StoredObject]:
    async for stored in listed:
        if stored.last_modified < moment:
            yield stored

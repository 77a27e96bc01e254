"""Proves that the audit chain, and the objects it vouches for, are what they were.

The chain is read once, in batches, and compared with the checkpoints on the way. Objects and records are found through
the sources that server/audit/sources.py lists, so that a domain adds its own without a change here.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.chain import GENESIS, EntryContent, Head, entry_hash
from server.audit.checkpoints import Checkpoint, checkpoints, current_head
from server.audit.deletions import Deletion, deletions
from server.audit.models import AuditEntry
from server.audit.restorations import Restoration, given_up, restorations
from server.audit.schemas import AuditVerification, Finding, FindingKind
from server.database import Database
from server.storage import ObjectNotFound, ObjectStore

BATCH = 1000
MAX_FINDINGS = 1000
_PARALLEL_OBJECTS = 4


@dataclass(frozen=True)
class ObjectReference:
    """An object in the store that something vouches for."""

    key: str
    sha256: str
    subject: str


ObjectSource = Callable[[AsyncSession], AsyncIterator[ObjectReference]]
"""Yields every object a domain refers to."""

RecordCheck = Callable[[AsyncSession], AsyncIterator[Finding]]
"""Yields what is wrong with a domain's rows, compared with each other or with the audit log."""


@dataclass
class _Findings:
    """What was found, of which only the first are kept."""

    kept: list[Finding] = field(default_factory=list)
    total: int = 0

    def add(self, kind: FindingKind, subject: str, detail: str) -> None:
        self.add_all([Finding(kind=kind, subject=subject, detail=detail)])

    def add_all(self, findings: Sequence[Finding]) -> None:
        self.total += len(findings)
        self.kept.extend(findings[: max(0, MAX_FINDINGS - len(self.kept))])


class Verifier:
    """One verification."""

    def __init__(
        self,
        database: Database,
        store: ObjectStore,
        *,
        object_sources: Sequence[ObjectSource],
        record_checks: Sequence[RecordCheck],
    ) -> None:
        self._database = database
        self._store = store
        self._object_sources = object_sources
        self._record_checks = record_checks
        self._findings = _Findings()

    async def run(self, *, objects: bool, earlier_state: bool = False) -> AuditVerification:
        """Verify the chain and the records, and the objects when asked.

        Args:
            objects: read every object that is referred to.
            earlier_state: the database is a restored one beside the live one, so checkpoints of entries that it does
                not have yet are expected.

        Raises:
            StoreUnavailable: the store does not answer, so nothing can be said about it.
        """
        started_at = datetime.now(UTC)
        head, entries = await self._verify_chain(earlier_state=earlier_state)
        async with self._database.sessions() as session:
            later = Later(head if earlier_state else None, await restorations(session))
            for check in self._record_checks:
                async for finding in check(session):
                    self._findings.add_all([finding])
        objects_checked = await self._verify_objects(later) if objects else 0
        return AuditVerification(
            intact=self._findings.total == 0,
            entries_checked=entries,
            objects_checked=objects_checked,
            head_sequence=head.sequence,
            head_hash=head.hash,
            findings=self._findings.kept,
            findings_total=self._findings.total,
            started_at=started_at,
            finished_at=datetime.now(UTC),
        )

    async def _verify_chain(self, *, earlier_state: bool) -> tuple[Head, int]:
        """Walk the chain up to the head it has now; returns that head and the number of entries seen."""
        previous, checked = GENESIS, 0
        async with self._database.sessions() as session:
            anchors = _Anchors(checkpoints(self._store), await restorations(session))
            end = await current_head(session)
            while previous.sequence < end.sequence:
                rows = await _batch(session, after=previous.sequence, end=end.sequence)
                if not rows:
                    break
                self._findings.add_all(await asyncio.to_thread(check_entries, rows, previous))
                await anchors.compare(rows, self._findings)
                previous, checked = Head(rows[-1].sequence, rows[-1].hash), checked + len(rows)
        if not earlier_state:
            async with self._database.sessions() as session:
                # Read anew: a checkpoint may have been written for an entry that came after the walk began.
                await anchors.beyond(await current_head(session), self._findings)
        return end, checked

    async def _verify_objects(self, later: Later) -> int:
        """Read every object once, some at the same time; returns how many."""
        seen: set[str] = set()
        turn = asyncio.Semaphore(_PARALLEL_OBJECTS)
        try:
            async with self._database.sessions() as session, asyncio.TaskGroup() as group:
                for source in self._object_sources:
                    async for reference in source(session):
                        if reference.key not in seen:
                            seen.add(reference.key)
                            await turn.acquire()
                            group.create_task(self._verify_object(reference, later, turn))
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from errors
        return len(seen)

    async def _verify_object(self, reference: ObjectReference, later: Later, turn: asyncio.Semaphore) -> None:
        digest = hashlib.sha256()
        try:
            async for chunk in self._store.stream(reference.key):
                digest.update(chunk)
        except ObjectNotFound:
            if not await self._deleted_later(reference.key, later):
                self._findings.add(
                    FindingKind.MISSING_OBJECT, reference.subject, f"The object {reference.key} does not exist."
                )
            return
        finally:
            turn.release()
        if digest.hexdigest() != reference.sha256:
            detail = f"The object {reference.key} has the SHA-256 {digest.hexdigest()}, not {reference.sha256}."
            self._findings.add(FindingKind.ALTERED_OBJECT, reference.subject, detail)

    async def _deleted_later(self, key: str, later: Later) -> bool:
        """Whether an object was deleted on purpose after the state that this database is."""
        if not later.possible:
            return False
        return any([later.has(deletion) async for deletion in deletions(self._store, key)])


@dataclass(frozen=True)
class Later:
    """What came after the state that a database is, and is not in it, because the database was restored."""

    newest: Head | None
    """The newest entry of a database that is an earlier state of another one; None for the live one."""
    restored: Sequence[Restoration]

    @property
    def possible(self) -> bool:
        """Whether there is any."""
        return self.newest is not None or bool(self.restored)

    def has(self, deletion: Deletion) -> bool:
        """Whether a deletion is part of it. One that this database has itself, or should have, excuses nothing."""
        if self.newest is not None and deletion.sequence > self.newest.sequence:
            return True
        return given_up(Checkpoint(Head(deletion.sequence, ""), deletion.written_at), self.restored)


class _Anchors:
    """The checkpoints, read along with the chain in the same order; those that a restore gave up are passed over."""

    def __init__(self, written: AsyncIterator[Checkpoint], restored: Sequence[Restoration]) -> None:
        self._written = written
        self._restored = restored
        self._next: Head | None = None

    async def compare(self, rows: Sequence[Row], findings: _Findings) -> None:
        """Compare the checkpoints of these entries with them."""
        hashes = {row.sequence: row.hash for row in rows}
        while (anchor := await self._peek()) is not None and anchor.sequence <= rows[-1].sequence:
            self._next = None
            found = hashes.get(anchor.sequence)
            if found is not None and found != anchor.hash:
                detail = f"Its hash is {found}; the checkpoint made when it was the newest says {anchor.hash}."
                findings.add(FindingKind.REWRITTEN, f"audit entry {anchor.sequence}", detail)

    async def beyond(self, head: Head, findings: _Findings) -> None:
        """Report checkpoints of entries that are not there any more."""
        while (anchor := await self._peek()) is not None:
            self._next = None
            if anchor.sequence > head.sequence:
                detail = f"A checkpoint says that it existed; the newest entry is {head.sequence}."
                findings.add(FindingKind.TRUNCATED, f"audit entry {anchor.sequence}", detail)

    async def _peek(self) -> Head | None:
        while self._next is None:
            checkpoint = await anext(self._written, None)
            if checkpoint is None:
                break
            if not given_up(checkpoint, self._restored):
                self._next = checkpoint.head
        return self._next


def check_entries(rows: Sequence[Row], previous: Head) -> list[Finding]:
    """What is wrong with consecutive entries that should follow the previous one."""
    findings: list[Finding] = []

    def found(kind: FindingKind, sequence: int, detail: str) -> None:
        findings.append(Finding(kind=kind, subject=f"audit entry {sequence}", detail=detail))

    for row in rows:
        for missing in range(previous.sequence + 1, min(row.sequence, previous.sequence + 1 + MAX_FINDINGS)):
            found(FindingKind.MISSING_ENTRY, missing, "There is no such entry between its neighbours.")
        follows = row.sequence == previous.sequence + 1
        if follows and row.previous_hash != previous.hash:
            detail = f"It refers to {row.previous_hash} as the entry before it, whose hash is {previous.hash}."
            found(FindingKind.BROKEN_LINK, row.sequence, detail)
        content = EntryContent(row.actor, row.action, row.subject_type, row.subject_id, row.details)
        expected = entry_hash(row.sequence, row.at, content, row.previous_hash)
        if expected != row.hash:
            found(FindingKind.ALTERED_ENTRY, row.sequence, f"Its content hashes to {expected}, not {row.hash}.")
        previous = Head(row.sequence, row.hash)
    return findings


async def _batch(session: AsyncSession, *, after: int, end: int) -> Sequence[Row]:
    query = (
        select(*AuditEntry.__table__.columns)
        .where(AuditEntry.sequence > after, AuditEntry.sequence <= end)
        .order_by(AuditEntry.sequence)
        .limit(BATCH)
    )
    return (await session.execute(query)).all()

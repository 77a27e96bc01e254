"""Copies of objects that were deleted on purpose are neither brought back nor called lost, and go in their turn."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import obstore
import pytest
from obstore.store import MemoryStore

from infra.backups import objects
from infra.backups.objects import Copies
from server.audit.deletions import write_deletion
from server.audit.models import AuditEntry
from server.storage import ObjectStore

CONTENT = b"An AI policy."
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = f"evidence/sha256/{SHA256[:2]}/{SHA256}"
BEFORE, AFTER = datetime(2001, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)
"""Deletions that came before and after everything a test writes."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def copies() -> Copies:
    made = Copies(MemoryStore(), MemoryStore(), "the store", "the copies")
    obstore.put(made.store, "audit/checkpoints/1.json", b"{}")
    return made


async def tell(copies: Copies, at: datetime) -> None:
    """Have the store tell of a deletion, as the platform does."""
    entry = AuditEntry(
        sequence=17,
        at=at,
        actor="process:retention",
        action="object.deleted",
        subject_type="object",
        subject_id=NAME,
        details={},
        previous_hash="a",
        hash="b",
    )
    await write_deletion(ObjectStore(copies.store, "memory"), NAME, entry)


def names(store: obstore.store.ObjectStore) -> set[str]:
    return {meta["path"] for page in obstore.list(store) for meta in page}


@pytest.mark.anyio
async def test_what_was_deleted_on_purpose_stays_away_and_is_not_lost(copies: Copies) -> None:
    obstore.put(copies.copy, NAME, CONTENT)
    await tell(copies, AFTER)

    report, listed = objects.complete(copies)
    assert (report.only_in_copy, report.deleted) == (0, 1)
    assert NAME not in listed
    brought, _ = objects.complete(copies.turned())
    assert brought.copied == ()
    assert NAME not in names(copies.store)

    assert objects.forget(copies) == 1
    assert NAME not in names(copies.copy)
    assert objects.forget(copies) == 0


@pytest.mark.anyio
async def test_what_was_written_again_since_is_copied_and_brought_back(copies: Copies) -> None:
    await tell(copies, BEFORE)
    obstore.put(copies.store, NAME, CONTENT)

    report, listed = objects.complete(copies)
    assert NAME in report.copied
    assert NAME in listed
    assert objects.forget(copies) == 0
    obstore.delete(copies.store, NAME)
    assert objects.complete(copies)[0].only_in_copy == 1
    assert objects.complete(copies.turned())[0].copied == (NAME,)


def test_what_is_lost_comes_back(copies: Copies) -> None:
    obstore.put(copies.store, NAME, CONTENT)
    objects.complete(copies)
    obstore.delete(copies.store, NAME)

    assert objects.complete(copies.turned())[0].copied == (NAME,)

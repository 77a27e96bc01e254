"""Objects that no record refers to are found by reading two ordered lists side by side."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obstore.store import MemoryStore

from server.retention.orphans import KINDS, drill_leftovers, is_named_by_hash, unreferred
from server.storage import ObjectStore, StoredObject

T = TypeVar("T")
EVIDENCE, _ = KINDS
NOW = datetime.now(UTC)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def each(items: Iterable[T]) -> AsyncIterator[T]:
    for item in items:
        yield item


async def orphans(listed: Iterable[str], referred: Iterable[str]) -> list[str]:
    stored = (StoredObject(f"evidence/sha256/{name[:2]}/{name}", 1, NOW) for name in listed)
    return [one.key.rpartition("/")[2] async for one in unreferred(each(stored), each(referred))]


HASHES = st.sets(st.integers(0, 40).map(lambda number: f"{number:064x}"))


@pytest.mark.anyio
@given(listed=HASHES, referred=HASHES)
async def test_an_orphan_is_what_is_listed_and_not_referred_to(listed: set[str], referred: set[str]) -> None:
    assert await orphans(sorted(listed), sorted(referred)) == sorted(listed - referred)


@pytest.mark.parametrize(
    ("key", "named"),
    [
        (f"evidence/sha256/ab/{'ab' * 32}", True),
        (f"evidence/sha256/cd/{'ab' * 32}", False),
        (f"evidence/sha256/ab/{'ab' * 32}.part", False),
        ("evidence/sha256/README", False),
        (f"executions/sha256/ab/{'ab' * 32}", False),
    ],
)
def test_only_what_the_platform_names_by_its_hash_can_be_an_orphan(key: str, *, named: bool) -> None:
    assert is_named_by_hash(EVIDENCE, key) is named


@pytest.mark.anyio
async def test_a_drill_that_is_still_young_is_left_alone() -> None:
    store = ObjectStore(MemoryStore(), "memory")
    for key in ("drills/a/1", "drills/a/2", "drills/b/1"):
        await store.put_if_absent(key, b"12")
    soon = datetime.now(UTC) + timedelta(minutes=1)

    found = [(one.key, one.objects, one.size_bytes) async for one in drill_leftovers(store, soon)]
    assert found == [("drills/a", 2, 4), ("drills/b", 1, 2)]
    assert [one async for one in drill_leftovers(store, NOW - timedelta(hours=1))] == []

"""An archived segment is what was written, at the place it was written to, or is refused and named."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from infra.backups import wal
from infra.backups.errors.backups import UnknownKeyError, WrongKeyError
from infra.backups.errors.moments import DamagedSegmentError
from infra.backups.keys import Keyring
from infra.backups.retention import Judgement
from infra.backups.wal import SEGMENT_BYTES, Span
from infra.backups.wal_pruning import prune
from infra.backups.wal_store import WalStore
from tests.unit.infra.backups.repositories import Kept, keyring, new_key

SYSTEM = "7123456789012345678"
SEGMENT = wal.name(1, 3)
CONTENT = b"what happened " * 1000


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path, keyring(new_key("first")))


def store(kept: Kept, keys: Keyring | None = None, system: str = SYSTEM) -> WalStore:
    return WalStore(kept.repository, keys or kept.keyring, system)


def stored(kept: Kept) -> Path:
    return kept.directory / "kept" / "test" / "wal" / SYSTEM / SEGMENT


def test_a_segment_comes_back_and_is_stored_in_no_clear(kept: Kept) -> None:
    store(kept).put(SEGMENT, CONTENT)
    assert store(kept).get(SEGMENT) == CONTENT
    assert store(kept).names() == [SEGMENT]
    assert b"happened" not in stored(kept).read_bytes()
    assert kept.repository.entries() == []


def test_a_flipped_bit_in_any_region_is_noticed(kept: Kept) -> None:
    store(kept).put(SEGMENT, CONTENT)
    right = stored(kept).read_bytes()
    sealed = right.index(b"\n") + 1
    for place in (*range(sealed, sealed + 40), *range(len(right) - 20, len(right))):
        wrong = bytearray(right)
        wrong[place] ^= 1
        stored(kept).write_bytes(wrong)
        with pytest.raises(DamagedSegmentError, match=f"{SEGMENT} of the archived log is not what was written"):
            store(kept).get(SEGMENT)
    # The first line says which key it was; whatever it says, nothing else is taken for the segment.
    for place in range(sealed):
        wrong = bytearray(right)
        wrong[place] ^= 1
        stored(kept).write_bytes(wrong)
        with contextlib.suppress(DamagedSegmentError, UnknownKeyError):
            assert store(kept).get(SEGMENT) == CONTENT


def test_a_missing_segment_is_named(kept: Kept) -> None:
    with pytest.raises(DamagedSegmentError, match=f"{SEGMENT} of the archived log is missing"):
        store(kept).get(SEGMENT)


def test_segments_that_changed_places_are_noticed(kept: Kept) -> None:
    store(kept).put(SEGMENT, CONTENT)
    other = stored(kept).with_name(wal.name(1, 4))
    stored(kept).rename(other)
    with pytest.raises(DamagedSegmentError, match=f"{other.name} of the archived log is another one, .*{SEGMENT}"):
        store(kept).get(other.name)
    other.write_bytes(other.read_bytes().replace(SEGMENT.encode(), other.name.encode()))
    with pytest.raises(WrongKeyError):
        store(kept).get(other.name)


def test_a_key_of_another_value_is_told_from_damage(kept: Kept) -> None:
    store(kept).put(SEGMENT, CONTENT)
    with pytest.raises(WrongKeyError, match="first"):
        store(kept, keyring(new_key("first"))).get(SEGMENT)
    with pytest.raises(UnknownKeyError, match="first"):
        store(kept, keyring(new_key("second"))).get(SEGMENT)


def span(number: int, system: str = SYSTEM) -> Span:
    return Span(system, 1, number * SEGMENT_BYTES, number * SEGMENT_BYTES + 1)


def test_pruning_keeps_the_log_of_what_is_kept(kept: Kept) -> None:
    ours, other = store(kept), store(kept, system="8")
    for number in range(1, 9):
        ours.put(wal.name(1, number), b"")
    other.put(SEGMENT, b"")
    judged = [
        Judgement("newest", keep=True, reason="the newest"),
        Judgement("verified", keep=True, reason="the newest that was verified"),
        Judgement("monthly", keep=True, reason="monthly"),
        Judgement("gone", keep=False, reason="older than retention asks for"),
        Judgement("a dump", keep=True, reason="hourly"),
    ]
    spans = {"newest": span(7), "verified": span(6), "monthly": span(2), "gone": span(4)}
    [planned] = prune(kept.repository, spans, judged, dry_run=True)
    assert (planned.id, planned.keep) == (f"wal/{SYSTEM}", False)
    assert len(ours.names()) == 8
    prune(kept.repository, spans, judged, dry_run=False)
    assert ours.names() == [wal.name(1, number) for number in (2, 6, 7, 8)]
    assert other.names() == [SEGMENT]


def test_pruning_leaves_the_log_alone_while_a_base_cannot_be_read(kept: Kept) -> None:
    store(kept).put(SEGMENT, b"")
    judged = [Judgement("newest", keep=True, reason="the newest"), Judgement("sealed", keep=True, reason="daily")]
    assert prune(kept.repository, {"newest": span(7), "sealed": None}, judged, dry_run=False) == []
    assert store(kept).names() == [SEGMENT]

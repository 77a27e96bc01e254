"""Which parts of the log a restore needs, and where the archiver goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.backups import wal
from infra.backups.archiving import prepare_spool, waiting
from infra.backups.wal import SEGMENT_BYTES, Span

SEVEN = 7 * SEGMENT_BYTES


def names(*numbers: int, timeline: int = 1) -> list[str]:
    return [wal.name(timeline, number) for number in numbers]


def span(first: int, last: int, timeline: int = 1) -> Span:
    return Span("7", timeline, first * SEGMENT_BYTES + 40, last * SEGMENT_BYTES + 80)


@pytest.mark.parametrize(
    ("text", "segment"),
    [("0/16B3748", "000000010000000000000001"), ("1/0", "000000010000000100000000"), ("2F/FF000028", None)],
)
def test_positions_and_segments_are_named_as_postgresql_names_them(text: str, segment: str | None) -> None:
    at = wal.position(text)
    assert wal.as_text(at) == text
    named = wal.name(1, at // SEGMENT_BYTES)
    assert named == (segment or "000000010000002F000000FF")
    assert wal.number(named) == at // SEGMENT_BYTES
    assert wal.end(named) == (at // SEGMENT_BYTES + 1) * SEGMENT_BYTES


def test_what_lacks_of_a_span_is_named() -> None:
    assert wal.missing(span(3, 6), names(2, 3, 5, 6, 7)) == names(4)
    assert wal.missing(span(3, 6), names(3, 4, 5, 6, timeline=2)) == names(3, 4, 5, 6)


def test_the_log_is_used_up_to_the_first_gap() -> None:
    assert wal.unbroken(span(3, 4), names(2, 3, 4, 5, 7)) == (names(3, 4, 5), True)
    assert wal.unbroken(span(3, 4), names(3, 4, 5)) == (names(3, 4, 5), False)
    # Another history of the same server begins where it was promoted; it does not go on with this one.
    assert wal.unbroken(span(3, 4), [*names(3, 4), *names(5, 6, timeline=2)]) == (names(3, 4), False)


def test_every_base_keeps_its_own_log_and_the_oldest_of_the_window_all_that_follows() -> None:
    monthly, daily, newest = span(2, 3), span(10, 10), span(14, 15)
    kept = names(*range(1, 18))
    assert wal.dispensable(kept, [monthly, daily, newest], daily) == names(1, 4, 5, 6, 7, 8, 9)
    assert wal.dispensable(kept, [newest], newest) == names(*range(1, 14))


def test_nothing_of_the_log_is_dispensable_before_there_is_a_base() -> None:
    assert wal.dispensable(names(1, 2, 3), [], None) == []


def spool_with(directory: Path, *files: str) -> Path:
    for file in files:
        (directory / file).touch()
    return directory


def test_an_empty_spool_gets_a_placeholder_for_what_is_archived(tmp_path: Path) -> None:
    prepare_spool(tmp_path, 1, SEVEN)
    [placeholder] = tmp_path.iterdir()
    assert placeholder.name == wal.name(1, 6)
    assert placeholder.stat().st_size == SEGMENT_BYTES
    assert waiting(tmp_path, SEVEN) == []


def test_what_follows_on_the_archive_stays_in_the_spool(tmp_path: Path) -> None:
    seven, eight = names(7, 8)
    prepare_spool(spool_with(tmp_path, *names(6), seven, f"{eight}.partial"), 1, SEVEN)
    assert sorted(path.name for path in tmp_path.iterdir()) == [seven, f"{eight}.partial"]
    assert waiting(tmp_path, SEVEN) == [seven]


@pytest.mark.parametrize(
    "stale",
    [
        names(9),  # received after a gap
        names(7, timeline=2),  # of another history
        [f"{wal.name(1, 5)}.partial"],  # archived long ago
    ],
)
def test_what_does_not_follow_on_the_archive_is_received_again(tmp_path: Path, stale: list[str]) -> None:
    prepare_spool(spool_with(tmp_path, *stale, "00000002.history"), 1, SEVEN)
    assert [path.name for path in tmp_path.iterdir()] == names(6)

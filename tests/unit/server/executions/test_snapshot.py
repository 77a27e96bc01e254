"""A stored snapshot reads back as what was frozen."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.executions.decision import AttestationFacts
from server.executions.snapshot import Snapshot, moment, parse_snapshot

ATTESTATION = AttestationFacts(
    id="a1",
    control_id="art_9",
    outcome="pass",
    statement="Seen.",
    attested_by="account:auditor@example.org",
    attested_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    valid_until=date(2026, 12, 31),
)


def test_it_reads_back_and_its_text_is_the_same_again() -> None:
    given = {"now": "2026-06-01T00:00:00.000001Z", "metrics": {"drift": {"value": 1e-07}}, "facts": {"ü": [1.0, True]}}
    snapshot = Snapshot(given, [ATTESTATION])
    again = parse_snapshot(snapshot.text())
    assert again == snapshot
    assert again.text() == snapshot.text()
    assert again.now == datetime(2026, 6, 1, 0, 0, 0, 1, tzinfo=UTC)


def test_moments_rules_cannot_calculate_with_are_moved_to_the_nearest_they_can() -> None:
    assert moment(datetime(9999, 12, 31, 23, tzinfo=UTC)) == "2261-12-31T00:00:00.000000Z"
    assert moment(datetime(1, 1, 1, tzinfo=UTC)) == "1970-01-01T00:00:00.000000Z"

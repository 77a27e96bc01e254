"""A cleanup goes through all of its parts, and tells what the platform's retention printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from infra.errors import OperatorError
from infra.output import Progress
from infra.scripts.cleanup import waste
from infra.scripts.cleanup.errors import RetentionUnreadableError
from infra.scripts.cleanup.record import record_of
from infra.scripts.cleanup.retention import Retention
from infra.scripts.cleanup.waste import Report, Waste


class Part:
    """A part with two things, the second of which may be stuck."""

    called = "things"

    def __init__(self, *, stuck: bool) -> None:
        self._stuck = stuck

    def find(self) -> list[Waste]:
        return [Waste("thing", name, "Why not.", 10) for name in ("first", "second")]

    def remove(self) -> Iterator[Waste]:
        first, second = self.find()
        yield first
        if self._stuck:
            raise OperatorError("It is stuck.")
        yield second


def run(*parts: Part, remove: bool) -> Report:
    return waste.run(parts, Progress(quiet=True), remove=remove)


def test_what_was_removed_before_a_part_failed_is_told_of_and_the_other_parts_go_on() -> None:
    report = run(Part(stuck=True), Part(stuck=False), remove=True)
    assert [one.name for one in report.found] == ["first", "first", "second"]
    assert report.problems == ["Things: It is stuck."]
    assert (report.bytes, report.counts) == (30, {"thing": 3})


def test_the_record_says_what_was_removed_and_what_failed() -> None:
    now = datetime.now(UTC)
    whole = record_of("staging", (now, now), run(Part(stuck=False), remove=True))
    assert (whole["kind"], whole["outcome"]) == ("cleanup", "succeeded")
    assert whole["details"]["removed"] == ["thing first", "thing second"]
    partial = record_of("staging", (now, now), run(Part(stuck=True), remove=True))
    assert partial["outcome"] == "failed"
    assert "It is stuck." in partial["summary"]


PRINTED = {
    "deleted": False,
    "retention_days": 3653,
    "grace_hours": 24.0,
    "evidence": [{"id": "1", "kind": "policy", "title": "Policy", "size_bytes": 5, "sha256": "a"}],
    "evidence_total": {"count": 3, "size_bytes": 50},
    "orphans": [{"key": "drills/1", "size_bytes": 7, "objects": 7}],
    "orphans_total": {"count": 7, "size_bytes": 7},
}


def test_what_the_retention_printed_is_told_and_what_it_only_counted_is_one_line() -> None:
    told: list[bool] = []

    def retain(delete: bool) -> str:
        told.append(delete)
        return f"a line of a log\n{json.dumps(PRINTED)}\n"

    report = waste.run([Retention(retain, "eu-central-1")], Progress(quiet=True), remove=False)
    assert told == [False]
    assert [(one.kind, one.name, one.bytes, one.count) for one in report.found] == [
        ("evidence", "1 Policy", 5, 1),
        ("evidence", "… and 2 more", 45, 2),
        ("object", "drills/1", 7, 7),
    ]
    assert report.counts == {"evidence": 3, "object": 7}
    assert "3653 days" in report.found[0].reason
    waste.run([Retention(retain)], Progress(quiet=True), remove=True)
    assert told == [False, True]


@pytest.mark.parametrize("printed", ["", "ERROR", '{"deleted": true}'])
def test_anything_else_is_refused(printed: str) -> None:
    with pytest.raises(RetentionUnreadableError):
        list(Retention(lambda _delete: printed).find())

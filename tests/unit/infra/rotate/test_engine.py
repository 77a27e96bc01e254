"""The engine with a credential that is a plain object: what is remembered, recorded and said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.errors import OperatorError
from infra.output import Progress as Display
from infra.scripts.rotate import record
from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.engine import Rotation
from infra.scripts.rotate.errors import RotationStalledError, UnreadableProgressError
from infra.scripts.rotate.progress import Memory, Progress

QUIET = Display(quiet=True)
HOUR = timedelta(hours=1)


class Plain(Credential):
    """A credential of nothing, that is taken over at once."""

    kind = Kind.OBJECT_STORE_KEY
    name = "plain"

    def __init__(self) -> None:
        self.named = "one"
        self.valid = {"one"}
        self.user: str | None = None
        self.late: str | None = None
        self.refuses = False

    def current(self) -> str:
        return self.named

    def create(self, progress: Progress) -> str:
        self.valid.add("two")
        return "two"

    def holds(self, new: str) -> bool:
        return new in self.valid

    def not_accepted(self, progress: Progress) -> str | None:
        return None

    def store(self, progress: Progress) -> None:
        if self.refuses:
            raise OperatorError("The store is out.")
        self.named = "two"

    def not_in_use(self, progress: Progress) -> str | None:
        return self.late

    def still_used(self, progress: Progress) -> str | None:
        return self.user

    def revoke(self, progress: Progress) -> None:
        self.valid.discard("one")

    def not_refused(self, progress: Progress) -> str | None:
        return None


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "rotations.json")


class Records(list[Progress]):
    def keep(self, _credential: Credential, progress: Progress) -> None:
        self.append(progress)


def rotation(
    credential: Credential, memory: Memory, records: Records, overlap: timedelta = timedelta(0), patience: float = 5
) -> Rotation:
    return Rotation(credential, memory, overlap, records.keep, QUIET, patience_seconds=patience)


def test_a_rotation_is_recorded_once_with_its_steps(memory: Memory) -> None:
    plain, records = Plain(), Records()

    outcome = rotation(plain, memory, records).run()

    assert (outcome.state, plain.named, plain.valid) == ("rotated", "two", {"two"})
    [kept] = records
    assert [step.name for step in kept.steps] == ["begin", "create", "store", "revoke"]
    assert memory.progress("plain") is None
    assert memory.read().known["plain"].rotated_at is not None


def test_the_overlap_ends_a_run_and_the_next_one_after_it_goes_on(memory: Memory) -> None:
    plain, records = Plain(), Records()

    waiting = rotation(plain, memory, records, overlap=HOUR).run()

    assert waiting.state == "overlapping"
    assert waiting.resumes_at is not None
    assert abs(waiting.resumes_at - datetime.now(UTC) - HOUR) < timedelta(minutes=1)
    assert plain.valid == {"one", "two"}
    assert records == []

    assert rotation(plain, memory, records, overlap=timedelta(0)).run().state == "rotated"
    assert plain.valid == {"two"}


def test_what_is_not_taken_over_in_time_fails_and_leaves_the_old_one_valid(memory: Memory) -> None:
    plain, records = Plain(), Records()
    plain.late = "worker has not taken it over"

    with pytest.raises(RotationStalledError, match=r"worker has not taken it over\. .*`syndic secrets rotate plain`"):
        rotation(plain, memory, records, patience=0.2).run()
    assert plain.valid == {"one", "two"}

    plain.late = None
    assert rotation(plain, memory, records).run().state == "rotated"
    assert [step.outcome for step in records[0].steps].count("failed") == 1


def test_a_step_that_fails_is_done_again_by_the_next_run(memory: Memory) -> None:
    plain, records = Plain(), Records()
    plain.refuses = True
    with pytest.raises(OperatorError, match="The store is out"):
        rotation(plain, memory, records).run()
    assert plain.named == "one"

    plain.refuses = False
    assert rotation(plain, memory, records).run().state == "rotated"


def test_a_store_that_was_written_by_a_killed_run_is_noticed(memory: Memory) -> None:
    plain, records = Plain(), Records()
    begun = Progress(id="1", began_at=datetime.now(UTC), old="one", new="two", created_at=datetime.now(UTC))
    memory.keep("plain", begun)
    plain.valid, plain.named = {"one", "two"}, "two"

    rotation(plain, memory, records).run()

    assert "store" not in [step.name for step in records[0].steps]
    assert plain.valid == {"two"}


def test_a_record_that_cannot_be_sent_is_sent_by_the_next_run(memory: Memory) -> None:
    plain, records = Plain(), Records()

    def refuse(_credential: Credential, _progress: Progress) -> None:
        raise OperatorError("The platform does not answer.")

    with pytest.raises(OperatorError):
        Rotation(plain, memory, timedelta(0), refuse, QUIET).run()
    assert memory.progress("plain") is not None

    rotation(plain, memory, records).run()
    assert len(records) == 1


def test_a_damaged_file_is_named(memory: Memory) -> None:
    memory.path.write_text('{"known": ')

    with pytest.raises(UnreadableProgressError, match=r"rotations\.json cannot be read"):
        memory.read()


def test_the_record_names_identifiers_and_the_secret(memory: Memory) -> None:
    plain, records = Plain(), Records()
    rotation(plain, memory, records).run()

    body = record.operation(plain, records[0], "development")

    assert body["kind"] == "rotation"
    assert body["details"] == {"secret": "plain", "kind": "object_store_key", "old": "one", "new": "two"}
    assert body["outcome"] == "succeeded"

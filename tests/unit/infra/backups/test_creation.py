"""A backup that was cut off is gone on with, or removed and begun anew; it is never half of one and half of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.backups.errors.backups import StorageError, UnknownKeyError
from infra.backups.manifest import Manifest
from infra.backups.memory import Making
from infra.backups.repository import Repository
from tests.unit.infra.backups.repositories import Kept, keyring, new_key


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path, keyring(new_key("first")))


class Cut(Exception):  # noqa: N818 - no error of ours
    """The end of a run."""


def test_a_run_cut_off_before_its_files_are_whole_is_begun_anew(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_repository: Repository, _backup: str, _file: str, index: int, _content: bytes) -> None:
        raise StorageError("the directory", "it is full")

    with monkeypatch.context() as context:
        context.setattr(Repository, "write_chunk", full)
        with pytest.raises(StorageError):
            kept.make({"a.txt": "first try"})
    made = kept.make({"a.txt": "second try"})
    assert [entry.id for entry in kept.repository.entries()] == [made.id]
    assert kept.fetch(made.id)["a.txt"] == "second try"


def test_a_run_cut_off_while_it_is_made_complete_goes_on_with_what_it_has(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_repository: Repository, _backup: str, _content: bytes) -> None:
        raise Cut

    with monkeypatch.context() as context:
        context.setattr(Repository, "write_manifest", cut)
        with pytest.raises(Cut):
            kept.make({"a.txt": "first try"})
    [begun] = kept.repository.entries()
    made = kept.make({"a.txt": "what is there by now is of no matter"})
    assert made.id == begun.id
    assert kept.fetch(made.id)["a.txt"] == "first try"


def test_a_run_cut_off_while_it_is_recorded_records_it_once_more_and_makes_no_other(kept: Kept) -> None:
    def cut(_manifest: Manifest, _making: Making) -> None:
        raise Cut

    with pytest.raises(Cut):
        kept.creation({"a.txt": "first try"}, cut).run()
    made = kept.make({"a.txt": "second try"})
    assert kept.recorded == [made.id]
    assert kept.fetch(made.id)["a.txt"] == "first try"
    assert kept.make({"a.txt": "third try"}).id != made.id


def test_a_key_that_was_taken_away_meanwhile_is_named(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(_repository: Repository, _backup: str, _content: bytes) -> None:
        raise Cut

    with monkeypatch.context() as context:
        context.setattr(Repository, "write_manifest", cut)
        with pytest.raises(Cut):
            kept.make({"a.txt": "first try"})
    kept.keyring = keyring(new_key("second"))
    with pytest.raises(UnknownKeyError, match="first"):
        kept.make({"a.txt": "second try"})

"""What is not encrypted yet lies in memory, and nowhere after it was stored."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.backups import clear_text
from infra.backups.kinds import Kind
from infra.backups.production import Producer, Production
from infra.backups.repository import Repository
from tests.unit.infra.backups.repositories import Kept, keyring, new_key


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory in the place of the file system in memory."""
    found = tmp_path / "memory"
    found.mkdir()
    monkeypatch.setattr(clear_text, "MEMORY", found)
    return found


def test_files_that_fit_lie_in_memory(tmp_path: Path, memory: Path) -> None:
    place = tmp_path / "work" / "files"
    assert clear_text.make(place, 1000)
    (place / "dump").write_text("in clear")
    assert place.is_symlink()
    assert [path.read_text() for path in memory.rglob("dump")] == ["in clear"]
    assert [path for path in (tmp_path / "work").rglob("*") if path.is_file() and not path.is_symlink()] == []
    clear_text.remove(place)
    assert not place.exists()
    assert list(memory.iterdir()) == []


def test_what_does_not_fit_lies_where_it_was_asked_for(
    tmp_path: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "files"
    assert not clear_text.make(place, 10**15)
    assert not place.is_symlink()
    assert place.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(clear_text, "MEMORY", tmp_path / "none")
    assert not clear_text.make(place, 1)


def test_what_was_there_is_gone_when_it_is_made_anew(tmp_path: Path, memory: Path) -> None:
    place = tmp_path / "files"
    clear_text.make(place, 1000)
    (place / "old").touch()
    clear_text.make(place, 1000)
    assert list(place.iterdir()) == []
    assert len(list(memory.iterdir())) == 1


class InMemory(Producer):
    """One file that lies in memory."""

    kind = Kind.CONFIG

    def __init__(self, text: str) -> None:
        self._text = text

    @contextmanager
    def producing(self, directory: Path) -> Generator[Production]:
        assert clear_text.make(directory, 1000)
        (directory / "a.txt").write_text(self._text)
        yield Production(lambda: True)


class Cut(Exception):  # noqa: N818 - no error of ours
    """The end of a run."""


@pytest.mark.parametrize(("crashes", "expected"), [(False, "first try"), (True, "second try")])
def test_a_backup_goes_on_after_a_kill_and_is_begun_anew_after_a_crash_of_the_machine(
    tmp_path: Path, memory: Path, monkeypatch: pytest.MonkeyPatch, crashes: bool, expected: str
) -> None:
    kept = Kept(tmp_path, keyring(new_key("first")))

    def cut(_repository: Repository, _backup: str, _content: bytes) -> None:
        raise Cut

    with monkeypatch.context() as context:
        context.setattr(Repository, "write_manifest", cut)
        with pytest.raises(Cut):
            kept.creation_of(InMemory("first try")).run()
    if crashes:
        for lost in memory.iterdir():
            shutil.rmtree(lost)
    made = kept.creation_of(InMemory("second try")).run()
    assert kept.fetch(made.id)["a.txt"] == expected
    assert [entry.id for entry in kept.repository.entries() if entry.complete] == [made.id]
    assert list(memory.iterdir()) == []

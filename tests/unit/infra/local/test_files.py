from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.files import last_lines, secret_file, write_atomically


def test_a_file_is_replaced_in_one_step_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"

    assert write_atomically(path, "one")
    assert write_atomically(path, "two")

    assert path.read_text() == "two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


def test_a_file_that_holds_the_same_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, "one")
    before = path.stat()

    assert not write_atomically(path, "one")

    assert path.stat().st_ino == before.st_ino


def test_nothing_is_left_when_writing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()

    with pytest.raises(OSError, match="file"):
        write_atomically(tmp_path / "file", "one")

    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    first = secret_file(tmp_path / "secret")

    assert len(first) >= 32
    assert secret_file(tmp_path / "secret") == first


def test_the_last_lines_of_a_log_are_read_from_its_end(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("".join(f"line {number}\n" for number in range(100_000)))

    assert last_lines(path, 2) == ["line 99998", "line 99999"]
    assert last_lines(tmp_path / "missing") == []

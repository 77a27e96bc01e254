"""A value is handed on in the file that the code host names, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.job_outputs import FILES, tell


def test_values_are_handed_on_where_a_code_host_asks_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FILES:
        monkeypatch.delenv(name, raising=False)
    tell("version", "1.4.0")
    for name in FILES:
        file = tmp_path / name
        file.write_text("before=1\n")
        monkeypatch.setenv(name, str(file))
    tell("version", "1.4.0")
    assert [(tmp_path / name).read_text() for name in FILES] == ["before=1\nversion=1.4.0\n"] * 2

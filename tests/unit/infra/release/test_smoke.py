"""Smoke tests that are not there are no smoke tests that pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.scripts.release import smoke
from infra.scripts.release.errors import SmokeTestsMissingError


def test_a_command_without_smoke_tests_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smoke, "checkout", lambda: tmp_path / "image")
    with pytest.raises(SmokeTestsMissingError, match="Release from a checkout"):
        smoke.run(tmp_path, "https://localhost", "https://localhost", tmp_path, tmp_path, tmp_path / "log")

"""The command line's connection to a platform that the environment names."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.connection import connect_by_environment
from infra.local.errors import UnreadableTokenError


def test_a_token_may_be_kept_in_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "token"
    kept.write_text("syn_kept")
    monkeypatch.setenv("SYNDIC_URL", "https://localhost")
    monkeypatch.setenv("SYNDIC_API_TOKEN", f"file:{kept}")
    with connect_by_environment() as platform:
        assert platform is not None
        assert platform._client.headers["Authorization"] == "Bearer syn_kept"


def test_a_store_without_the_token_is_named_and_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNDIC_URL", "https://localhost")
    monkeypatch.setenv("SYNDIC_API_TOKEN", "env:NOWHERE_TO_BE_FOUND")
    with pytest.raises(UnreadableTokenError, match="NOWHERE_TO_BE_FOUND"), connect_by_environment():
        pytest.fail("there is no token")

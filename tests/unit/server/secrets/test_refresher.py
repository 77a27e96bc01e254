"""A running process takes over changed secrets, and keeps the last ones when it cannot."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from server.secrets.refresher import Refresher
from server.settings import DatabaseSettings, load_settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "password"
    file.write_text("password-one")
    environment = tmp_path / ".env"
    environment.write_text(f"DATABASE_URL=postgresql://app:{{file:{file}}}@db/syndic\nDATABASE_POOL_SIZE=7\n")
    monkeypatch.setenv("SYNDIC_ENV_FILE", str(environment))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return file


@pytest.fixture
def refresher(secret: Path) -> Refresher[DatabaseSettings]:
    return Refresher(load_settings(DatabaseSettings))


def rewrite(file: Path, text: str | None) -> None:
    if text is None:
        file.unlink()
    else:
        file.write_text(text)


def url(settings: DatabaseSettings) -> str:
    return settings.database_url.get_secret_value()


def failures() -> float:
    return REGISTRY.get_sample_value("secret_store_failures_total", {"store": "file"}) or 0.0


async def test_subscribers_hear_of_a_change_once(refresher: Refresher[DatabaseSettings], secret: Path) -> None:
    heard: list[str] = []
    refresher.subscribe(["database_url"], lambda settings: heard.append(url(settings)))
    await refresher.refresh()
    assert heard == []
    rewrite(secret, "password-two")
    await refresher.refresh()
    await refresher.refresh()
    assert heard == ["postgresql://app:password-two@db/syndic"]
    assert url(refresher.settings) == heard[0]
    assert refresher.settings.database_pool_size == 7


async def test_a_changed_dotenv_file_is_taken_over_too(refresher: Refresher[DatabaseSettings], secret: Path) -> None:
    rewrite(secret.parent / ".env", "DATABASE_URL=postgresql://app:literal@db/syndic\nDATABASE_POOL_SIZE=9\n")
    await refresher.refresh()
    assert url(refresher.settings) == "postgresql://app:literal@db/syndic"
    assert refresher.settings.database_pool_size == 7, "what is no secret stays as it was at the start"


async def test_the_last_value_stays_while_the_store_fails(
    refresher: Refresher[DatabaseSettings], secret: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = failures()
    rewrite(secret, None)
    with caplog.at_level(logging.WARNING, "server.secrets"):
        await refresher.refresh()
    assert url(refresher.settings) == "postgresql://app:password-one@db/syndic"
    assert failures() == before + 1
    assert "DATABASE_URL: There is no secret file:" in caplog.text
    rewrite(secret, "password-two")
    await refresher.refresh()
    assert url(refresher.settings) == "postgresql://app:password-two@db/syndic"


async def test_a_value_that_is_not_valid_is_not_taken_over(
    refresher: Refresher[DatabaseSettings], secret: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rewrite(secret.parent / ".env", "DATABASE_URL=postgresql://a:b@c/d\nDATABASE_POOL_SIZE=canary\n")
    with caplog.at_level(logging.ERROR, "server.secrets"):
        await refresher.refresh()
    assert url(refresher.settings) == "postgresql://app:password-one@db/syndic"
    assert "DATABASE_POOL_SIZE" in caplog.text
    assert "canary" not in caplog.text


async def test_a_subscriber_that_fails_is_called_again(
    refresher: Refresher[DatabaseSettings], secret: Path, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[str] = []

    async def take_over(settings: DatabaseSettings) -> None:
        calls.append(url(settings))
        if len(calls) == 1:
            raise ConnectionError("not yet")

    others: list[str] = []
    refresher.subscribe(["database_url"], take_over)
    refresher.subscribe(["database_url"], lambda settings: others.append(url(settings)))
    rewrite(secret, "password-two")
    await refresher.refresh()
    await refresher.refresh()
    await refresher.refresh()
    assert calls == ["postgresql://app:password-two@db/syndic"] * 2
    assert len(others) == 1
    assert "not taken over" in caplog.text


async def test_only_secrets_can_be_subscribed_to(refresher: Refresher[DatabaseSettings]) -> None:
    with pytest.raises(ValueError, match=r"database_pool_size\. There are: database_url"):
        refresher.subscribe(["database_pool_size"], lambda _: None)


async def test_the_age_of_a_secret_is_exported(refresher: Refresher[DatabaseSettings], secret: Path) -> None:
    age = REGISTRY.get_sample_value("secret_age_seconds", {"name": "DATABASE_URL"})
    assert age is not None
    assert 0 <= age < 60


async def test_running_refreshes_at_the_interval(secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETS_REFRESH_SECONDS", "1")
    refresher = Refresher(load_settings(DatabaseSettings))
    heard = asyncio.Event()
    refresher.subscribe(["database_url"], lambda _: heard.set())
    task = asyncio.create_task(refresher.run())
    rewrite(secret, "password-two")
    await asyncio.wait_for(heard.wait(), 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    refresher.close()

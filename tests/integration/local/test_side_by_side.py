"""Two environments on one machine at the same time, the second one run by somebody who is not root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest

from infra.local import credentials, ports
from infra.platform import System
from tests.integration.local.syndic import Syndic

NORMAL_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory, console: Path) -> Generator[Syndic]:
    command = Syndic(tmp_path_factory.mktemp("one"))
    yield command
    assert command.run("down").returncode == 0
    assert command.processes() == []


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory, console: Path) -> Generator[Syndic]:
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        possible = subprocess.run([*NORMAL_USER, "true"], capture_output=True, check=False)
        if possible.returncode != 0:
            pytest.skip(f"root cannot become a normal user here: {possible.stderr.decode().strip()}")
        prefix = NORMAL_USER
    # Spaces and signs in the path are a user's right.
    command = Syndic(tmp_path_factory.mktemp("other") / "my state, 100%", prefix)
    yield command
    assert command.run("down").returncode == 0
    assert command.processes() == []


def test_they_share_no_port_no_secret_and_no_data(one: Syndic, other: Syndic) -> None:
    first, second = one.up(), other.up()

    assert first["url"] != second["url"]
    used = [set(ports.read(command.layout.ports_file).values()) for command in (one, other)]
    assert not used[0] & used[1]
    held = [credentials.read(command.layout.env_file).values for command in (one, other)]
    # The names of database roles are the same everywhere and no secret, and no more are dates.
    told = credentials.CHANGED
    secrets = [
        {value for name, value in values.items() if not name.endswith("_USER") and name != told} for values in held
    ]
    assert not secrets[0] & secrets[1]
    body = {"name": "Of one", "purpose": "p", "owner": "o", "risk_tier": "minimal", "lifecycle": "design"}
    with one.connect() as platform:
        platform.post(System, "/api/systems", body)
    with other.connect() as platform:
        assert list(platform.list(System, "/api/systems")) == []


def test_postgresql_of_a_normal_user_runs_directly(one: Syndic, other: Syndic) -> None:
    text = (other.layout.supervisor / "conf.d" / "postgresql.conf").read_text()

    assert "unshare" not in text
    assert "setpriv" not in text


def test_one_goes_down_and_the_other_stays(one: Syndic, other: Syndic) -> None:
    before = other.pids()

    assert one.run("down").returncode == 0

    assert one.processes() == []
    assert other.pids() == before
    assert other.status()["ready"] is True

"""Prometheus' own tool reads every rule, and every test of them holds."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from infra.monitoring.rules import FOLDER, TESTS
from infra.tree import checkout

pytestmark = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is not installed: apt-get install prometheus"
)


def promtool(*words: str) -> str:
    done = subprocess.run(["promtool", *words], cwd=checkout(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files(folder: str) -> list[str]:
    found = sorted(map(str, (checkout() / folder).glob("*.yaml")))
    assert found
    return found


def test_prometheus_reads_every_rule() -> None:
    assert "SUCCESS" in promtool("check", "rules", *files(FOLDER))


@pytest.mark.parametrize("file", files(TESTS), ids=lambda file: Path(file).stem)
def test_alerts_fire_stay_silent_and_resolve(file: str) -> None:
    assert "SUCCESS" in promtool("test", "rules", file)

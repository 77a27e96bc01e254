"""How a release ended, for its users and in the record."""

from __future__ import annotations

import subprocess

from tests.integration.release.scene import Scene, Users


def nothing_failed(users: Users) -> None:
    assert users.report.failures == [], users.report.failures[:20]
    assert users.lost == [], users.lost[:20]
    assert users.report.executions


def taken_back(scene: Scene, version: str, before: str, done: subprocess.CompletedProcess[str]) -> str:
    """Asserts that a version was taken back, with the evidence written; why."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert scene.live() == before
    last, record = scene.last(), scene.recorded()
    assert last["outcome"] == record["outcome"] == "aborted"
    assert record["details"]["release"] == last["id"]
    assert last["new"]["revision"] == scene.versions.git("rev-parse", version).strip()
    assert scene.syndic.status()["ready"]
    return last["reason"]

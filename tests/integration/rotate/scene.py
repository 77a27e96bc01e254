"""A running environment whose secrets are rotated, and what is checked of it afterwards."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Generator
from typing import Any

from infra.local import credentials
from infra.local.layout import Layout
from infra.platform import Platform, System
from infra.scripts.rotate.rotations import Rotations, open_rotations
from tests.integration.local.syndic import Syndic


class Scene:
    """A running environment, and every secret it ever had."""

    def __init__(self, syndic: Syndic, administrator: dict[str, str]) -> None:
        self.syndic = syndic
        self.administrator = administrator
        self.seen: set[str] = set()
        self.remember()

    @property
    def layout(self) -> Layout:
        return self.syndic.layout

    @property
    def held(self) -> credentials.Credentials:
        return credentials.read(self.layout.env_file)

    def remember(self) -> None:
        """Remember the secrets of now, to look for them later."""
        for name, value in self.held.values.items():
            if name == credentials.SIGNING_KEYS:
                self.seen |= {key["key"] for key in json.loads(value)}
            elif name.endswith(("_PASSWORD", "_SECRET", credentials.TOKEN)):
                self.seen.add(value)

    def rotations(self) -> Rotations:
        return open_rotations("development", self.syndic.state)

    def system(self, name: str) -> str:
        body = {
            "name": name,
            "purpose": "Stands still while secrets change",
            "owner": "tests",
            "risk_tier": "minimal",
            "lifecycle": "testing",
        }
        with self.syndic.connect() as platform:
            return platform.post(System, "/api/systems", body).id

    def token(self) -> dict[str, str]:
        """The headers of a token of its own, which no rotation replaces."""
        with self.syndic.connect() as platform:
            token = platform.create_token("load", "admin", 1)
        return {"Authorization": f"Bearer {token}"}

    @contextlib.contextmanager
    def load(self, system: str, headers: dict[str, str], report: dict[str, Any]) -> Generator[None]:
        """Load while the block runs; the report is filled in at its end."""
        file = self.syndic.state.parent / "headers.json"
        file.write_text(json.dumps(headers))
        argv = [sys.executable, "-m", "tests.integration.rotate.load", str(self.syndic.state), system, str(file)]
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stdout.readline() == "running\n"
            try:
                yield
            finally:
                process.stdin.write("\n")
                process.stdin.flush()
                report.update(json.loads(process.stdout.readline()))


def assert_nothing_was_lost(scene: Scene, system: str, report: dict[str, Any]) -> None:
    """No request failed, and what was acknowledged is there, once."""
    assert report["failures"] == []
    assert min(report["requests"][kind] for kind in ("GET 200", "POST 201")) > 20, report["requests"]
    with scene.syndic.connect() as platform:
        kept = [item["value"] for item in pages(platform, f"/api/systems/{system}/metrics")]
        hashes = [item["sha256"] for item in pages(platform, f"/api/systems/{system}/evidence")]
    assert sorted(kept) == sorted(report["metrics"])
    assert sorted(hashes) == sorted(report["evidence"])


def pages(platform: Platform, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        answer = platform.request("GET", path, params={"limit": 200, **({"cursor": cursor} if cursor else {})})
        found += answer["items"]
        cursor = answer["next_cursor"]
        if cursor is None:
            return found

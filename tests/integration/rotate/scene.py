"""A running environment whose secrets are rotated, and what is checked of it afterwards."""

from __future__ import annotations

import contextlib
import json
import ssl
import sys
from collections.abc import Generator
from typing import Any

import httpx

from infra.local import credentials, ports
from infra.local.certificates import Authority
from infra.local.layout import Layout
from infra.platform import Platform, System
from infra.scripts.rotate.rotations import Rotations, open_rotations
from tests.integration.local.syndic import Syndic
from tests.load.generator import Assignment, Report
from tests.load.process import running

COOKIE = "__Host-syndic_session"

USERS = {"read": 18, "write": 4, "upload": 2, "connect": 2, "execute": 1, "browse": 1}
"""As many as saturate two cores; the platform, its stores and the users share them. Some tenth of what they ask for are
writes."""


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
            elif name.endswith(("_PASSWORD", "_SECRET", credentials.TOKEN, credentials.AUTHORITY_KEY)):
                self.seen.add(value)
        authority = Authority(self.layout.certificates)
        for service in ("server", "proxy"):
            self.seen.add(authority.files_of(service).key_file.read_text().splitlines()[1])

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

    @property
    def port(self) -> int:
        """Where the proxy listens."""
        return ports.read(self.layout.ports_file)[ports.PROXY]

    def token(self) -> dict[str, str]:
        """The headers of a token of its own, which no rotation replaces."""
        with self.syndic.connect() as platform:
            token = platform.create_token("load", "admin", 1)
        return {"Authorization": f"Bearer {token}"}

    @contextlib.contextmanager
    def signed_in(self) -> Generator[httpx.Client]:
        """A session of the administrator, which ends with the block."""
        context = ssl.create_default_context(cafile=Authority(self.layout.certificates).ca_file)
        with httpx.Client(base_url=f"https://localhost:{self.port}", verify=context) as client:
            answer = client.post("/api/auth/sessions", json=self.administrator)
            client.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf_token"]
            cookie = client.cookies[COOKIE]
            try:
                yield client
            finally:
                client.cookies.clear()
                client.delete("/api/auth/session", headers={"Cookie": f"{COOKIE}={cookie}"}).raise_for_status()

    @contextlib.contextmanager
    def load(
        self, system: str, users: dict[str, int], callers: list[dict[str, str]], at_least: int
    ) -> Generator[Report]:
        """Load while the block runs; the report is filled in at its end."""
        ca_file = Authority(self.layout.certificates).ca_file
        assignment = Assignment(self.port, str(ca_file), system, users, at_least, callers)
        with running(assignment, self.syndic.state.parent / "assignment.json") as report:
            yield report


def headers_of(client: httpx.Client) -> dict[str, str]:
    """What a browser sends."""
    return {"Cookie": f"{COOKIE}={client.cookies[COOKIE]}", "X-CSRF-Token": client.headers["X-CSRF-Token"]}


def assert_nothing_was_lost(scene: Scene, system: str, report: Report, *, callers: int, at_least: int) -> None:
    """No request failed, and what was acknowledged is there, once."""
    assert report.failures == []
    total = sum(report.requests.values())
    writes = len(report.metrics) + len(report.evidence)
    sys.stdout.write(
        f"{total} requests to the API in {report.seconds:.0f} s ({total / report.seconds:.0f}/s), {writes} of them "
        f"writes, {report.meanwhile} meanwhile, {report.files} files of the console besides, "
        f"{report.connections} connections, {len(report.executions)} executions; {report.requests}\n"
    )
    assert total >= at_least
    assert report.meanwhile >= at_least // 6
    assert writes > at_least // 50
    assert min(len(report.metrics), len(report.evidence), report.connections) > at_least // 200
    assert len(report.callers) == callers, "a session or a token was not used"
    assert report.executions
    with scene.syndic.connect() as platform:
        kept = [item["value"] for item in pages(platform, f"/api/systems/{system}/metrics")]
        hashes = [item["sha256"] for item in pages(platform, f"/api/systems/{system}/evidence")]
        executions = pages(platform, "/api/executions", system_id=system)
    assert sorted(kept) == sorted(report.metrics)
    assert sorted(hashes) == sorted(report.evidence)
    assert sorted(item["id"] for item in executions) == sorted(report.executions)


def pages(platform: Platform, path: str, **parameters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        answer = platform.request(
            "GET", path, params={"limit": 200, **parameters, **({"cursor": cursor} if cursor else {})}
        )
        found += answer["items"]
        cursor = answer["next_cursor"]
        if cursor is None:
            return found

"""What a user does first, from outside, on the whole path: API, database, object store, console."""

from __future__ import annotations

import re
import uuid
from collections.abc import Generator
from typing import Any

import httpx
import pytest

SYSTEM = {
    "purpose": "Proves that this release can read and write; it is removed at once.",
    "owner": "Smoke tests",
    "risk_tier": "minimal",
    "lifecycle": "testing",
}


@pytest.fixture
def system(api: httpx.Client) -> Generator[dict[str, Any]]:
    """A system of the register, removed afterwards."""
    answer = api.post("/api/systems", json={**SYSTEM, "name": f"Smoke test {uuid.uuid4()}"})
    assert answer.status_code == httpx.codes.CREATED, answer.text
    written: dict[str, Any] = answer.json()
    yield written
    removed = api.delete(f"/api/systems/{written['id']}", headers={"If-Match": "*"})
    assert removed.status_code in {httpx.codes.NO_CONTENT, httpx.codes.NOT_FOUND}, removed.text


def test_nobody_reads_without_being_known(anonymous: httpx.Client) -> None:
    answer = anonymous.get("/api/systems")
    assert answer.status_code == httpx.codes.UNAUTHORIZED
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_written_can_be_read(api: httpx.Client, system: dict[str, Any]) -> None:
    answer = api.get(f"/api/systems/{system['id']}")
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.json()["name"] == system["name"]
    listed = api.get("/api/systems", params={"limit": 200}).json()["items"]
    assert system["id"] in {item["id"] for item in listed}


def test_a_change_is_kept_and_a_stale_one_is_refused(api: httpx.Client, system: dict[str, Any]) -> None:
    path = f"/api/systems/{system['id']}"
    tag = api.get(path).headers["ETag"]
    changed = api.patch(path, json={"owner": "Somebody else"}, headers={"If-Match": tag})
    assert changed.status_code == httpx.codes.OK, changed.text
    assert api.get(path).json()["owner"] == "Somebody else"
    stale = api.patch(path, json={"owner": "Nobody"}, headers={"If-Match": tag})
    assert stale.status_code == httpx.codes.PRECONDITION_FAILED


def test_frameworks_can_be_read(api: httpx.Client) -> None:
    answer = api.get("/api/frameworks")
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.json()["items"]


def test_posture_can_be_read(api: httpx.Client) -> None:
    answer = api.get("/api/posture")
    assert answer.status_code == httpx.codes.OK, answer.text


def test_the_console_loads_with_all_it_names(console: httpx.Client) -> None:
    page = console.get("/")
    assert page.status_code == httpx.codes.OK
    named = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', page.text)
    assert named
    for path in named:
        assert console.get(path).status_code == httpx.codes.OK, path

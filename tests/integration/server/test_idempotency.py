"""Idempotency keys, also when the same request arrives many times at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import anyio
import httpx
import pytest
from sqlalchemy import func, select, update

from server.auth.permissions import Role
from server.database import Database
from server.http.expiry import LIFETIME, purge_expired
from server.http.models import IdempotencyKey
from server.systems.models import System
from tests.integration.client import Accounts, Client

pytestmark = pytest.mark.anyio


def body(name: str, **changes: object) -> dict[str, object]:
    return {"name": name, "purpose": "x", "owner": "x", "risk_tier": "high", "lifecycle": "design", **changes}


async def post(client: Client, key: str, content: dict[str, object], **headers: str) -> httpx.Response:
    return await client.post("/api/systems", json=content, headers={"Idempotency-Key": key, **headers})


async def test_the_same_request_is_answered_again_and_done_once(admin: Client) -> None:
    first = await post(admin, "again", body("Again"))
    second = await post(admin, "again", body("Again"))
    assert first.status_code == second.status_code == 201
    assert second.content == first.content
    assert second.headers["location"] == first.headers["location"]
    assert second.headers["etag"] == first.headers["etag"]
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    created = {"action": "system.created", "subject_id": first.json()["id"]}
    assert len((await admin.get("/api/audit/entries", params=created)).json()["items"]) == 1


async def test_another_request_under_the_same_key_is_refused(admin: Client) -> None:
    await post(admin, "other", body("Other"))
    answer = await post(admin, "other", body("Other", owner="someone"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "header.Idempotency-Key"
    answer = await admin.post(
        "/api/operations",
        json={
            "kind": "backup",
            "environment": "test",
            "started_at": "2026-01-01T00:00:00Z",
            "finished_at": "2026-01-01T00:00:00Z",
            "outcome": "succeeded",
            "summary": "x",
        },
        headers={"Idempotency-Key": "other"},
    )
    assert answer.status_code == 422


async def test_keys_of_different_accounts_are_different(accounts: Accounts) -> None:
    first = await post(accounts.clients[Role.ADMIN], "shared", body("Shared, first"))
    second = await post(accounts.clients[Role.ENGINEER], "shared", body("Shared, second"))
    assert first.status_code == second.status_code == 201
    assert first.json()["id"] != second.json()["id"]


async def test_a_failed_request_leaves_its_key_free(admin: Client) -> None:
    await post(admin, "blocker", body("Taken"))
    assert (await post(admin, "retried", body("Taken"))).status_code == 409
    system = (await admin.get("/api/systems", params={"search": "taken"})).json()["items"][0]
    await admin.delete(f"/api/systems/{system['id']}", headers={"If-Match": "*"})
    assert (await post(admin, "retried", body("Taken"))).status_code == 201


async def test_many_duplicates_at_once_create_one_system(admin: Client, connections: Database) -> None:
    answers: list[httpx.Response] = []

    async def send() -> None:
        answers.append(await post(admin, "burst", body("Burst")))

    async with anyio.create_task_group() as group:
        for _ in range(24):
            group.start_soon(send)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    async with connections.sessions() as session:
        assert await session.scalar(select(func.count()).where(System.name == "Burst")) == 1


async def test_of_different_requests_at_once_under_one_key_one_is_done(admin: Client) -> None:
    statuses: list[int] = []

    async def send(number: int) -> None:
        statuses.append((await post(admin, "contested", body(f"Contested {number}"))).status_code)

    async with anyio.create_task_group() as group:
        for number in range(8):
            group.start_soon(send, number)
    assert sorted(statuses) == [201] + [422] * 7


async def test_a_key_is_free_again_after_its_lifetime(admin: Client, connections: Database) -> None:
    await post(admin, "old", body("Old"))
    async with connections.transaction() as session:
        aged = update(IdempotencyKey).where(IdempotencyKey.key == "old")
        await session.execute(aged.values(created_at=datetime.now(UTC) - LIFETIME - timedelta(seconds=1)))
    answer = await post(admin, "old", body("New under an old key"))
    assert answer.status_code == 201
    assert "idempotency-replayed" not in answer.headers
    assert (await post(admin, "old", body("New under an old key"))).headers["idempotency-replayed"] == "true"


async def test_expired_keys_are_purged_and_others_kept(admin: Client, connections: Database) -> None:
    for key in ("purged", "kept"):
        await post(admin, key, body(f"Key {key}"))
    async with connections.transaction() as session:
        aged = update(IdempotencyKey).where(IdempotencyKey.key == "purged")
        await session.execute(aged.values(created_at=datetime.now(UTC) - LIFETIME - timedelta(seconds=1)))
    async with connections.transaction() as session:
        await purge_expired(session)
    async with connections.sessions() as session:
        kept = set(await session.scalars(select(IdempotencyKey.key)))
    assert "kept" in kept
    assert "purged" not in kept


@pytest.mark.parametrize("key", ["", " ", "a b", "ä", "x" * 129, "tab\there"])
async def test_malformed_keys_are_refused(admin: Client, key: str) -> None:
    headers = [(b"Idempotency-Key", key.encode()), (b"X-CSRF-Token", admin.headers["X-CSRF-Token"].encode())]
    answer = await admin.post("/api/systems", json=body("Malformed key"), headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "header.Idempotency-Key"


async def test_the_secret_of_a_token_is_never_stored_for_a_replay(admin: Client, connections: Database) -> None:
    content = {"name": "x", "role": "viewer", "expires_in_days": 1}
    await admin.post("/api/tokens", json=content, headers={"Idempotency-Key": "token"})
    async with connections.sessions() as session:
        assert await session.scalar(select(func.count()).where(IdempotencyKey.key == "token")) == 0

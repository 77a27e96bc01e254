"""API tokens through the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text, update

from server.auth.models import ApiToken
from server.auth.permissions import Role
from server.database import Database
from tests.integration.client import Accounts, Client, add_account, open_client, sign_in

pytestmark = pytest.mark.anyio

SYSTEM = {"name": "By token", "purpose": "x", "owner": "x", "risk_tier": "high", "lifecycle": "design"}


async def new_token(client: Client, role: Role, name: str = "a token") -> dict:
    answer = await client.post("/api/tokens", json={"name": name, "role": role, "expires_in_days": 1})
    assert answer.status_code == 201, answer.text
    return answer.json()


def bearer(token: dict) -> dict[str, str]:
    return {"Authorization": f"Bearer {token['token']}"}


async def test_a_token_acts_without_cookie_and_csrf_token(anonymous: Client, admin: Client) -> None:
    token = await new_token(admin, Role.ENGINEER)
    assert token["token"].startswith("syn_")
    answer = await anonymous.post("/api/systems", json=SYSTEM, headers=bearer(token))
    assert answer.status_code == 201, answer.text
    entries = (await admin.get("/api/audit/entries", params={"subject_id": answer.json()["id"]})).json()["items"]
    assert entries[0]["actor"] == f"account:admin@example.org/token:{token['id']}"
    by_account = {"actor": "account:admin@example.org", "action": "system.created"}
    assert (await admin.get("/api/audit/entries", params=by_account)).json()["items"] == entries


async def test_the_secret_is_shown_once_and_stored_as_a_hash(admin: Client, connections: Database) -> None:
    token = await new_token(admin, Role.VIEWER, "shown once")
    listed = (await admin.get("/api/tokens")).json()["items"]
    shown = next(item for item in listed if item["id"] == token["id"])
    assert "token" not in shown
    async with connections.engine.connect() as connection:
        rows = await connection.execute(text("SELECT api_tokens::text FROM api_tokens"))
        assert token["token"] not in str(rows.all())


async def test_a_token_holds_its_role_and_not_that_of_its_account(anonymous: Client, admin: Client) -> None:
    token = await new_token(admin, Role.VIEWER)
    assert (await anonymous.get("/api/systems", headers=bearer(token))).status_code == 200
    assert (await anonymous.post("/api/systems", json=SYSTEM, headers=bearer(token))).status_code == 403
    assert (await anonymous.get("/api/accounts", headers=bearer(token))).status_code == 403


async def test_a_token_loses_what_its_account_loses(
    anonymous: Client, app: FastAPI, admin: Client, connections: Database
) -> None:
    account_id = await add_account(connections, "demoted@example.org", Role.ENGINEER)
    async with open_client(app) as client:
        await sign_in(client, "demoted@example.org")
        token = await new_token(client, Role.ENGINEER)
    path = f"/api/accounts/{account_id}"
    await admin.patch(path, json={"role": "viewer"}, headers={"If-Match": '"1"'})
    assert (await anonymous.post("/api/systems", json=SYSTEM, headers=bearer(token))).status_code == 403
    await admin.patch(path, json={"active": False}, headers={"If-Match": '"2"'})
    assert (await anonymous.get("/api/systems", headers=bearer(token))).status_code == 401


@pytest.mark.parametrize(
    ("own", "wanted", "status"),
    [
        (Role.VIEWER, Role.VIEWER, 201),
        (Role.VIEWER, Role.ENGINEER, 403),
        (Role.ENGINEER, Role.AUDITOR, 403),
        (Role.AUDITOR, Role.ENGINEER, 403),
        (Role.ENGINEER, Role.ADMIN, 403),
        (Role.ADMIN, Role.AUDITOR, 201),
    ],
)
async def test_nobody_hands_out_more_than_they_hold(accounts: Accounts, own: Role, wanted: Role, status: int) -> None:
    body = {"name": "x", "role": wanted, "expires_in_days": 1}
    assert (await accounts.clients[own].post("/api/tokens", json=body)).status_code == status


async def test_a_token_cannot_make_a_stronger_token(anonymous: Client, admin: Client) -> None:
    token = await new_token(admin, Role.VIEWER)
    body = {"name": "x", "role": "admin", "expires_in_days": 1}
    assert (await anonymous.post("/api/tokens", json=body, headers=bearer(token))).status_code == 403


async def test_a_revoked_token_is_refused_at_once(anonymous: Client, admin: Client) -> None:
    token = await new_token(admin, Role.VIEWER)
    assert (await admin.delete(f"/api/tokens/{token['id']}")).status_code == 204
    assert (await anonymous.get("/api/systems", headers=bearer(token))).status_code == 401
    assert (await admin.delete(f"/api/tokens/{token['id']}")).status_code == 404


async def test_tokens_of_others_are_neither_listed_nor_revoked(accounts: Accounts) -> None:
    token = await new_token(accounts.clients[Role.ENGINEER], Role.ENGINEER)
    auditor = accounts.clients[Role.AUDITOR]
    assert (await auditor.delete(f"/api/tokens/{token['id']}")).status_code == 404
    assert token["id"] not in {item["id"] for item in (await auditor.get("/api/tokens")).json()["items"]}


async def test_an_expired_token_is_refused(anonymous: Client, admin: Client, connections: Database) -> None:
    token = await new_token(admin, Role.VIEWER)
    async with connections.transaction() as session:
        change = update(ApiToken).where(ApiToken.id == token["id"])
        await session.execute(change.values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert (await anonymous.get("/api/systems", headers=bearer(token))).status_code == 401


async def test_the_last_use_is_kept_to_the_minute(anonymous: Client, admin: Client, connections: Database) -> None:
    token = await new_token(admin, Role.VIEWER)

    async def last_used_at() -> datetime | None:
        async with connections.sessions() as session:
            return await session.scalar(select(ApiToken.last_used_at).where(ApiToken.id == token["id"]))

    assert await last_used_at() is None
    await anonymous.get("/api/systems", headers=bearer(token))
    first = await last_used_at()
    assert first is not None
    await anonymous.get("/api/systems", headers=bearer(token))
    assert await last_used_at() == first
    async with connections.transaction() as session:
        earlier = first - timedelta(minutes=2)
        await session.execute(update(ApiToken).where(ApiToken.id == token["id"]).values(last_used_at=earlier))
    await anonymous.get("/api/systems", headers=bearer(token))
    used = await last_used_at()
    assert used is not None
    assert used > first


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer syn_", "Bearer abc", "Basic YTpi", "syn_abc", "Bearer syn_" + "x" * 10000, "ü"],
)
async def test_malformed_authorization_is_refused(anonymous: Client, authorization: str) -> None:
    answer = await anonymous.get("/api/systems", headers=[(b"Authorization", authorization.encode())])
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_token_has_no_session(anonymous: Client, admin: Client) -> None:
    headers = bearer(await new_token(admin, Role.ADMIN))
    assert (await anonymous.get("/api/auth/session", headers=headers)).status_code == 404
    assert (await anonymous.delete("/api/auth/session", headers=headers)).status_code == 403
    change = {"current_password": "x", "new_password": "long enough a password"}
    assert (await anonymous.put("/api/auth/password", json=change, headers=headers)).status_code == 403

"""Accounts through the API."""

from __future__ import annotations

import anyio
import pytest
from fastapi import FastAPI

from server.auth.permissions import Role
from server.database import Database
from tests.integration.client import PASSWORD, Accounts, Client, add_account, open_client, sign_in

pytestmark = pytest.mark.anyio


def body(email: str, **changes: object) -> dict[str, object]:
    return {"email": email, "display_name": "Ada", "role": "viewer", "password": PASSWORD, **changes}


async def test_an_account_is_created_without_ever_showing_its_password(admin: Client, app: FastAPI) -> None:
    answer = await admin.post("/api/accounts", json=body("Ada@Example.org"))
    assert answer.status_code == 201
    assert answer.json()["email"] == "ada@example.org"
    assert PASSWORD not in answer.text
    assert "hash" not in answer.text
    async with open_client(app) as client:
        assert (await sign_in(client, "ada@example.org")).status_code == 201


async def test_an_address_has_one_account_whatever_its_case(admin: Client) -> None:
    await admin.post("/api/accounts", json=body("once@example.org"))
    assert (await admin.post("/api/accounts", json=body("ONCE@example.org"))).status_code == 409


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 257])
async def test_passwords_out_of_bounds_are_refused(admin: Client, password: str) -> None:
    answer = await admin.post("/api/accounts", json=body("bounds@example.org", password=password))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "body.password"


async def test_an_administrator_sets_a_new_password(admin: Client, app: FastAPI, connections: Database) -> None:
    account_id = await add_account(connections, "forgot@example.org", Role.VIEWER)
    changed = "a sentence nobody has forgotten yet"
    async with open_client(app) as client:
        await sign_in(client, "forgot@example.org")
        answer = await admin.patch(
            f"/api/accounts/{account_id}", json={"password": changed}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 200
        assert (await client.get("/api/systems")).status_code == 401
        assert (await sign_in(client, "forgot@example.org", changed)).status_code == 201
    entry = (await admin.get("/api/audit/entries", params={"subject_id": account_id})).json()["items"][1]
    assert entry["action"] == "account.updated"
    assert entry["details"] == {"changes": {"password": "set"}, "version": 2}


@pytest.mark.parametrize("change", [{"role": "viewer"}, {"active": False}])
async def test_the_last_administrator_stays(accounts: Accounts, change: dict[str, object]) -> None:
    admin = accounts.clients[Role.ADMIN]
    path = f"/api/accounts/{accounts.ids[Role.ADMIN]}"
    answer = await admin.patch(path, json=change, headers={"If-Match": "*"})
    assert answer.status_code == 409
    assert (await admin.get(path)).json()["role"] == "admin"


async def test_two_administrators_cannot_demote_each_other_at_once(
    accounts: Accounts, app: FastAPI, connections: Database
) -> None:
    first = accounts.clients[Role.ADMIN]
    other_id = await add_account(connections, "second-admin@example.org", Role.ADMIN)
    statuses: list[int] = []

    async def demote(client: Client, account_id: str) -> None:
        answer = await client.patch(f"/api/accounts/{account_id}", json={"role": "viewer"}, headers={"If-Match": "*"})
        statuses.append(answer.status_code)

    async with open_client(app) as second:
        await sign_in(second, "second-admin@example.org")
        async with anyio.create_task_group() as group:
            group.start_soon(demote, first, other_id)
            group.start_soon(demote, second, accounts.ids[Role.ADMIN])
        assert statuses.count(200) == 1
        remaining = first if (await first.get("/api/accounts")).status_code == 200 else second
        query = {"role": "admin", "active": True}
        assert len((await remaining.get("/api/accounts", params=query)).json()["items"]) == 1
        if remaining is second:
            path = f"/api/accounts/{accounts.ids[Role.ADMIN]}"
            await second.patch(path, json={"role": "admin"}, headers={"If-Match": "*"})

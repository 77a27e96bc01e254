"""Signing in and out: cookie, CSRF, throttling, signing keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import anyio
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import func, select, update

from server.app import create_app
from server.auth.authentication import SESSION_COOKIE
from server.auth.models import SignInFailures, SignInSession
from server.auth.permissions import Role
from server.auth.sessions import purge_expired
from server.auth.throttle import MAX_FAILURES, WINDOW
from server.database import Database
from server.settings import ApiSettings, SigningKey
from server.storage import ObjectStore
from tests.integration.client import PASSWORD, Client, add_account, open_client, sign_in

pytestmark = pytest.mark.anyio

SYSTEM = {"name": "Signed", "purpose": "x", "owner": "x", "risk_tier": "high", "lifecycle": "design"}


async def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(app: FastAPI, connections: Database) -> None:
    await add_account(connections, "cookie@example.org", Role.VIEWER)
    async with open_client(app) as client:
        answer = await sign_in(client, "Cookie@Example.org")
    assert answer.status_code == 201
    name, _, attributes = answer.headers["set-cookie"].partition("=")
    assert name == "__Host-syndic_session"
    found = {part.strip().lower() for part in attributes.split(";")[1:]}
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= found
    assert not any(part.startswith("domain") for part in found)
    assert answer.json()["account"]["email"] == "cookie@example.org"


async def test_a_session_shows_itself_and_ends_when_signed_out(app: FastAPI, connections: Database) -> None:
    await add_account(connections, "leaves@example.org", Role.VIEWER)
    async with open_client(app) as client:
        started = (await sign_in(client, "leaves@example.org")).json()
        cookie = client.cookies[SESSION_COOKIE]
        assert (await client.get("/api/auth/session")).json() == started
        assert (await client.delete("/api/auth/session")).status_code == 204
        assert SESSION_COOKIE not in client.cookies
        answer = await client.get("/api/auth/session", headers={"Cookie": f"{SESSION_COOKIE}={cookie}"})
        assert answer.status_code == 401


async def test_wrong_password_and_unknown_account_look_the_same(anonymous: Client, connections: Database) -> None:
    await add_account(connections, "known@example.org", Role.VIEWER)
    wrong = await sign_in(anonymous, "known@example.org", "not the password at all")
    unknown = await sign_in(anonymous, "unknown@example.org", "not the password at all")
    assert wrong.status_code == unknown.status_code == 401
    same = ("type", "title", "status", "detail", "instance")
    assert [wrong.json()[key] for key in same] == [unknown.json()[key] for key in same]


async def test_a_deactivated_account_cannot_sign_in_and_its_sessions_end(
    app: FastAPI, admin: Client, connections: Database
) -> None:
    account_id = await add_account(connections, "gone@example.org", Role.ENGINEER)
    async with open_client(app) as client:
        await sign_in(client, "gone@example.org")
        answer = await admin.patch(f"/api/accounts/{account_id}", json={"active": False}, headers={"If-Match": '"1"'})
        assert answer.status_code == 200
        assert (await client.get("/api/systems")).status_code == 401
        assert (await sign_in(client, "gone@example.org")).status_code == 401


async def test_changes_with_a_session_need_its_csrf_token(app: FastAPI, admin: Client, connections: Database) -> None:
    await add_account(connections, "forged@example.org", Role.ENGINEER)
    async with open_client(app) as client:
        await sign_in(client, "forged@example.org")
        own = client.headers.pop("X-CSRF-Token")
        for token in (None, "", "wrong", own[:-1], "ä" * 43, admin.headers["X-CSRF-Token"]):
            headers = [] if token is None else [(b"X-CSRF-Token", token.encode())]
            answer = await client.post("/api/systems", json=SYSTEM, headers=headers)
            assert answer.status_code == 403, token
            assert answer.json()["type"].endswith("/invalid-csrf-token")
        assert (await client.get("/api/systems")).status_code == 200
        answer = await client.post("/api/systems", json=SYSTEM, headers={"X-CSRF-Token": own})
        assert answer.status_code == 201, answer.text


async def test_the_eleventh_failure_is_told_to_wait_even_with_the_right_password(
    app: FastAPI, connections: Database
) -> None:
    await add_account(connections, "guessed@example.org", Role.VIEWER)
    async with open_client(app) as client:
        for _ in range(MAX_FAILURES):
            assert (await sign_in(client, "guessed@example.org", "a wrong password")).status_code == 401
        answer = await sign_in(client, "GUESSED@example.org")
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= WINDOW.total_seconds() + 1
        await _age_failures(connections)
        assert (await sign_in(client, "guessed@example.org")).status_code == 201


async def test_a_success_forgets_the_failures_before_it(app: FastAPI, connections: Database) -> None:
    await add_account(connections, "clumsy@example.org", Role.VIEWER)
    async with open_client(app) as client:
        for _ in range(2):
            for _ in range(MAX_FAILURES - 1):
                assert (await sign_in(client, "clumsy@example.org", "a wrong password")).status_code == 401
            assert (await sign_in(client, "clumsy@example.org")).status_code == 201


async def test_guesses_at_the_same_time_are_all_counted(app: FastAPI, connections: Database) -> None:
    await add_account(connections, "burst@example.org", Role.VIEWER)
    statuses: list[int] = []

    async def guess() -> None:
        async with open_client(app) as client:
            statuses.append((await sign_in(client, "burst@example.org", "a wrong password")).status_code)

    async with anyio.create_task_group() as group:
        for _ in range(MAX_FAILURES + 6):
            group.start_soon(guess)
    assert sorted(statuses) == [401] * MAX_FAILURES + [429] * 6


async def test_an_expired_session_is_not_valid(app: FastAPI, connections: Database) -> None:
    account_id = await add_account(connections, "slept@example.org", Role.VIEWER)
    async with open_client(app) as client:
        await sign_in(client, "slept@example.org")
        async with connections.transaction() as session:
            past = update(SignInSession).where(SignInSession.account_id == account_id)
            await session.execute(past.values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
        assert (await client.get("/api/systems")).status_code == 401


@pytest.mark.parametrize("cookie", ["", ".", "..", "a.b.c", "test.." + "x" * 43, "x" * 5000, "test.a.b.c", "ünï.a.b"])
async def test_forged_cookies_are_refused(app: FastAPI, cookie: str) -> None:
    async with open_client(app) as client:
        answer = await client.get("/api/systems", headers=[(b"Cookie", f"{SESSION_COOKIE}={cookie}".encode())])
    assert answer.status_code == 401


async def test_a_cookie_signed_by_another_key_is_refused(app: FastAPI, connections: Database) -> None:
    await add_account(connections, "signed@example.org", Role.VIEWER)
    async with open_client(app) as client:
        await sign_in(client, "signed@example.org")
        key_id, token, signature = client.cookies[SESSION_COOKIE].split(".")
    swapped = signature[:-2] + ("A" if signature[-2] != "A" else "B") + signature[-1]
    for cookie in (f"other.{token}.{signature}", f"{key_id}.{token}.{swapped}", f"{key_id}.{token[:-1]}.{signature}"):
        async with open_client(app) as client:
            answer = await client.get("/api/systems", headers={"Cookie": f"{SESSION_COOKIE}={cookie}"})
            assert answer.status_code == 401


async def test_sessions_outlive_the_rotation_of_the_key_that_signed_them(
    settings: ApiSettings, connections: Database, store: ObjectStore
) -> None:
    await add_account(connections, "rotated@example.org", Role.VIEWER)
    old, new = (SigningKey(id=name, key=SecretStr(name * 40)) for name in ("old", "new"))

    def serving(*keys: SigningKey) -> FastAPI:
        changed = settings.model_copy(update={"session_signing_keys": list(keys)})
        return create_app(changed, database=connections, store=store)

    async with open_client(serving(old)) as before:
        await sign_in(before, "rotated@example.org")
        cookie, token = before.cookies[SESSION_COOKIE], before.headers["X-CSRF-Token"]
    headers = {"Cookie": f"{SESSION_COOKIE}={cookie}", "X-CSRF-Token": token}
    async with open_client(serving(new, old)) as during:
        assert (await during.get("/api/systems", headers=headers)).status_code == 200
        renamed = {"current_password": "wrong password", "new_password": PASSWORD}
        changed = await during.put("/api/auth/password", json=renamed, headers=headers)
        assert changed.status_code == 422, "the CSRF token of the old key must be accepted"
        await sign_in(during, "rotated@example.org")
        assert during.cookies[SESSION_COOKIE].startswith("new.")
    async with open_client(serving(new)) as after:
        assert (await after.get("/api/systems", headers=headers)).status_code == 401
        after.cookies = during.cookies
        assert (await after.get("/api/systems")).status_code == 200


async def test_a_changed_password_ends_the_other_sessions(app: FastAPI, connections: Database) -> None:
    await add_account(connections, "changes@example.org", Role.VIEWER)
    changed = "an entirely different sentence"
    async with open_client(app) as here, open_client(app) as elsewhere:
        await sign_in(here, "changes@example.org")
        await sign_in(elsewhere, "changes@example.org")
        wrong = await here.put("/api/auth/password", json={"current_password": "not this one", "new_password": changed})
        assert wrong.status_code == 422
        assert wrong.json()["errors"][0]["field"] == "body.current_password"
        right = await here.put("/api/auth/password", json={"current_password": PASSWORD, "new_password": changed})
        assert right.status_code == 204, right.text
        assert (await here.get("/api/systems")).status_code == 200
        assert (await elsewhere.get("/api/systems")).status_code == 401
        assert (await sign_in(elsewhere, "changes@example.org")).status_code == 401
        assert (await sign_in(elsewhere, "changes@example.org", changed)).status_code == 201


async def _age_failures(connections: Database) -> None:
    """Let the window of every failure lie in the past."""
    async with connections.transaction() as session:
        await session.execute(update(SignInFailures).values(window_started_at=datetime.now(UTC) - WINDOW))


async def test_what_has_expired_is_purged_and_the_rest_kept(app: FastAPI, connections: Database) -> None:
    account_id = await add_account(connections, "purged@example.org", Role.VIEWER)
    async with open_client(app) as kept, open_client(app) as expired:
        await sign_in(expired, "purged@example.org")
        async with connections.transaction() as session:
            past = update(SignInSession).where(SignInSession.account_id == account_id)
            await session.execute(past.values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
        await sign_in(kept, "old-failure@example.org", "a wrong password")
        await _age_failures(connections)
        await sign_in(kept, "new-failure@example.org", "a wrong password")
        await sign_in(kept, "purged@example.org")
        async with connections.transaction() as session:
            await purge_expired(session)
        async with connections.reads() as session:
            sessions = select(func.count()).where(SignInSession.account_id == account_id)
            assert await session.scalar(sessions) == 1
            assert await session.scalar(select(func.count()).select_from(SignInFailures)) == 1
        assert (await kept.get("/api/systems")).status_code == 200


async def test_answers_do_not_repeat_secrets(anonymous: Client) -> None:
    answer: httpx.Response = await anonymous.post(
        "/api/auth/sessions", json={"email": 7, "password": "do-not-repeat-this", "extra": "nor-this"}
    )
    assert answer.status_code == 422
    assert "do-not-repeat-this" not in answer.text
    assert "nor-this" not in answer.text

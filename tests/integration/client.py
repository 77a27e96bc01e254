"""HTTP clients of an API that runs in the test's own process, signed in as accounts of each role."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

import httpx
from fastapi import FastAPI

from server.auth.accounts import create_account
from server.auth.permissions import Role
from server.database import Database

BASE_URL = "https://syndic.test"
PASSWORD = "correct horse battery staple"

Client = httpx.AsyncClient


def open_client(app: FastAPI) -> Client:
    """A client of the API without credentials. A failure inside the API is an answer, as it is for users."""
    return Client(transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url=BASE_URL)


def email_of(role: Role) -> str:
    """The address of the account of a role."""
    return f"{role}@example.org"


async def sign_in(client: Client, email: str, password: str = PASSWORD) -> httpx.Response:
    """Sign in; the client sends cookie and CSRF token from then on."""
    answer = await client.post("/api/auth/sessions", json={"email": email, "password": password})
    if answer.status_code == httpx.codes.CREATED:
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    return answer


async def add_account(database: Database, email: str, role: Role, password: str = PASSWORD) -> str:
    """Create an account behind the API; returns its id."""
    async with database.transaction() as session:
        account = await create_account(
            session, actor="process:test", email=email, display_name=email, role=role, password=password
        )
    return str(account.id)


@dataclass(frozen=True)
class Accounts:
    """One account of each role, with a client that is signed in."""

    ids: dict[Role, str]
    clients: dict[Role, Client]

    @classmethod
    async def create(cls, app: FastAPI, database: Database, stack: AsyncExitStack) -> Self:
        """Create the accounts and sign in as each."""
        ids: dict[Role, str] = {}
        clients: dict[Role, Client] = {}
        for role in Role:
            ids[role] = await add_account(database, email_of(role), role)
            clients[role] = await stack.enter_async_context(open_client(app))
            answer = await sign_in(clients[role], email_of(role))
            assert answer.status_code == httpx.codes.CREATED, answer.text
        return cls(ids, clients)

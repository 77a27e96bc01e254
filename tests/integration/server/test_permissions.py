"""Every route against every role, from the permission the route declares."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from server.app import ROUTERS, create_app
from server.auth.dependencies import public, requires
from server.auth.permissions import PERMISSIONS, Permission, Role
from server.database import Database
from server.http.router import ApiRoute, Router, UndeclaredAccess
from server.settings import ApiSettings
from server.storage import ObjectStore
from tests.integration.client import Accounts, Client

pytestmark = pytest.mark.anyio

ROUTES = [(method, route) for router in ROUTERS for route in router.api_routes() for method in sorted(route.verbs)]
NAMES = [f"{method} {route.path}" for method, route in ROUTES]

# Signing out is permitted to everyone and would end the client's session; test_sessions.py covers it.
ENDS_THE_SESSION = ("DELETE", "/api/auth/session")


def path_of(route: ApiRoute) -> str:
    """The route's path with parameters that name nothing."""
    return re.sub(r"\{[^}]+\}", "019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911", route.path)


@pytest.mark.parametrize(("method", "route"), ROUTES, ids=NAMES)
async def test_nobody_passes_without_signing_in(anonymous: Client, method: str, route: ApiRoute) -> None:
    answer = await anonymous.request(method, path_of(route))
    if route.permission is None:
        assert answer.status_code not in {401, 403}
    else:
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("method", "route"), ROUTES, ids=NAMES)
async def test_a_route_lets_exactly_the_holders_of_its_permission_pass(
    accounts: Accounts, method: str, route: ApiRoute, role: Role
) -> None:
    if (method, route.path) == ENDS_THE_SESSION:
        return
    answer = await accounts.clients[role].request(method, path_of(route))
    if route.permission is None or route.permission in PERMISSIONS[role]:
        assert answer.status_code not in {401, 403}, answer.text
    else:
        assert answer.status_code == 403, answer.text
        assert str(route.permission) in answer.json()["detail"]


def test_every_permission_is_needed_by_a_route_and_held_by_the_administrator() -> None:
    used = {route.permission for _, route in ROUTES} - {None}
    assert used == set(PERMISSIONS[Role.ADMIN])


@pytest.mark.parametrize(
    "dependencies",
    [[], [public(), requires(Permission.SYSTEMS_READ)], [requires(Permission.AUDIT_READ)] * 2],
    ids=["none", "both", "twice"],
)
def test_the_application_does_not_start_with_a_route_that_is_unclear_about_access(
    monkeypatch: pytest.MonkeyPatch,
    settings: ApiSettings,
    connections: Database,
    store: ObjectStore,
    dependencies: list,
) -> None:
    router = Router(tags=["unclear"])

    @router.get("/api/unclear", dependencies=dependencies)
    async def unclear() -> None:
        """Says nothing, or too much, about who may call it."""

    monkeypatch.setattr("server.app.ROUTERS", (*ROUTERS, router))
    with pytest.raises(UndeclaredAccess, match="GET /api/unclear"):
        create_app(settings, database=connections, store=store)


async def test_who_sends_users_to_a_region_learns_whether_it_answers(anonymous: Client) -> None:
    for path in ("/api/health", "/api/health/writes"):
        answer = await anonymous.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "serving", "region": "local"}), path


async def test_what_is_not_a_route_is_not_found_for_everyone(app: FastAPI, anonymous: Client, admin: Client) -> None:
    for client in (anonymous, admin):
        for path in ("/", "/api", "/api/unknown", "/api/systems/", "/docs", "/openapi.json", "/metrics", "/readyz"):
            assert (await client.get(path)).status_code == 404, path

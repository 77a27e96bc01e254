"""How a route says who may call it: `requires(Permission.X)`, or `public()`.

A route that says neither, or both, keeps the application from starting (see server/http/router.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant

from server.auth.authentication import authenticate
from server.auth.permissions import Permission
from server.auth.principal import Principal
from server.errors import Forbidden
from server.observability.context import bind_user


class Everyone:
    """Marks a route that anybody may call."""

    async def __call__(self) -> None:
        """Let every request pass."""


class PermissionCheck:
    """Lets a request pass when its caller holds the permission."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> Principal:
        """The caller."""
        return await self.authorize(request)

    async def authorize(self, request: Request) -> Principal:
        """The caller, looked up once per request.

        Raises:
            Unauthenticated: nobody is signed in.
            Forbidden: the caller does not hold the permission, or a change lacks the CSRF token.
        """
        principal: Principal | None = getattr(request.state, "principal", None)
        if principal is None:
            principal = request.state.principal = await authenticate(request)
            bind_user(principal.account_id)
        if self.permission not in principal.permissions:
            raise Forbidden(f"This needs the permission {self.permission}, which you do not have.")
        return principal


Access = Everyone | PermissionCheck


def requires(permission: Permission) -> Any:  # noqa: ANN401 - FastAPI's own declaration of what Depends returns
    """Declares that only holders of a permission may call a route; yields the caller.

    `principal: Annotated[Principal, requires(Permission.SYSTEMS_WRITE)]`
    """
    return Depends(PermissionCheck(permission))


def public() -> Any:  # noqa: ANN401
    """Declares that anybody may call a route: `dependencies=[public()]`."""
    return Depends(Everyone())


def declared_access(dependant: Dependant) -> Iterator[Access]:
    """Every declaration of who may call, anywhere in the dependencies of a route."""
    for dependency in dependant.dependencies:
        if isinstance(dependency.call, Everyone | PermissionCheck):
            yield dependency.call
        yield from declared_access(dependency)

"""The router every domain uses: it puts each request through the same steps, in the same order.

1. who may call (401, 403), before a byte of the body is read
2. text that cannot be stored (422)
3. type, size and syntax of the body (415, 413, 400, 408)
4. the idempotency key: replay, or claim it
5. validation of parameters and body (422), then the route itself
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.dependencies.models import Dependant
from fastapi.responses import Response
from fastapi.routing import APIRoute

from server.auth.dependencies import Access, PermissionCheck, declared_access
from server.auth.permissions import Permission
from server.http.body import JsonRequest, refuse_nul
from server.http.idempotency import IdempotencyMarker, run_once, sent_key

RouteHandler = Callable[[Request], Coroutine[Any, Any, Response]]


class UndeclaredAccess(Exception):  # noqa: N818
    """A route does not say, or says twice, who may call it."""

    def __init__(self, methods: frozenset[str], path: str, declarations: int) -> None:
        super().__init__(
            f"{'/'.join(sorted(methods))} {path} declares {declarations} times who may call it; declare exactly one of "
            "requires(Permission.X) and public()."
        )


class ApiRoute(APIRoute):
    """One route of the API."""

    @property
    def verbs(self) -> frozenset[str]:
        """The HTTP methods of the route."""
        return frozenset(self.methods or ())

    @property
    def access(self) -> Access:
        """Who may call the route.

        Raises:
            UndeclaredAccess: the route does not say, or says it more than once.
        """
        declared = list(declared_access(self.dependant))
        if len(declared) != 1:
            raise UndeclaredAccess(self.verbs, self.path, len(declared))
        return declared[0]

    @property
    def permission(self) -> Permission | None:
        """The permission the route requires, None when anybody may call it."""
        access = self.access
        return access.permission if isinstance(access, PermissionCheck) else None

    @property
    def takes_json(self) -> bool:
        """Whether the route reads a JSON body."""
        return self.body_field is not None

    def has_dependency(self, kind: object) -> bool:
        """Whether the route depends on a callable: the object itself, or an instance of the class."""
        return any(
            call is kind or (isinstance(kind, type) and isinstance(call, kind)) for call in _calls(self.dependant)
        )

    def get_route_handler(self) -> RouteHandler:
        """The route's steps around the framework's own handling."""
        handle = super().get_route_handler()
        access = next(iter(declared_access(self.dependant)), None)
        takes_json, is_idempotent = self.takes_json, self.has_dependency(IdempotencyMarker)

        async def steps(request: Request) -> Response:
            principal = await access.authorize(request) if isinstance(access, PermissionCheck) else None
            refuse_nul(request)
            body = b""
            if takes_json:
                request = JsonRequest(request.scope, request.receive).limit(request.app.state.settings.max_json_bytes)
                request.require_json()
                body = await request.body()
                await request.json()
            key = sent_key(request) if is_idempotent else None
            if key is not None and principal is not None:
                return await run_once(request, principal, key, body, handle)
            return await handle(request)

        return steps


class Router(APIRouter):
    """The router of a domain. Paths are written in full, and the name of a function is its operation id."""

    def __init__(self, *, tags: list[str]) -> None:
        super().__init__(
            tags=list(tags), route_class=ApiRoute, generate_unique_id_function=lambda route: _camel(route.name)
        )

    def api_routes(self) -> Iterator[ApiRoute]:
        """The routes of this router.

        Raises:
            UndeclaredAccess: a route is not one that declares who may call it.
        """
        for route in self.routes:
            if not isinstance(route, ApiRoute):
                raise UndeclaredAccess(frozenset(), getattr(route, "path", "?"), 0)
            yield route


def _calls(dependant: Dependant) -> Iterator[object]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _calls(dependency)


def _camel(name: str) -> str:
    """`create_system` as `createSystem`: operation ids are the method names of generated clients."""
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)

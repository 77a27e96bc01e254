"""The API as one ASGI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from server import __version__
from server.audit.routes import router as audit
from server.auth.routes import router as auth
from server.database import Database, create_database
from server.evidence.routes import router as evidence
from server.executions.routes import router as executions
from server.executions.schedule_routes import router as schedules
from server.frameworks.routes import router as frameworks
from server.http import documentation, problems
from server.http.router import Router
from server.objectives.routes import router as objectives
from server.observability.requests import RequestObserver
from server.observability.routes import router as health
from server.observability.writes import Writes
from server.operations.routes import router as operations
from server.replica import Replica, StandingBy
from server.settings import ApiSettings
from server.storage import ObjectStore, create_store
from server.systems.routes import router as systems

ROUTERS: tuple[Router, ...] = (
    auth,
    systems,
    evidence,
    frameworks,
    executions,
    schedules,
    operations,
    objectives,
    audit,
    health,
)
"""Every route of the API, by domain."""


def create_app(settings: ApiSettings, *, database: Database | None = None, store: ObjectStore | None = None) -> FastAPI:
    """The API. Connections are opened on first use.

    Args:
        settings: The settings of the process.
        database: Connections to use instead of those the settings describe; the caller closes them.
        store: Object store to use instead of the one the settings describe.

    Raises:
        UndeclaredAccess: a route does not say who may call it.
        StoreUnavailable: the settings of the store cannot be used.
    """
    # Every request begins by looking up its caller, which replaces connections that died (see Database.first).
    connections = database or create_database(settings, process="api", test_before_use=False)

    replica = _create_replica(settings, connections)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        watching = asyncio.create_task((replica or StandingBy(connections)).watch())
        yield
        watching.cancel()
        await asyncio.wait([watching])
        if replica is not None:
            await replica.close()
        if database is None:
            await connections.close()

    app = _assemble(lifespan)
    app.state.settings = settings
    app.state.database = connections
    app.state.replica = replica
    app.state.writes = Writes(connections)
    app.state.store = store or create_store(settings)
    problems.install(app)
    app.add_middleware(RequestObserver)
    return app


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document of the API; stable, so that it can be checked in and compared."""
    return documentation.document(_assemble(), ROUTERS, __version__)


def _create_replica(settings: ApiSettings, primary: Database) -> Replica | None:
    if settings.database_replica_url is None:
        return None
    connections = create_database(
        settings, process="api-reads", url=settings.database_replica_url, test_before_use=False
    )
    return Replica(primary, connections, max_lag_seconds=settings.database_replica_max_lag_seconds)


def _assemble(lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """The application with its routes, each of which says who may call it."""
    routes = [route for router in ROUTERS for route in router.api_routes()]
    for route in routes:
        route.access  # noqa: B018 - raises when the route does not say
    # Routes carry their full paths, so they are used as they are: a router inside the application would be searched
    # for every request.
    return FastAPI(
        title="Syndic",
        version=__version__,
        routes=list[BaseRoute](routes),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )

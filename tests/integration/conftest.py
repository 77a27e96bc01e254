"""Fixtures of the integration tests: services once per run, a fresh migrated database per module, an API in process."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack

import pytest
from fastapi import FastAPI

from server.app import create_app
from server.auth.permissions import Role
from server.database import Database as Connections
from server.database import create_database
from server.settings import ApiSettings
from server.storage import ObjectStore, create_store
from tests.integration.client import Accounts, Client, open_client
from tests.integration.environment import Database, Environment, api_settings, running_environment
from tests.jobs import claims


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """A test that claims to run a job of a workflow has run it when it ends."""
    yield
    claims.confirm(item)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Generator[Environment]:
    """PostgreSQL and the object store, started when the first test asks for them."""
    with running_environment(tmp_path_factory.mktemp("environment")) as running:
        yield running


@pytest.fixture(scope="module")
def database(environment: Environment, request: pytest.FixtureRequest) -> Generator[Database]:
    """A fresh migrated database of the module."""
    created = environment.create_database(request.module.__name__.rpartition(".")[2])
    yield created
    created.drop()


@pytest.fixture(scope="module")
def settings(environment: Environment, database: Database) -> ApiSettings:
    """The settings of the module's API."""
    return api_settings(environment, database)


@pytest.fixture(scope="module")
async def connections(anyio_backend: str, settings: ApiSettings) -> AsyncGenerator[Connections]:
    """The database connections of the module's API, for tests that look behind it."""
    opened = create_database(settings, process="test")
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def store(settings: ApiSettings) -> ObjectStore:
    """The object store as the module's API sees it."""
    return create_store(settings)


@pytest.fixture(scope="module")
def app(settings: ApiSettings, connections: Connections, store: ObjectStore) -> FastAPI:
    """The module's API."""
    return create_app(settings, database=connections, store=store)


@pytest.fixture(scope="module")
async def accounts(app: FastAPI, connections: Connections) -> AsyncGenerator[Accounts]:
    """Accounts of every role, and clients that are signed in as them."""
    async with AsyncExitStack() as clients:
        yield await Accounts.create(app, connections, clients)


@pytest.fixture(scope="module")
async def admin(accounts: Accounts) -> Client:
    """A client signed in as an administrator, with a session."""
    return accounts.clients[Role.ADMIN]


@pytest.fixture(scope="module")
async def anonymous(app: FastAPI) -> AsyncGenerator[Client]:
    """A client that is not signed in."""
    async with open_client(app) as client:
        yield client

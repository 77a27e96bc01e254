"""PostgreSQL: the declarative base, and the engine of a process."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import DateTime, Dialect, Engine, Executable, MetaData, Row, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator
from sqlalchemy.util import greenlet_spawn

from server.canonical import canonical_json
from server.confirmation import require_confirmed_commits
from server.connecting import CurrentAddress
from server.observability.database import MeasuredPool, measure_queries
from server.settings import DatabaseSettings
from server.transactions import beginning_transactions, roll_back_transactions_only

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Stored with time zone, always read back in UTC whatever zone the connection has."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse moments without a zone, which PostgreSQL would read in the zone of the connection."""
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment needs a time zone; use datetime.now(UTC).")
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC."""
        return None if value is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        datetime: UtcDateTime(),
        UUID: Uuid(),
        dict[str, Any]: JSONB(),
        list[str]: JSONB(),
        list[dict[str, Any]]: JSONB(),
    }


def one_of(column: str, values: Iterable[str]) -> str:
    """The SQL condition that a column holds one of the values of a closed list."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def violates(error: IntegrityError, constraint: str) -> bool:
    """Whether a statement failed because of this constraint or unique index."""
    diagnostics = getattr(error.orig, "diag", None)
    return getattr(diagnostics, "constraint_name", None) == constraint


class PlatformSession(Session):
    """The synchronous core of every session; the audit log hooks into its commit."""


class Database:
    """The connections of one process.

    Their driver is in autocommit mode for good: a statement is a transaction of its own, unless a session begins one.
    To switch a connection from one mode to the other and back for each use would cost more than most statements do.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._address = CurrentAddress(engine)
        self.sessions = async_sessionmaker(
            beginning_transactions(engine), sync_session_class=PlatformSession, expire_on_commit=False
        )
        self.reads = async_sessionmaker(engine, expire_on_commit=False)
        """Sessions that only read: each statement is a transaction of its own, which saves two round trips."""

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """A session whose work is committed at the end, or rolled back when the block raises."""
        async with self.sessions() as session, session.begin():
            yield session

    async def first(self, statement: Executable, parameters: Mapping[str, object] | None = None) -> Row | None:
        """The first row of one statement, which is a transaction of its own; its connection is given back at once.

        A connection that died since it was last used, as all do when the database restarts or fails over, is noticed
        here and replaced together with every other, so that no connection needs a test before each use.
        """
        try:
            return await self._first(statement, parameters)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return await self._first(statement, parameters)

    async def _first(self, statement: Executable, parameters: Mapping[str, object] | None) -> Row | None:
        # One greenlet for all, where an AsyncConnection has one for each of its steps, and a task to close it.
        return await greenlet_spawn(_first_row, self.engine.sync_engine, statement, parameters)

    async def take_over(self, url: str) -> None:
        """Open new connections at this address from now on, and close those of the old one as they come free."""
        await self._address.take_over(sqlalchemy_url(url))

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def _first_row(engine: Engine, statement: Executable, parameters: Mapping[str, object] | None) -> Row | None:
    with engine.connect() as connection:
        result = connection.execute(statement, parameters)
        return result.first() if result.returns_rows else None


def sqlalchemy_url(url: str) -> str:
    """The URL as SQLAlchemy wants it, with the psycopg 3 driver."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def create_database(
    settings: DatabaseSettings, *, process: str, url: SecretStr | None = None, test_before_use: bool = True
) -> Database:
    """The connections of a process, opened on first use.

    Args:
        settings: The size of the pool and, unless a URL is given, where the database is.
        process: Name of the process, shown in the database's list of sessions.
        url: PostgreSQL URL to use instead of that of the settings.
        test_before_use: Test each connection before it is used, at the price of a round trip. Without it, work that
            does not begin with `Database.first` may meet connections that died.
    """
    engine = create_async_engine(
        sqlalchemy_url((url or settings.database_url).get_secret_value()),
        poolclass=MeasuredPool,
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=settings.database_pool_timeout_seconds,
        pool_pre_ping=test_before_use,
        pool_use_lifo=True,
        isolation_level="AUTOCOMMIT",
        json_serializer=lambda value: canonical_json(value).decode(),
        connect_args={"application_name": f"syndic-{process}", "connect_timeout": 5},
    )
    measure_queries(engine.sync_engine)
    roll_back_transactions_only(engine.sync_engine)
    require_confirmed_commits(engine.sync_engine)
    return Database(engine)

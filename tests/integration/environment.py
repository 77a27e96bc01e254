"""A real PostgreSQL and a real object store for the tests, and what they are reached with."""

from __future__ import annotations

import contextlib
import random
import re
import secrets
import socket
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from pydantic import SecretStr

from infra.local.object_store import ObjectStore, running_object_store
from infra.local.ports import INNER_RANGE
from infra.local.postgresql import SUPERUSER, Cluster, Role, running_postgresql
from server.migrations.runner import migrate
from server.settings import ApiSettings, SigningKey

TEMPLATE = "migrated"


@dataclass(frozen=True)
class Environment:
    """The services of a test run. The template is a database that has every migration."""

    postgresql: Cluster
    object_store: ObjectStore

    def create_database(self, name: str, template: str = TEMPLATE) -> Database:
        """A fresh database, with every migration unless another template is named."""
        unique = f"{re.sub(r'[^a-z0-9]+', '_', name.lower())[:40]}_{secrets.token_hex(4)}"
        with self.superuser() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                    sql.Identifier(unique), sql.Identifier(template), sql.Identifier(Role.OWNER)
                )
            )
        return Database(self, unique)

    @contextlib.contextmanager
    def superuser(self, database: str = "postgres") -> Generator[psycopg.Connection]:
        """A connection that may do everything, without transactions."""
        with psycopg.connect(self.postgresql.url(SUPERUSER, database), autocommit=True) as connection:
            yield connection


@dataclass(frozen=True)
class Database:
    """One database of a test module."""

    environment: Environment
    name: str

    @property
    def url(self) -> str:
        """Its address for the application's role."""
        return self.environment.postgresql.url(Role.APP, self.name)

    @property
    def owner_url(self) -> str:
        """Its address for the role that owns the schema."""
        return self.environment.postgresql.url(Role.OWNER, self.name)

    @contextlib.contextmanager
    def superuser(self) -> Generator[psycopg.Connection]:
        """A connection that may do everything, without transactions."""
        with self.environment.superuser(self.name) as connection:
            yield connection

    def drop(self) -> None:
        """Remove it, whoever is still connected."""
        with self.environment.superuser() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))


@contextlib.contextmanager
def running_environment(directory: Path) -> Generator[Environment]:
    """Start both services below a directory, with a migrated template database; stop them at the end."""
    with (
        running_postgresql(directory / "postgresql", free_port()) as postgresql,
        running_object_store(directory / "object-store", consecutive_free_ports(9)) as object_store,
    ):
        environment = Environment(postgresql, object_store)
        template = environment.create_database(TEMPLATE, "template0")
        migrate(template.owner_url, lambda _sentence: None)
        with environment.superuser() as connection:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(template.name), sql.Identifier(TEMPLATE)
                )
            )
        yield environment


def api_settings(environment: Environment, database: Database, **changes: object) -> ApiSettings:
    """Settings of an API on a database. Each gets its own prefix in the bucket, so that tests do not meet there."""
    return ApiSettings.model_validate(
        {
            "database_url": database.url,
            "session_signing_keys": [SigningKey(id="test", key=SecretStr(secrets.token_hex(32)))],
            **store_variables(environment, prefix=database.name),
            **changes,
        }
    )


def store_variables(environment: Environment, *, prefix: str) -> dict[str, object]:
    """The settings of the object store."""
    store = environment.object_store
    return {
        "object_store_url": f"s3://{store.bucket}/{prefix}",
        "object_store_endpoint": store.endpoint,
        "object_store_region": store.region,
        "object_store_access_key_id": store.access_key_id,
        "object_store_secret_access_key": store.secret_access_key,
        "object_store_ca_file": store.ca_file,
    }


def free_port() -> int:
    """A port of loopback that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def consecutive_free_ports(count: int) -> int:
    """The first of several ports in a row that are free now."""
    # Between those that environments remember and those that outgoing connections get.
    bases = list(range(INNER_RANGE.stop, 32_768 - count, count))
    for base in random.sample(bases, len(bases)):
        with contextlib.ExitStack() as taken, contextlib.suppress(OSError):
            for port in range(base, base + count):
                taken.enter_context(socket.create_server(("127.0.0.1", port)))
            return base
    raise RuntimeError(f"There are no {count} free ports in a row.")

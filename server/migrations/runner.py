"""Brings a database up to the schema of this release, and says whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from server.database import sqlalchemy_url
from server.migrations.grants import ROLES, grant

MIGRATION_LOCK = 7_305_114_500
"""Key of the advisory lock that lets one migration run at a time."""

Report = Callable[[str], None]


class MigrationError(Exception):
    """The schema could not be brought up to date."""


class DatabaseUnreachable(MigrationError):  # noqa: N818
    """The database does not answer the owner of the schema."""

    def __init__(self, cause: SQLAlchemyError) -> None:
        reason = str(cause.__cause__ or cause).strip().splitlines()[0]
        super().__init__(f"The database does not answer at DATABASE_OWNER_URL: {reason}")


class UnknownRevision(MigrationError):  # noqa: N818
    """The database was migrated by a release this one does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}, which this release does not know. "
            "Run the release that migrated it, or a newer one."
        )


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def head_revision() -> str:
    """The revision of the schema this release works on."""
    head = _scripts().get_current_head()
    if head is None:
        raise MigrationError("This release ships no migrations.")
    return head


def pending_revisions(current: str | None) -> list[str]:
    """The revisions between that of a database and this release's, oldest first.

    Raises:
        UnknownRevision: the database's revision is not one of this release.
    """
    known = [script.revision for script in _scripts().walk_revisions()][::-1]
    if current is None:
        return known
    if current not in known:
        raise UnknownRevision(current)
    return known[known.index(current) + 1 :]


def pending(url: str) -> list[str]:
    """The revisions a database lacks, oldest first. Nothing is changed.

    Raises:
        MigrationError: the database does not answer, or is ahead of this release.
    """
    with _connect(url) as connection:
        return pending_revisions(_current(connection))


def migrate(url: str, report: Report) -> list[str]:
    """Bring a database up to the schema of this release. Safe to repeat, and safe when two run at once.

    Args:
        url: PostgreSQL URL of the role that owns the schema.
        report: Receives one sentence for each thing that was done.

    Returns:
        The revisions that were applied.

    Raises:
        MigrationError: the database does not answer, or is ahead of this release.
    """
    with _connect(url) as connection, _lock(connection, report):
        missing = pending_revisions(_current(connection))
        connection.rollback()
        if missing:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        for revision in missing:
            report(f"Applied revision {revision}: {_title(revision)}")
        granted = grant(connection)
        if granted:
            report(f"Granted what they need to {', '.join(granted)}.")
        else:
            report(f"None of the roles {', '.join(ROLES)} exists: nothing was granted.")
        connection.commit()
        return missing


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def _title(revision: str) -> str:
    return _scripts().get_revision(revision).doc.splitlines()[0]


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _connect(url: str) -> Generator[Connection]:
    engine = create_engine(
        sqlalchemy_url(url), connect_args={"application_name": "syndic-migrate", "connect_timeout": 5}
    )
    try:
        try:
            connection = engine.connect()
        except SQLAlchemyError as error:
            raise DatabaseUnreachable(error) from error
        with connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _lock(connection: Connection, report: Report) -> Generator[None]:
    """Hold the migration lock of the database; the server frees it should this process die."""
    if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": MIGRATION_LOCK}):
        report("Another migration is running; waiting for it.")
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()

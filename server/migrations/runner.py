"""Brings a database up to the schema of this release, and says whether it is there."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import LockNotAvailable, TransactionTimeout
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from server.database import sqlalchemy_url
from server.migrations import compatibility
from server.migrations.compatibility import Recorded
from server.migrations.grants import ROLES, grant
from server.migrations.kinds import Kind, classified

MIGRATION_LOCK = 7_305_114_500
"""Key of the advisory lock that lets one migration run at a time."""

LOCK_ATTEMPTS = 10
"""How often a revision tries to get the locks it needs; users get them in between."""

LOCK_PAUSE_SECONDS = 1.0

Report = Callable[[str], None]


class MigrationError(Exception):
    """The schema could not be brought up to date."""


class DatabaseUnreachable(MigrationError):  # noqa: N818
    """The database does not answer the owner of the schema."""

    def __init__(self, cause: SQLAlchemyError) -> None:
        reason = str(cause.__cause__ or cause).strip().splitlines()[0]
        super().__init__(f"The database does not answer at DATABASE_OWNER_URL: {reason}")


class SchemaAhead(MigrationError):  # noqa: N818
    """The database was migrated by a newer release, and this one cannot run on it any more."""

    def __init__(self, obstacle: str) -> None:
        super().__init__(f"{obstacle} Run the release that migrated it, or a newer one.")


class RevisionFailed(MigrationError):  # noqa: N818
    """A revision failed; it left nothing behind, because each runs in one transaction."""

    def __init__(self, cause: DBAPIError) -> None:
        super().__init__(f"{_explained(cause)} What the failed revision began was undone; nothing else changed.")


class GrantsFailed(MigrationError):  # noqa: N818
    """The schema is there, and the roles may not use all of it."""

    def __init__(self, cause: DBAPIError) -> None:
        reason = str(cause.orig).strip().splitlines()[0]
        super().__init__(
            f"Every revision was applied, but granting the roles what they need failed: {reason}. Repeat it."
        )


@dataclass(frozen=True)
class Pending:
    """A revision that a database lacks."""

    revision: str
    title: str
    kind: Kind
    breaks: list[str]
    blocks: list[str]
    needed: bool
    """Whether this release cannot run without it; one that only takes away can wait."""


@dataclass(frozen=True)
class Standing:
    """A database and this release, side by side."""

    current: str | None
    """The revision of the database."""
    chain: list[str]
    """The revisions this release knows, oldest first."""
    pending: list[Pending]
    obstacle: str | None
    """Why this release could not run now, as a sentence; None when it could."""


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def head_revision() -> str:
    """The revision of the schema this release works on."""
    head = _scripts().get_current_head()
    if head is None:
        raise MigrationError("This release ships no migrations.")
    return head


def chain() -> list[str]:
    """The revisions of this release, oldest first."""
    return [script.revision for script in _scripts().walk_revisions()][::-1]


def kinds() -> dict[str, Kind]:
    """What each revision of this release does to older code."""
    return {revision: classified()[revision].kind for revision in chain()}


def standing(url: str) -> Standing:
    """How a database stands to this release. Nothing is changed.

    Raises:
        MigrationError: the database does not answer.
    """
    with _connect(url) as connection:
        current = _current(connection)
        found = compatibility.obstacle(chain(), kinds(), current, _recorded(connection))
    lacking = compatibility.missing(chain(), current)
    needed = compatibility.through_expansions(lacking, kinds())
    return Standing(current, chain(), [_pending(revision, needed) for revision in lacking], found)


def statements() -> dict[str, str]:
    """The SQL of every revision of this release, without a database."""
    return {script.revision: _statements_of(script.revision) for script in list(_scripts().walk_revisions())[::-1]}


def pending(url: str) -> list[str]:
    """The revisions a database lacks, oldest first. Nothing is changed.

    Raises:
        MigrationError: the database does not answer, or is ahead of this release, which cannot run on it.
    """
    found = standing(url)
    if found.current is not None and found.current not in found.chain and found.obstacle:
        raise SchemaAhead(found.obstacle)
    return [lacking.revision for lacking in found.pending]


def migrate(url: str, report: Report, *, expand_only: bool = False) -> list[str]:
    """Bring a database up to the schema of this release. Safe to repeat, and safe when two run at once.

    A database that is ahead of this release is left as it is when this release can run on it.

    Args:
        url: PostgreSQL URL of the role that owns the schema.
        report: Receives one sentence for each thing that was done.
        expand_only: Apply what this release needs and take nothing from an older one that runs beside it. A database

    Returns:
        The revisions that were applied.

    Raises:
        MigrationError: the database does not answer, or is ahead of this release.
    """
    with _connect(url) as connection, _lock(connection, report):
        current = _current(connection)
        if current is not None and current not in chain():
            found = compatibility.obstacle(chain(), kinds(), current, _recorded(connection))
            if found:
                raise SchemaAhead(found)
            report(f"The schema is at revision {current}, which is newer than this release and serves it as well.")
            return []
        missing = compatibility.missing(chain(), current)
        if expand_only:
            missing = compatibility.through_expansions(missing, kinds())
        connection.rollback()
        for revision in missing:
            # Nobody waits for a database that had no schema a moment ago, so a slow machine may take its time.
            _upgrade(connection, revision, report, in_use=current is not None)
            report(f"Applied revision {revision}: {_title(revision)}")
        granted = _grant(connection, keep=expand_only)
        if granted:
            report(f"Granted what they need to {', '.join(granted)}.")
        else:
            report(f"None of the roles {', '.join(ROLES)} exists: nothing was granted.")
        connection.commit()
        return missing


def _grant(connection: Connection, *, keep: bool) -> list[str]:
    """Give the roles what they need; no user waits for what that locks, so it may take longer than a revision."""
    try:
        connection.execute(text("RESET ALL"))
        connection.commit()
        return grant(connection, keep=keep)
    except DBAPIError as error:
        _roll_back(connection)
        raise GrantsFailed(error) from error


def _upgrade(connection: Connection, revision: str, report: Report, *, in_use: bool) -> None:
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["in_use"] = in_use
    for attempt in range(1, LOCK_ATTEMPTS + 1):
        try:
            command.upgrade(config, revision)
            connection.commit()
        except DBAPIError as error:
            _roll_back(connection)
            if not isinstance(error.orig, LockNotAvailable) or attempt == LOCK_ATTEMPTS:
                raise RevisionFailed(error) from error
            report(f"Revision {revision} gets no lock while others work; attempt {attempt} of {LOCK_ATTEMPTS}.")
            time.sleep(LOCK_PAUSE_SECONDS)
        else:
            return


def _roll_back(connection: Connection) -> None:
    # A transaction that took too long has ended its connection with it.
    if not connection.invalidated and not connection.closed:
        connection.rollback()


def _explained(error: DBAPIError) -> str:
    if isinstance(error.orig, TransactionTimeout):
        return "A revision was stopped because it kept others waiting for too long (transaction_timeout)."
    if isinstance(error.orig, LockNotAvailable):
        return f"A revision got no lock in {LOCK_ATTEMPTS} attempts, because others work on the same tables."
    return f"A revision failed: {str(error.orig).strip().splitlines()[0]}."


def _recorded(connection: Connection) -> Mapping[str, Recorded]:
    if connection.scalar(text("SELECT to_regclass('schema_revisions')")) is None:
        return {}
    rows = connection.execute(text("SELECT revision, position, kind FROM schema_revisions"))
    return {row.revision: Recorded(row.position, Kind(row.kind)) for row in rows}


def _pending(revision: str, needed: list[str]) -> Pending:
    known = classified()[revision]
    return Pending(revision, _title(revision), known.kind, known.breaks, known.blocks, revision in needed)


def _statements_of(revision: str) -> str:
    written = io.StringIO()
    config = _config()
    config.output_buffer = written
    before = _scripts().get_revision(revision).down_revision or "base"
    command.upgrade(config, f"{before}:{revision}", sql=True)
    return written.getvalue()


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

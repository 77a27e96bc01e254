"""How Alembic runs here: on the connection that the caller opened, one transaction per revision; or as SQL only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection, text

from server.migrations.compare import ours
from server.migrations.kinds import classified
from server.models import METADATA

TRANSACTION_TIMEOUT = "1s"
"""Longest time a revision may keep users waiting for what it locks; after two seconds the proxy would take servers
that wait with them for dead. One that has to take longer works in portions, or
sets another limit itself, where a reviewer sees it."""

LOCK_TIMEOUT = "2s"
"""Longest time a revision waits for a lock; everybody who comes after it waits behind it."""

TRANSACTION_TIMEOUT_SINCE = (17,)
"""The release of PostgreSQL that introduced transaction_timeout."""


def run() -> None:
    """Run the migrations that the caller asked for."""
    if context.is_offline_mode():
        context.configure(dialect_name="postgresql", literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_object=ours,
        compare_type=True,
        transaction_per_migration=True,
        on_version_apply=_record,
    )
    if context.config.attributes["in_use"]:
        _limit(connection)
    with context.begin_transaction():
        context.run_migrations()


def _limit(connection: Connection) -> None:
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    if (connection.dialect.server_version_info or ()) >= TRANSACTION_TIMEOUT_SINCE:
        connection.execute(text(f"SET transaction_timeout = '{TRANSACTION_TIMEOUT}'"))
    connection.commit()


def _record(
    ctx: MigrationContext,
    step: MigrationInfo,
    heads: Collection[Any],  # noqa: ARG001 - given by the hook
    run_args: Mapping[str, Any],  # noqa: ARG001 - given by the hook
) -> None:
    """Remember what a revision did, in its own transaction. The table begins with revision 0004."""
    connection = ctx.connection
    if connection is None or connection.scalar(text("SELECT to_regclass('schema_revisions')")) is None:
        return
    for revision in step.up_revision_ids:
        connection.execute(
            text(
                "INSERT INTO schema_revisions (revision, position, kind) "
                "SELECT :revision, coalesce(max(position), 0) + 1, :kind FROM schema_revisions "
                "ON CONFLICT (revision) DO NOTHING"
            ),
            {"revision": revision, "kind": classified()[revision].kind},
        )


run()

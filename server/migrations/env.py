"""How Alembic runs here: on the connection that the caller opened, one transaction per step."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from server.migrations.compare import ours
from server.models import METADATA


def run() -> None:
    """Run the migrations that the caller asked for."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_object=ours,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()

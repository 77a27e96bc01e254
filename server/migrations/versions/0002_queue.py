"""The queue: procrastinate's own schema of release 3.10.0, as that release ships it.

Revision ID: 0002
"""

from __future__ import annotations

from pathlib import Path

from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHEMA = Path(__file__).parents[1] / "queue_3_10_0.sql"


def upgrade() -> None:
    """Create the queue's types, tables, functions and triggers."""
    if context.is_offline_mode():
        op.execute(SCHEMA.read_text())
        return
    # The script goes to the driver as it is: through SQLAlchemy, its colons would be read as parameters.
    cursor = op.get_bind().connection.cursor()
    cursor.execute(SCHEMA.read_bytes())

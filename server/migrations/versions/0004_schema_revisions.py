"""What every revision did to the schema, for releases that are older than the schema they run on.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and record the revisions before it: each of them only added."""
    op.create_table(
        "schema_revisions",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_schema_revisions")),
        sa.CheckConstraint("kind IN ('expand', 'contract')", name=op.f("ck_schema_revisions_kind")),
    )
    op.execute(
        "INSERT INTO schema_revisions (revision, position, kind) "
        "VALUES ('0001', 1, 'expand'), ('0002', 2, 'expand'), ('0003', 3, 'expand')"
    )

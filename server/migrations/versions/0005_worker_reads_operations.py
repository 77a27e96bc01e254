"""The worker reads operation records, which executions judge.

Rights are granted anew after every migration (server/migrations/grants.py); a release whose schema is current applies
none, so what a process newly reads takes a revision.

Revision ID: 0005
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the worker read the table, where there is a role of its own for it."""
    op.execute("""
        DO $$
        BEGIN
            IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'syndic_worker') THEN
                GRANT SELECT ON operations TO syndic_worker;
            END IF;
        END $$
    """)

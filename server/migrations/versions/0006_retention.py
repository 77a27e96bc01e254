"""Retention deletes evidence whose time is over, as a role of its own.

Rights are granted anew after every migration (server/migrations/grants.py); a release whose schema is current applies
none, so a role that is new takes a revision.

Revision ID: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the role do its work, where there is one."""
    op.execute("""
        DO $$
        BEGIN
            IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'syndic_retention') THEN
                GRANT SELECT, DELETE ON evidence_items TO syndic_retention;
            END IF;
        END $$
    """)

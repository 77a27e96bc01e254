"""What the application's role may do. Granted anew after every migration, so that new tables are covered at once."""

from __future__ import annotations

from sqlalchemy import Connection, text

APPLICATION_ROLE = "syndic_app"
OWNER_ROLE = "syndic_owner"

_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
    "REVOKE ALL ON audit_entries, alembic_version FROM {role}",
    "GRANT SELECT, INSERT ON audit_entries TO {role}",
    "GRANT SELECT ON alembic_version TO {role}",
)


def grant(connection: Connection, role: str = APPLICATION_ROLE) -> bool:
    """Grant the application's role what it needs and no more.

    Returns:
        Whether the role exists; nothing is granted otherwise.
    """
    exists = connection.scalar(text("SELECT true FROM pg_roles WHERE rolname = :role"), {"role": role})
    if not exists:
        return False
    quoted = connection.dialect.identifier_preparer.quote(role)
    for statement in _GRANTS:
        connection.execute(text(statement.format(role=quoted)))
    return True

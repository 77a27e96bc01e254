"""What each role may do in the database. Granted anew after every migration, so that new tables are covered at once.

There is a role per process. Whoever signs in is a member of one, which is how two login roles can take turns without
a grant changing hands. `syndic_app` may do what the serving processes may do together, for installations that give all
of them one role. A role that does not exist is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from sqlalchemy import Connection, text

OWNER_ROLE = "syndic_owner"
APPLICATION_ROLE = "syndic_app"


class Right(StrEnum):
    """Sets of privileges on a table; no process may truncate, reference, or change a table."""

    READ = "SELECT"
    APPEND = "SELECT, INSERT"
    LOCK = "SELECT, UPDATE"
    KEEP = "SELECT, INSERT, UPDATE"
    CLEAR = "SELECT, DELETE"
    ALL = "SELECT, INSERT, UPDATE, DELETE"


_RECORDS = (
    "accounts",
    "api_tokens",
    "attestations",
    "control_results",
    "evidence_items",
    "executions",
    "framework_versions",
    "frameworks",
    "idempotency_keys",
    "operations",
    "posture_days",
    "postures",
    "schedules",
    "sessions",
    "sign_in_failures",
    "system_metrics",
    "systems",
)
_QUEUE = ("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers")
_OF_EVERYONE = {"alembic_version": Right.READ, "schema_revisions": Right.READ}
_OF_WRITERS = {**_OF_EVERYONE, "audit_entries": Right.APPEND}


def _each(tables: Iterable[str], right: Right) -> dict[str, Right]:
    return dict.fromkeys(tables, right)


_API = {
    **_OF_WRITERS,
    **_each(_RECORDS, Right.READ),
    **_each(("accounts", "systems", "executions", "evidence_items", "frameworks"), Right.KEEP),
    **_each(("api_tokens", "sessions", "sign_in_failures", "idempotency_keys", "schedules"), Right.ALL),
    **_each(("operations", "attestations", "framework_versions", "system_metrics"), Right.APPEND),
    "systems": Right.ALL,
    "procrastinate_jobs": Right.KEEP,
    "procrastinate_events": Right.APPEND,
    # Where a region stands by, the age of what workers noted there tells how far its database is behind.
    "procrastinate_workers": Right.READ,
}
_WORKER = {
    **_OF_WRITERS,
    **_each(("attestations", "evidence_items", "framework_versions", "frameworks"), Right.READ),
    **_each(("operations", "systems", "system_metrics"), Right.READ),
    "executions": Right.LOCK,
    **_each(("control_results", "posture_days", "postures"), Right.KEEP),
    **_each(_QUEUE, Right.ALL),
}
_CRON = {
    **_OF_WRITERS,
    **_each(("frameworks", "framework_versions", "operations", "postures", "systems"), Right.READ),
    "executions": Right.KEEP,
    "schedules": Right.LOCK,
    **_each(("idempotency_keys", "sessions", "sign_in_failures"), Right.CLEAR),
    **_each(_QUEUE, Right.ALL),
}
_RETENTION = {
    **_OF_WRITERS,
    **_each(("attestations", "control_results", "executions", "postures"), Right.READ),
    "evidence_items": Right.CLEAR,
}
_MONITORING = {**_OF_EVERYONE, **_each(("executions", "postures", "procrastinate_jobs"), Right.READ)}

PROCESS_RIGHTS: Mapping[str, Mapping[str, Right]] = {
    "syndic_api": _API,
    "syndic_worker": _WORKER,
    "syndic_cron": _CRON,
    "syndic_retention": _RETENTION,
    "syndic_monitoring": _MONITORING,
}
"""The tables each role may use, and how. A table that is not named is out of its reach."""

_WITHOUT_FUNCTIONS = ("syndic_monitoring", "syndic_retention")
"""Roles that have no business with the queue, which is all that sequences and functions are for."""

_EVERYTHING = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE ALL ON audit_entries, alembic_version, schema_revisions FROM {role}",
    "GRANT SELECT, INSERT ON audit_entries TO {role}",
    "GRANT SELECT ON alembic_version, schema_revisions TO {role}",
)
_SEQUENCES_AND_FUNCTIONS = (
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
)


def statements(role: str, *, keep: bool = False) -> tuple[str, ...]:
    """The statements that give a role what it needs and take from it what it does not; `{role}` stands for its name.

    Args:
        role: one of ROLES.
        keep: take nothing away, because an older release still runs beside this one and may need it.
    """
    revoke = (
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
    )
    clear = (*(() if keep else revoke), "GRANT USAGE ON SCHEMA public TO {role}")
    match role:
        case "syndic_app":
            return (*clear, *_EVERYTHING, *_SEQUENCES_AND_FUNCTIONS)
        case "syndic_backup":
            return (
                *clear,
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
                "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            )
        case _:
            rights = PROCESS_RIGHTS[role].items()
            granted = tuple(f"GRANT {right} ON {table} TO {{role}}" for table, right in rights)
            return (*clear, *granted, *(() if role in _WITHOUT_FUNCTIONS else _SEQUENCES_AND_FUNCTIONS))


ROLES = (APPLICATION_ROLE, *PROCESS_RIGHTS, "syndic_backup")
"""Every role that is granted something."""


def grant(connection: Connection, *, keep: bool = False) -> list[str]:
    """Grant every role what it needs and no more, in the caller's transaction; with `keep`, take nothing away.

    Returns:
        The roles that exist; nothing is granted to others.
    """
    found = [
        role for role in ROLES if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role})
    ]
    for role in found:
        quoted = connection.dialect.identifier_preparer.quote(role)
        for statement in statements(role, keep=keep):
            connection.execute(text(statement.format(role=quoted)))
    return found

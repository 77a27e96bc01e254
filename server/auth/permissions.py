"""Permissions and the roles that hold them. Roles are sets, not a ladder; what is not listed is denied."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing a caller may do. Every route names exactly one, or is public."""

    SESSION_USE = "session:use"
    ACCOUNTS_READ = "accounts:read"
    ACCOUNTS_WRITE = "accounts:write"
    TOKENS_MANAGE = "tokens:manage"
    SYSTEMS_READ = "systems:read"
    SYSTEMS_WRITE = "systems:write"
    METRICS_WRITE = "metrics:write"
    EVIDENCE_READ = "evidence:read"
    EVIDENCE_WRITE = "evidence:write"
    ATTESTATIONS_READ = "attestations:read"
    ATTESTATIONS_WRITE = "attestations:write"
    FRAMEWORKS_READ = "frameworks:read"
    FRAMEWORKS_PUBLISH = "frameworks:publish"
    EXECUTIONS_READ = "executions:read"
    EXECUTIONS_WRITE = "executions:write"
    SCHEDULES_WRITE = "schedules:write"
    OPERATIONS_READ = "operations:read"
    OPERATIONS_WRITE = "operations:write"
    AUDIT_READ = "audit:read"
    AUDIT_VERIFY = "audit:verify"


class Role(StrEnum):
    """What an account or an API token is allowed to do, as a named set of permissions."""

    ADMIN = "admin"
    ENGINEER = "engineer"
    AUDITOR = "auditor"
    VIEWER = "viewer"


_READ = frozenset(
    {
        Permission.SESSION_USE,
        Permission.TOKENS_MANAGE,
        Permission.SYSTEMS_READ,
        Permission.EVIDENCE_READ,
        Permission.ATTESTATIONS_READ,
        Permission.FRAMEWORKS_READ,
        Permission.EXECUTIONS_READ,
        Permission.OPERATIONS_READ,
        Permission.AUDIT_READ,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: _READ,
    Role.ENGINEER: _READ
    | {
        Permission.SYSTEMS_WRITE,
        Permission.METRICS_WRITE,
        Permission.EVIDENCE_WRITE,
        Permission.EXECUTIONS_WRITE,
        Permission.SCHEDULES_WRITE,
        Permission.OPERATIONS_WRITE,
    },
    Role.AUDITOR: _READ | {Permission.EVIDENCE_WRITE, Permission.ATTESTATIONS_WRITE, Permission.AUDIT_VERIFY},
    Role.ADMIN: frozenset(Permission),
}


def allows(role: Role, permission: Permission) -> bool:
    """Whether a role holds a permission."""
    return permission in PERMISSIONS[role]


def covers(role: Role, other: Role) -> bool:
    """Whether a role holds every permission of another, so that its holder may hand that role out."""
    return PERMISSIONS[other] <= PERMISSIONS[role]

"""Which role may do what: the whole table, so that a change of it is seen."""

from __future__ import annotations

from uuid import uuid4

import pytest

from server.auth.permissions import PERMISSIONS, Permission, Role, allows
from server.auth.principal import Principal

READ = {
    "session:use",
    "tokens:manage",
    "systems:read",
    "evidence:read",
    "attestations:read",
    "frameworks:read",
    "executions:read",
    "operations:read",
    "audit:read",
}
BEYOND_READ = {
    Role.VIEWER: set(),
    Role.ENGINEER: {
        "systems:write",
        "metrics:write",
        "evidence:write",
        "executions:write",
        "schedules:write",
        "operations:write",
    },
    Role.AUDITOR: {"evidence:write", "attestations:write", "audit:verify"},
}


@pytest.mark.parametrize("role", BEYOND_READ)
def test_each_role_holds_exactly_its_permissions(role: Role) -> None:
    assert {str(permission) for permission in PERMISSIONS[role]} == READ | BEYOND_READ[role]


def test_only_the_administrator_sees_accounts_and_publishes_frameworks() -> None:
    for permission in (Permission.ACCOUNTS_READ, Permission.ACCOUNTS_WRITE, Permission.FRAMEWORKS_PUBLISH):
        assert [role for role in Role if allows(role, permission)] == [Role.ADMIN]


def test_nobody_but_auditors_and_administrators_attests() -> None:
    assert {role for role in Role if allows(role, Permission.ATTESTATIONS_WRITE)} == {Role.AUDITOR, Role.ADMIN}


@pytest.mark.parametrize(("role", "token_role"), [(role, token_role) for role in Role for token_role in Role])
def test_a_token_holds_what_both_it_and_its_account_hold(role: Role, token_role: Role) -> None:
    account_id = uuid4()
    principal = Principal(account_id, "a@b", "A", role, token_id=account_id, token_role=token_role)
    assert principal.permissions == PERMISSIONS[role] & PERMISSIONS[token_role]
    assert principal.actor == f"account:a@b/token:{account_id}"

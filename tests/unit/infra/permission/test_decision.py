"""Who a grant names, and what a refusal says."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from infra.permission import Operation, require
from infra.permission.decision import Caller, describe, matches
from infra.permission.declarations import AwsIdentity, AzureIdentity, Grant, Identity, OidcToken, SystemUser
from infra.permission.errors import NotPermittedError, UndeclaredPermissionsError, UnusablePermissionsError
from infra.permission.requiring import permit, read_grants

TENANT, GROUP, SOMEBODY = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "123")
ROLE = AwsIdentity(kind="aws", arn="arn:aws:sts::111111111111:assumed-role/operators/*")
JOB = OidcToken(
    kind="oidc",
    issuer="https://issuer.example.com/",
    audience="syndic",
    claims={"repository": "acme/syndic", "environment": "production"},
)


def grant(identity: Identity, *may: str) -> Grant:
    return Grant.model_validate(
        {"who": "somebody", "identity": identity, "may": list(may), "obtain": "Ask whoever leads the platform."}
    )


@pytest.mark.parametrize(
    ("identity", "claims", "expected"),
    [
        (SystemUser(kind="system-user", names=["*"]), {"user": "ada"}, True),
        (SystemUser(kind="system-user", names=["ada"]), {"user": "ada"}, True),
        (SystemUser(kind="system-user", names=["ada"]), {"user": "eve"}, False),
        (JOB, {"repository": "acme/syndic", "environment": "production", "ref": "refs/heads/main"}, True),
        (JOB, {"repository": "acme/syndic", "environment": "staging"}, False),
        (JOB, {"repository": "eve/syndic", "environment": "production"}, False),
        (JOB, {"repository": "acme/syndic"}, False),
        (ROLE, {"arn": "arn:aws:sts::111111111111:assumed-role/operators/ada"}, True),
        (ROLE, {"arn": "arn:aws:sts::111111111111:assumed-role/operators-too/ada"}, False),
        (ROLE, {"arn": "arn:aws:sts::222222222222:assumed-role/operators/ada"}, False),
        (AzureIdentity(kind="azure", tenant=TENANT, group_id=GROUP), {"tid": TENANT, "groups": [GROUP]}, True),
        (AzureIdentity(kind="azure", tenant=TENANT, group_id=GROUP), {"tid": TENANT, "oid": GROUP}, False),
        (AzureIdentity(kind="azure", tenant=TENANT, object_id=SOMEBODY), {"tid": TENANT, "oid": SOMEBODY}, True),
        (AzureIdentity(kind="azure", tenant=TENANT, object_id=SOMEBODY), {"tid": GROUP, "oid": SOMEBODY}, False),
        (AzureIdentity(kind="azure", tenant=TENANT, object_id=SOMEBODY), {"tid": TENANT}, False),
    ],
)
def test_a_grant_fits_exactly_the_caller_it_names(
    identity: Identity, claims: dict[str, object], *, expected: bool
) -> None:
    assert matches(identity, Caller("somebody", claims)) is expected


@pytest.mark.parametrize(
    "identity",
    [
        {"kind": "aws", "arn": "arn:aws:sts::*:assumed-role/operators/*"},
        {"kind": "aws", "arn": "arn:aws:sts::111111111111:assumed-role/*"},
        {"kind": "aws", "arn": "*"},
        {"kind": "oidc", "issuer": "http://issuer.example.com", "audience": "a", "claims": {"sub": "x"}},
        {"kind": "oidc", "issuer": "https://issuer.example.com", "audience": "a", "claims": {"ref": "main"}},
        {"kind": "azure", "tenant": TENANT},
        {"kind": "azure", "tenant": "acme", "group_id": GROUP},
        {"kind": "password"},
    ],
)
def test_an_identity_that_would_fit_strangers_is_refused(identity: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Identity).validate_python(identity)


def test_a_refusal_says_who_you_are_what_was_asked_who_may_and_how() -> None:
    somebody_else = SystemUser(kind="system-user", names=["nobody-of-this-name"])

    with pytest.raises(NotPermittedError) as refused:
        permit("staging", Operation.DR_FAILOVER, [grant(somebody_else, "dr.failover"), grant(somebody_else, "migrate")])

    assert str(refused.value) == (
        f"You may not do dr.failover in staging. You are operating-system user {getpass.getuser()}. It is permitted "
        "to: somebody (nobody-of-this-name of this machine). To get there: Ask whoever leads the platform."
    )


def test_what_is_granted_to_nobody_is_refused() -> None:
    with pytest.raises(NotPermittedError, match="permitted to nobody; grant it in infra/environments/staging"):
        permit("staging", Operation.CLEANUP, [grant(SystemUser(kind="system-user", names=["*"]), "migrate")])


def test_everybody_may_do_everything_in_development() -> None:
    for operation in Operation:
        assert require("development", operation).name.startswith("operating-system user ")


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_every_operation_is_granted_to_somebody_in_every_environment(environment: str) -> None:
    grants = read_grants(environment)
    assert [operation for operation in Operation if not any(grant.covers(operation) for grant in grants)] == []
    assert all(describe(grant.identity) for grant in grants)


def test_an_environment_that_is_not_declared_is_wrong_use() -> None:
    with pytest.raises(UndeclaredPermissionsError, match=r"development, production, staging"):
        require("../secrets", Operation.CLEANUP)


def test_permissions_that_cannot_be_read_permit_nothing(tmp_path: Path) -> None:
    (tmp_path / "staging.yaml").write_text("permissions: [{who: anybody}]\n")
    with pytest.raises(UnusablePermissionsError, match="syndic config check"):
        require("staging", Operation.CLEANUP, declarations=tmp_path)
    (tmp_path / "staging.yaml").write_text("name: staging\n")
    with pytest.raises(UnusablePermissionsError, match="permissions is missing"):
        require("staging", Operation.CLEANUP, declarations=tmp_path)

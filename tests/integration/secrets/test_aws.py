"""Faults of AWS Secrets Manager, shown by moto's server. Its IAM decides for real in the test of permissions."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from pathlib import Path

import pytest
from pydantic import SecretStr

from server.secrets.aws import AwsStore
from server.secrets.errors import (
    AccessDeniedError,
    AuthenticationError,
    SecretUnreadableError,
    StoreNotConfiguredError,
    StoreUnavailableError,
)
from server.secrets.references import Reference, parse_reference
from server.settings import SecretStoreSettings
from tests.integration.secrets.services import Aws

VALUE = "canary-aws-9b1f77e2"


@pytest.fixture
def reference(aws: Aws) -> Reference:
    name = f"syndic/{secrets.token_hex(4)}"
    aws.client("secretsmanager").create_secret(Name=name, SecretString=VALUE)
    return parse_reference(f"aws:{name}")


@pytest.fixture
def own_aws(tmp_path: Path) -> Generator[Aws]:
    """A server that the test may kill."""
    server = Aws(tmp_path)
    try:
        server.start()
        yield server
    finally:
        server.service.kill()


def value_of(store: AwsStore, reference: Reference) -> str:
    return store.get(reference).value.get_secret_value()


def test_an_arn_names_a_secret_too(aws: Aws, aws_identity: None, reference: Reference) -> None:
    arn = aws.client("secretsmanager").describe_secret(SecretId=reference.location)["ARN"]
    assert value_of(AwsStore(aws.settings()), parse_reference(f"aws:{arn}")) == VALUE


def test_a_binary_secret_is_refused(aws: Aws, aws_identity: None) -> None:
    aws.client("secretsmanager").create_secret(Name="syndic/binary", SecretBinary=b"\x00\x01")
    with pytest.raises(SecretUnreadableError, match="binary"):
        value_of(AwsStore(aws.settings()), parse_reference("aws:syndic/binary"))


def test_a_key_of_a_text_that_is_no_document(aws: Aws, aws_identity: None, reference: Reference) -> None:
    with pytest.raises(SecretUnreadableError, match="leave out '#'") as caught:
        value_of(AwsStore(aws.settings()), parse_reference(f"{reference}#password"))
    assert VALUE not in str(caught.value)


def test_a_secret_marked_for_deletion_is_unreadable(aws: Aws, aws_identity: None, reference: Reference) -> None:
    aws.client("secretsmanager").delete_secret(SecretId=reference.location, RecoveryWindowInDays=7)
    with pytest.raises(SecretUnreadableError, match="marked for deletion"):
        value_of(AwsStore(aws.settings()), reference)


def test_a_missing_region_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    with pytest.raises(StoreNotConfiguredError, match="AWS_REGION is not set"):
        AwsStore(SecretStoreSettings())


def test_a_workload_without_identity_is_told_how_to_get_one(
    aws: Aws, reference: Reference, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(AuthenticationError, match="IRSA"):
        value_of(AwsStore(aws.settings()), reference)


def test_the_permissions_of_the_guide_suffice_and_nothing_less(
    aws: Aws, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    iam = aws.client("iam")
    iam.create_user(UserName="api")
    key = iam.create_access_key(UserName="api")["AccessKey"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
    store = AwsStore(aws.settings())
    with aws.permissions_enforced(), pytest.raises(AccessDeniedError, match="secretsmanager:GetSecretValue"):
        value_of(store, reference)
    iam.put_user_policy(
        UserName="api",
        PolicyName="read",
        PolicyDocument='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", '
        '"Action": ["secretsmanager:GetSecretValue"]}]}',
    )
    with aws.permissions_enforced():
        assert value_of(store, reference) == VALUE
        with pytest.raises(AccessDeniedError, match="secretsmanager:PutSecretValue"):
            store.put(reference, SecretStr("other"))


def test_a_killed_store_is_unavailable_and_used_again_when_it_is_back(own_aws: Aws, aws_identity: None) -> None:
    reference = parse_reference("aws:syndic/app")
    store = AwsStore(own_aws.settings(secrets_timeout_seconds=1))
    store.put(reference, SecretStr(VALUE))
    own_aws.service.kill()
    with pytest.raises(StoreUnavailableError, match="no answer"):
        value_of(store, reference)
    own_aws.start()
    store.put(reference, SecretStr("back"))
    assert value_of(store, reference) == "back"

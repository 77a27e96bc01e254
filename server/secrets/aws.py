"""Secrets of AWS Secrets Manager: `aws:name` and `aws:name#key`.

The identity is the workload's own, found by the AWS SDK in its usual order: environment variables, a web identity
(EKS), the role of the task or instance.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - of the SDK, which has it beside HTTPClientError
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    SSLError,
)
from pydantic import SecretStr

from server.secrets.errors import (
    AccessDeniedError,
    AuthenticationError,
    SecretConflictError,
    SecretError,
    SecretNotFoundError,
    SecretRefusedError,
    SecretUnreadableError,
    StoreNotConfiguredError,
    StoreUnavailableError,
    StoreUntrustedError,
)
from server.secrets.references import Reference
from server.secrets.store import ABSENT, SecretStore, SecretVersion, StoredSecret
from server.settings import SecretStoreSettings

T = TypeVar("T")

# At DEBUG the SDK logs requests and responses with the secrets in them.
logging.getLogger("botocore").setLevel(logging.INFO)

_NAME = "AWS Secrets Manager"
_CURRENT = "AWSCURRENT"
_WRITING = "SYNDIC_WRITING"
_LOGIN = "Give the workload a role (IRSA, task role, instance profile), or sign in with `aws sso login`."
_DENIED = {"AccessDeniedException", "AccessDenied", "DecryptionFailure", "EncryptionFailure"}
_UNAUTHENTICATED = {
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "ExpiredTokenException",
    "ExpiredToken",
    "IncompleteSignature",
    "MissingAuthenticationToken",
}
_TRANSIENT = {"ThrottlingException", "Throttling", "InternalServiceError", "InternalFailure", "ServiceUnavailable"}


class AwsStore(SecretStore):
    """Reads and writes secrets of one region. Conditional writes move the AWSCURRENT label, which AWS compares."""

    def __init__(self, settings: SecretStoreSettings) -> None:
        seconds = settings.secrets_timeout_seconds
        failure: str | None = None
        try:
            self._client: Any = boto3.Session().client(
                "secretsmanager",
                region_name=settings.aws_region,
                endpoint_url=settings.aws_endpoint_url_secrets_manager,
                config=Config(connect_timeout=seconds, read_timeout=seconds, retries={"total_max_attempts": 2}),
            )
        except NoRegionError:
            failure = "AWS_REGION is not set, so aws: references lead nowhere. Set it to the region of the secrets."
        except (BotoCoreError, ValueError) as error:
            failure = f"{_NAME} cannot be used with these settings ({type(error).__name__}). Check AWS_REGION."
        if failure:
            raise StoreNotConfiguredError(failure)

    def read(self, reference: Reference) -> StoredSecret:
        """The version labelled AWSCURRENT."""

        def request() -> dict[str, Any]:
            return self._client.get_secret_value(SecretId=reference.location, VersionStage=_CURRENT)

        answer = self._call(reference, "secretsmanager:GetSecretValue", request)
        if "SecretString" not in answer:
            raise SecretUnreadableError(str(reference), "it is binary; store it as text (SecretString)")
        return StoredSecret(SecretStr(answer["SecretString"]), answer["VersionId"], answer["CreatedDate"])

    def write(self, reference: Reference, value: SecretStr, expected_version: str | None) -> str:
        """Add a version and make it current; with an expected one, only if that is still current."""
        if expected_version == ABSENT:
            return self._create(reference, value)
        if expected_version is not None:
            return self._replace(reference, value, expected_version)
        try:
            return self._add(reference, value, [_CURRENT])
        except SecretNotFoundError:
            return self._create(reference, value)

    def versions(self, reference: Reference) -> list[SecretVersion]:
        """The versions that carry a label; AWS removes the others."""

        # One page holds all: a secret has at most 20 labels, and versions without one are left out.
        def request() -> list[dict[str, Any]]:
            return self._client.list_secret_version_ids(SecretId=reference.location, MaxResults=100)["Versions"]

        found = self._call(reference, "secretsmanager:ListSecretVersionIds", request)
        versions = [
            SecretVersion(facts["VersionId"], facts["CreatedDate"], current=_CURRENT in facts["VersionStages"])
            for facts in found
            if facts.get("VersionStages")
        ]
        return sorted(versions, key=lambda version: (version.current, version.created_at), reverse=True)

    def describe(self, reference: Reference) -> SecretVersion:
        """The current version."""
        for version in self.versions(reference):
            if version.current:
                return version
        raise SecretUnreadableError(str(reference), "no version of it is labelled AWSCURRENT")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _create(self, reference: Reference, value: SecretStr) -> str:
        answer = self._call(
            reference,
            "secretsmanager:CreateSecret",
            lambda: self._client.create_secret(Name=reference.location, SecretString=value.get_secret_value()),
        )
        return answer["VersionId"]

    def _add(self, reference: Reference, value: SecretStr, labels: list[str]) -> str:
        answer = self._call(
            reference,
            "secretsmanager:PutSecretValue",
            lambda: self._client.put_secret_value(
                SecretId=reference.location, SecretString=value.get_secret_value(), VersionStages=labels
            ),
        )
        return answer["VersionId"]

    def _replace(self, reference: Reference, value: SecretStr, expected_version: str) -> str:
        added = self._add(reference, value, [_WRITING])
        try:
            self._call(
                reference,
                "secretsmanager:UpdateSecretVersionStage",
                lambda: self._client.update_secret_version_stage(
                    SecretId=reference.location,
                    VersionStage=_CURRENT,
                    MoveToVersionId=added,
                    RemoveFromVersionId=expected_version,
                ),
            )
        except SecretRefusedError:
            # AWS refuses when the label is on another version than the expected one.
            raise SecretConflictError(str(reference)) from None
        return added

    def _call(self, reference: Reference, permission: str, request: Callable[[], T]) -> T:
        """Send a request; the SDK's exceptions become ours and are dropped, since they may hold the request."""
        failure: SecretError
        try:
            return request()
        except ClientError as error:
            failure = _translated(error, reference, permission)
        except (NoCredentialsError, PartialCredentialsError):
            failure = AuthenticationError(_NAME, "there are no credentials", _LOGIN)
        except SSLError:
            failure = StoreUntrustedError(_NAME, "Set AWS_CA_BUNDLE to the certificates (PEM) of its authority.")
        except (HTTPClientError, ConnectionError) as error:
            remedy = "Check AWS_REGION and the route to the endpoint."
            failure = StoreUnavailableError(_NAME, f"no answer ({type(error).__name__})", remedy)
        except BotoCoreError as error:
            failure = SecretRefusedError(str(reference), f"the AWS SDK raised {type(error).__name__}")
        raise failure


def _translated(error: ClientError, reference: Reference, permission: str) -> SecretError:
    code = error.response["Error"]["Code"]
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    subject = str(reference)
    if code == "ResourceNotFoundException":
        return SecretNotFoundError(
            subject, "Check the name and AWS_REGION; `aws secretsmanager list-secrets` shows them."
        )
    if code == "ResourceExistsException":
        return SecretConflictError(subject)
    # A gateway in between may forbid without a code that the SDK can read.
    if code in _DENIED or (status == 403 and code == "403"):
        remedy = f"Allow {permission} on it, and kms:Decrypt on its key when it has its own."
        return AccessDeniedError(subject, "use", remedy)
    if code in _UNAUTHENTICATED:
        return AuthenticationError(_NAME, code, _LOGIN)
    if code in _TRANSIENT or status >= 500 or status == 429:
        return StoreUnavailableError(_NAME, code, "It is out or throttles; it is asked again.")
    if code == "InvalidRequestException":
        return SecretUnreadableError(subject, "it is marked for deletion or used by another service")
    return SecretRefusedError(subject, code)

"""What the answers of AWS Secrets Manager mean; moto gives only some of them."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from server.secrets import errors
from server.secrets.aws import _translated
from server.secrets.references import parse_reference


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        ("ResourceNotFoundException", 400, errors.SecretNotFoundError),
        ("AccessDeniedException", 400, errors.AccessDeniedError),
        ("DecryptionFailure", 400, errors.AccessDeniedError),
        ("403", 403, errors.AccessDeniedError),
        ("UnrecognizedClientException", 400, errors.AuthenticationError),
        ("InvalidSignatureException", 400, errors.AuthenticationError),
        ("ExpiredTokenException", 400, errors.AuthenticationError),
        ("ThrottlingException", 400, errors.StoreUnavailableError),
        ("InternalServiceError", 500, errors.StoreUnavailableError),
        ("502", 502, errors.StoreUnavailableError),
        ("InvalidRequestException", 400, errors.SecretUnreadableError),
        ("ResourceExistsException", 400, errors.SecretConflictError),
        ("LimitExceededException", 400, errors.SecretRefusedError),
    ],
)
def test_answers_become_our_own_errors(code: str, status: int, expected: type[errors.SecretError]) -> None:
    answer = {"Error": {"Code": code, "Message": "canary"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    error = _translated(
        ClientError(answer, "GetSecretValue"), parse_reference("aws:name"), "secretsmanager:GetSecretValue"
    )
    assert type(error) is expected
    assert "canary" not in str(error)

"""The caller's identity from a real issuer, moto's STS, and the managed identity endpoint Azure's library asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import jwt
import pytest

from infra.permission import Operation
from infra.permission.aws import caller as aws_caller
from infra.permission.azure import caller as azure_caller
from infra.permission.declarations import AwsIdentity, AzureIdentity, Grant, Identity, OidcToken
from infra.permission.errors import IdentityNotProvenError, NotPermittedError
from infra.permission.oidc import caller, verify
from infra.permission.requiring import permit
from tests.integration.permission.issuer import Issuer, new_key
from tests.integration.secrets.services import Aws

AUDIENCE = "syndic-production"
JOB = {"sub": "repo:acme/syndic:environment:production", "repository": "acme/syndic", "environment": "production"}
TENANT, SOMEBODY = "11111111-0000-4000-8000-000000000000", "33333333-0000-4000-8000-000000000000"


def granted(identity: Identity) -> list[Grant]:
    return [
        Grant.model_validate(
            {
                "who": "the workflow",
                "identity": identity,
                "may": ["release.deploy"],
                "obtain": "Run the workflow release.",
            }
        )
    ]


@pytest.fixture
def issuer() -> Generator[Issuer]:
    started = Issuer(JOB)
    started.start()
    yield started
    started.stop()


@pytest.fixture
def job(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    for name, value in issuer.job.items():
        monkeypatch.setenv(name, value)
    return issuer


def identity_of(issuer: Issuer, **claims: str) -> OidcToken:
    return OidcToken(kind="oidc", issuer=issuer.url, audience=AUDIENCE, claims={**JOB, **claims})


def test_a_job_may_do_what_its_claims_are_granted(job: Issuer) -> None:
    who = permit("production", Operation.RELEASE_DEPLOY, granted(identity_of(job)))
    assert who.name == f"{JOB['sub']} of {job.url}"


def test_a_job_of_another_repository_is_refused_and_told_why(job: Issuer) -> None:
    job.claims = {**JOB, "sub": "repo:eve/syndic", "repository": "eve/syndic"}
    with pytest.raises(NotPermittedError, match=r"You are repo:eve/syndic of .*with sub repo:acme/syndic"):
        permit("production", Operation.RELEASE_DEPLOY, granted(identity_of(job)))


def test_without_a_token_the_refusal_names_the_variables(issuer: Issuer) -> None:
    with pytest.raises(NotPermittedError, match=r"id-token: write.*SYNDIC_ID_TOKEN"):
        permit("production", Operation.RELEASE_DEPLOY, granted(identity_of(issuer)))


def test_a_token_of_a_variable_is_verified_alike(issuer: Issuer) -> None:
    assert (
        caller(issuer.url, AUDIENCE, {"SYNDIC_ID_TOKEN": issuer.token(AUDIENCE)}).claims["repository"] == "acme/syndic"
    )


def test_a_token_that_is_forged_stale_or_for_others_is_refused(issuer: Issuer) -> None:
    now = int(time.time())
    symmetric = jwt.encode({**JOB, "iss": issuer.url, "aud": AUDIENCE}, "k" * 32, "HS256", {"kid": "2026"})
    for token, reason in (
        (issuer.token(AUDIENCE, key=new_key()), "Signature verification failed"),
        (issuer.token(AUDIENCE, key=new_key(), key_id="unknown"), "does not publish"),
        (issuer.token(AUDIENCE, exp=now - 3600), "expired"),
        (issuer.token(AUDIENCE, nbf=now + 3600), "not yet valid"),
        (issuer.token("syndic-staging"), "Audience"),
        (issuer.token(AUDIENCE, iss="https://issuer.example.com"), "issuer"),
        (symmetric, "alg"),
        (jwt.encode(JOB, "", "none", {"kid": "2026"}), "alg"),
        ("not a token", "Not enough segments"),
    ):
        with pytest.raises(IdentityNotProvenError, match=reason):
            verify(token, issuer.url, AUDIENCE)


def test_a_key_the_issuer_withdrew_is_refused(issuer: Issuer) -> None:
    token = issuer.token(AUDIENCE)
    issuer.keys = {"2027": new_key()}
    with pytest.raises(IdentityNotProvenError, match="does not publish"):
        verify(token, issuer.url, AUDIENCE)


def test_a_discovery_document_of_another_issuer_is_refused(issuer: Issuer) -> None:
    issuer.named = "https://issuer.example.com"
    with pytest.raises(IdentityNotProvenError, match="names another issuer"):
        verify(issuer.token(AUDIENCE), issuer.url, AUDIENCE)


def test_an_issuer_that_is_out_proves_nothing(issuer: Issuer) -> None:
    token, url = issuer.token(AUDIENCE), issuer.url
    issuer.stop()
    with pytest.raises(IdentityNotProvenError, match="gives no JSON"):
        verify(token, url, AUDIENCE)


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Generator[Aws]:
    server = Aws(tmp_path_factory.mktemp("aws"))
    try:
        server.start()
        yield server
    finally:
        server.service.kill()


def test_an_assumed_role_is_the_identity_sts_states(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    role = aws.client("iam").create_role(RoleName="operators", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    given = aws.client("sts").assume_role(RoleArn=role, RoleSessionName="ada")["Credentials"]
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", aws.address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", given["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", given["SecretAccessKey"])
    monkeypatch.setenv("AWS_SESSION_TOKEN", given["SessionToken"])
    account = role.split(":")[4]

    operators = AwsIdentity(kind="aws", arn=f"arn:aws:sts::{account}:assumed-role/operators/*")
    permitted = permit("production", Operation.RELEASE_DEPLOY, granted(operators))

    assert permitted.name == f"AWS identity arn:aws:sts::{account}:assumed-role/operators/ada"
    others = AwsIdentity(kind="aws", arn=f"arn:aws:sts::{account}:assumed-role/administrators/*")
    with pytest.raises(NotPermittedError, match=r"You are AWS identity .*operators/ada"):
        permit("production", Operation.RELEASE_DEPLOY, granted(others))


def test_without_credentials_there_is_no_aws_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    boto3.DEFAULT_SESSION = None
    with pytest.raises(IdentityNotProvenError, match="Unable to locate credentials"):
        aws_caller()


@pytest.fixture
def managed_identity(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """The endpoint that gives a program on Azure its token; the token is made here, since Azure has no emulator."""
    token = jwt.encode({"tid": TENANT, "oid": SOMEBODY, "exp": int(time.time()) + 300}, "k" * 32, "HS256")

    class Endpoint(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["X-IDENTITY-HEADER"] == "header-of-the-tests"
            answer = {"access_token": token, "expires_on": int(time.time()) + 300, "token_type": "Bearer"}
            self.send_response(200 if known else 401)
            self.end_headers()
            self.wfile.write(json.dumps(answer if known else {}).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{server.server_port}/token")
    monkeypatch.setenv("IDENTITY_HEADER", "header-of-the-tests")
    yield
    server.shutdown()
    server.server_close()


def test_the_claims_of_azure_are_the_identity(managed_identity: None) -> None:
    assert azure_caller().claims["oid"] == SOMEBODY
    identity = AzureIdentity(kind="azure", tenant=TENANT, object_id=SOMEBODY)
    permit("production", Operation.RELEASE_DEPLOY, granted(identity))
    with pytest.raises(NotPermittedError, match=f"of tenant {TENANT}"):
        permit(
            "production",
            Operation.RELEASE_DEPLOY,
            granted(AzureIdentity(kind="azure", tenant=SOMEBODY, object_id=SOMEBODY)),
        )

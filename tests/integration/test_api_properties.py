"""Every operation of the API against what its OpenAPI document promises, with generated requests good and bad.

A real API process answers; the caller is an administrator with an API token.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import positive_data_acceptance

from server.app import openapi_document
from server.http.idempotency import KEY_HEADER
from server.settings import ApiSettings
from tests.integration.processes import run_command, serving, variables

EXAMPLES = 10


@pytest.fixture(scope="module")
def api(settings: ApiSettings, tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[str, dict[str, str]]]:
    """Address of a running API and the headers of an administrator."""
    environment = variables(settings)
    created = run_command(["create-admin", "--email", "admin@example.org"], environment)
    assert created.returncode == 0, created.stderr
    with serving("api", environment, tmp_path_factory.mktemp("api")) as process:
        yield process.url, {"Authorization": f"Bearer {_token(process.url, json.loads(created.stdout))}"}


# Besides the usual ones: a cursor that no list returned (400), a version that is not the current one (412).
ANSWERS_TO_VALID_REQUESTS = ["2xx", 400, 401, 403, 404, 409, 412, 429]

# Valid by the schema, and still refused: an operation that ends before it starts, a framework whose rules and controls
# do not belong together.
WITH_RULES_ACROSS_FIELDS = {"POST /api/operations", "POST /api/frameworks"}

schema = from_dict(
    openapi_document(),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"with-security-parameters": False, "allow-x00": False},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ANSWERS_TO_VALID_REQUESTS},
                "missing_required_header": {"expected-statuses": [400, 401, 403, 404, 409, 422, 428]},
            },
            # Trying the bounds of each of the 250 facts takes longer than everything else together.
            "operations": [
                {"include-name": name, "phases": {"coverage": {"enabled": False}}}
                for name in ("POST /api/systems", "PATCH /api/systems/{system_id}")
            ],
        }
    ),
)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_keeps_its_promises(case: Case, api: tuple[str, dict[str, str]]) -> None:
    url, headers = api
    if case.headers and KEY_HEADER in case.headers and case.headers[KEY_HEADER]:
        case.headers[KEY_HEADER] = str(uuid4())  # one value serves many requests, which is not what the key is for
    if case.operation.label in WITH_RULES_ACROSS_FIELDS:
        case.call_and_validate(base_url=url, headers=headers, excluded_checks=[positive_data_acceptance])
    else:
        case.call_and_validate(base_url=url, headers=headers)


def test_the_audit_chain_is_intact_after_all_that(api: tuple[str, dict[str, str]]) -> None:
    url, headers = api
    answer = httpx.post(f"{url}/api/audit/verifications", json={}, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.json()["findings"] == []


def _token(url: str, admin: dict[str, str]) -> str:
    with httpx.Client(base_url=url) as client:
        credentials = {"email": admin["email"], "password": admin["password"]}
        session = client.post("/api/auth/sessions", json=credentials)
        cookie = session.headers["set-cookie"].partition(";")[0]
        headers = {"Cookie": cookie, "X-CSRF-Token": session.json()["csrf_token"]}
        body = {"name": "properties", "role": "admin", "expires_in_days": 1}
        return client.post("/api/tokens", json=body, headers=headers).json()["token"]

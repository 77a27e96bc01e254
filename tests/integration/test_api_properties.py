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

from server.app import openapi_document
from server.http.idempotency import KEY_HEADER
from server.settings import ApiSettings
from tests.integration.processes import run_command, serving, variables

EXAMPLES = 20


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

schema = from_dict(
    openapi_document(),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"with-security-parameters": False, "allow-x00": False},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ANSWERS_TO_VALID_REQUESTS},
                "missing_required_header": {"expected-statuses": [400, 401, 403, 404, 409, 422, 428]},
            },
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
    case.call_and_validate(base_url=url, headers=headers)


def _token(url: str, admin: dict[str, str]) -> str:
    with httpx.Client(base_url=url) as client:
        credentials = {"email": admin["email"], "password": admin["password"]}
        session = client.post("/api/auth/sessions", json=credentials)
        cookie = session.headers["set-cookie"].partition(";")[0]
        headers = {"Cookie": cookie, "X-CSRF-Token": session.json()["csrf_token"]}
        body = {"name": "properties", "role": "admin", "expires_in_days": 1}
        return client.post("/api/tokens", json=body, headers=headers).json()["token"]

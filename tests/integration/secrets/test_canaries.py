"""One process with a secret of every store: what it shows of them, to anybody, at any time."""

from __future__ import annotations

import json
import secrets
import subprocess
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from server.settings import ApiSettings
from tests.integration.processes import ServingProcess, serving, variables
from tests.integration.secrets.recorded_contract_key_vault import (
    CLIENT,
    CLIENT_SECRET,
    TENANT,
    RecordedContractKeyVault,
)
from tests.integration.secrets.services import Aws, OpenBao, wait_until

REROUTE = """\
# Only the address that Azure's SDK connects to is changed; TLS is verified.
import os
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter

send = HTTPAdapter.send


def rerouted(self, request, *arguments, **options):
    address = urlsplit(request.url)
    if address.hostname.endswith((".vault.azure.net", "login.microsoftonline.com")):
        request.headers["Host"] = address.netloc
        request.url = address._replace(netloc=os.environ["KEY_VAULT_OF_THE_TESTS"]).geturl()
        options["verify"] = os.environ["KEY_VAULT_CA_OF_THE_TESTS"]
    return send(self, request, *arguments, **options)


HTTPAdapter.send = rerouted
"""


@pytest.fixture
def canaries() -> Mapping[str, str]:
    return {store: f"canary-of-{store}-{secrets.token_hex(24)}" for store in ("vault", "aws", "azure", "file", "env")}


@pytest.fixture
def planted(
    canaries: Mapping[str, str],
    openbao: OpenBao,
    aws: Aws,
    key_vault: RecordedContractKeyVault,
    settings: ApiSettings,
    tmp_path: Path,
) -> Mapping[str, str]:
    """The variables of an API whose keys for sessions are in every store, one in each."""
    name = f"canary-{secrets.token_hex(4)}"
    references = {
        "vault": f"vault:syndic/{name}#key",
        "aws": f"aws:syndic/{name}",
        "azure": f"azure:syndic-test/{name}",
        "file": f"file:{tmp_path / 'canary'}",
        "env": "env:CANARY_KEY",
    }
    openbao.root.secrets.kv.v2.create_or_update_secret(f"syndic/{name}", {"key": canaries["vault"]})
    aws.client("secretsmanager").create_secret(Name=f"syndic/{name}", SecretString=canaries["aws"])
    key_vault.plant("syndic-test", name, canaries["azure"])
    (tmp_path / "canary").write_text(canaries["file"])
    (tmp_path / ".env").write_text(f"CANARY_KEY={canaries['env']}\n")
    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(REROUTE)
    return {
        **variables(settings),
        **stated(openbao.settings().model_dump(exclude_unset=True)),
        **stated(aws.settings().model_dump(exclude_unset=True)),
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AZURE_TENANT_ID": TENANT,
        "AZURE_CLIENT_ID": CLIENT,
        "AZURE_CLIENT_SECRET": CLIENT_SECRET,
        "KEY_VAULT_OF_THE_TESTS": f"localhost:{key_vault.port}",
        "KEY_VAULT_CA_OF_THE_TESTS": str(key_vault.ca_file),
        "PYTHONPATH": str(hook),
        "SYNDIC_ENV_FILE": str(tmp_path / ".env"),
        "SESSION_SIGNING_KEYS": json.dumps([{"id": store, "key": place} for store, place in references.items()]),
        "SECRETS_REFRESH_SECONDS": "1",
        "LOG_LEVEL": "debug",
    }


def stated(settings: Mapping[str, object]) -> dict[str, str]:
    return {name.upper(): str(value) for name, value in settings.items() if value is not None}


def shown(api: ServingProcess) -> list[str]:
    """Everything that can be seen of a process without reading its memory."""
    internal = [httpx.get(f"{api.internal_url}/{page}").text for page in ("metrics", "readyz", "healthz", "debug")]
    public = [
        httpx.get(f"{api.url}/api/auth/session", headers={"Cookie": "__Host-syndic_session=vault.x.y"}).text,
        httpx.post(f"{api.url}/api/auth/sessions", json={"email": "a@b.c", "password": "wrong-password"}).text,
        httpx.post(f"{api.url}/api/auth/sessions", content=b"{").text,
        httpx.get(f"{api.url}/api/none").text,
    ]
    processes = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    own = [Path(f"/proc/{api.process.pid}/{file}").read_text() for file in ("environ", "cmdline")]
    return [*internal, *public, processes, *own, api.log.read_text()]


def test_a_canary_of_every_store_is_shown_nowhere(
    planted: Mapping[str, str], canaries: Mapping[str, str], openbao: OpenBao, tmp_path: Path
) -> None:
    with serving("api", planted, tmp_path) as api:
        seen = shown(api)
        openbao.seal()
        try:
            wait_until(lambda: "it is sealed" in api.log.read_text(), "a store that cannot be used")
            seen += shown(api)
        finally:
            openbao.unseal()
    seen.append(api.log.read_text())

    assert [store for store, canary in canaries.items() for text in seen if canary in text] == []
    logs = [path for path in tmp_path.rglob("*") if path.is_file() and path.name not in {".env", "canary"}]
    assert [path for path in logs for canary in canaries.values() if canary.encode() in path.read_bytes()] == []


def test_a_process_does_not_start_without_one_of_them(planted: Mapping[str, str], tmp_path: Path) -> None:
    """So the process of the test above had read them all."""
    broken = {**planted, "KEY_VAULT_OF_THE_TESTS": "localhost:1", "SECRETS_START_TIMEOUT_SECONDS": "0"}
    with serving("api", broken, tmp_path, wait=False) as api:
        assert api.process.wait(60) == 1
    assert "Azure Key Vault syndic-test cannot be used" in api.log.read_text()

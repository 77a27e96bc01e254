"""A stand-in for Azure Key Vault and the login of Microsoft Entra ID, over real HTTPS.

There is no emulator of Key Vault, and this is not one. It answers the requests the tests need with the status codes,
headers and bodies that Microsoft's REST reference for Key Vault (secrets: set, get, get versions; error codes; the
authentication challenge; the limit of 25 KB) and for the OAuth 2.0 client credentials flow document. No response was
recorded from a live vault, so it proves how the adapter and the official SDK treat that contract, not that Azure keeps
to it. The SDK is the real one: only the address its transport connects to is changed.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from azure.core.pipeline.transport import RequestsTransport
from requests.adapters import HTTPAdapter

from infra.local.certificates import Authority
from tests.integration.json_handler import JsonHandler

TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
CLIENT = "4d2a5b3c-0000-4000-8000-000000000001"
CLIENT_SECRET = "client-secret-of-the-tests"
ACCESS_TOKEN = "access-token-of-the-tests"
LARGEST_VALUE = 25_000
LOGIN = "login.microsoftonline.com"


@dataclass
class _Version:
    id: str
    value: str
    created: int
    enabled: bool = True


@dataclass
class RecordedContractKeyVault:
    """Vaults by name; every name of a vault exists. Faults are switched on by its fields."""

    directory: Path
    forbidden: bool = False
    failing_status: int | None = None
    secrets: dict[tuple[str, str], list[_Version]] = field(default_factory=dict)

    def start(self) -> None:
        authority = Authority(self.directory)
        files = authority.certificate("key-vault")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(files.certificate_file, files.key_file)
        self.ca_file = authority.ca_file
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def transport(self, *, trusted: bool = True) -> RequestsTransport:
        """The SDK's transport, connecting here instead of to Azure; TLS is verified."""
        session = session_to(self.port, str(self.ca_file) if trusted else True)
        return RequestsTransport(session=session, session_owner=False)

    def plant(self, vault: str, name: str, value: str) -> None:
        """A secret that somebody else put there."""
        _set(self, (vault, name), f"{vault}.vault.azure.net", value)

    def disable(self, vault: str, name: str) -> None:
        self.secrets[vault, name][-1].enabled = False


def session_to(port: int, verify: str | bool) -> requests.Session:
    """A session whose requests to any host arrive at a port of this machine, with the host they were for."""
    session = requests.Session()
    session.mount("https://", _Rerouted(port, verify))
    return session


class _Rerouted(HTTPAdapter):
    def __init__(self, port: int, verify: str | bool) -> None:
        super().__init__()
        self._port, self._verify = port, verify

    def send(self, request: requests.PreparedRequest, *_: Any, **options: Any) -> requests.Response:  # noqa: ANN401
        address = urlsplit(request.url or "")
        request.headers["Host"] = str(address.netloc)
        request.url = str(address._replace(netloc=f"localhost:{self._port}").geturl())
        return super().send(request, timeout=options.get("timeout"), verify=self._verify)


def _handler(vault: RecordedContractKeyVault) -> type[JsonHandler]:
    class Handler(JsonHandler):
        protocol_version = "HTTP/1.1"

        def _call(self) -> None:
            body = self.body()
            host = self.headers["Host"].partition(":")[0]
            path = urlsplit(self.path).path.strip("/").split("/")
            if host == LOGIN:
                status, document, headers = _login(path, body)
            elif host.endswith(".vault.azure.net"):
                authorized = self.headers.get("Authorization") == f"Bearer {ACCESS_TOKEN}"
                status, document, headers = _vault(vault, self.command, host, path, body, authorized=authorized)
            else:
                status, document, headers = 404, {}, {}
            self.answer(status, document, headers)

        do_GET = do_PUT = do_POST = _call  # noqa: N815 - names of the class it derives from

    return Handler


_Answer = tuple[int, dict[str, Any], dict[str, str]]


def _login(path: list[str], body: bytes) -> _Answer:
    base = f"https://{LOGIN}/{TENANT}"
    if path[-2:] == ["discovery", "instance"]:
        return 200, {"tenant_discovery_endpoint": f"{base}/v2.0/.well-known/openid-configuration", "metadata": []}, {}
    if path[-1] == "openid-configuration":
        document = {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
        }
        return 200, document, {}
    given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    if given.get("client_secret") != CLIENT_SECRET or given.get("scope") != "https://vault.azure.net/.default":
        text = "AADSTS7000215: Invalid client secret provided."
        return 401, {"error": "invalid_client", "error_description": text, "error_codes": [7000215]}, {}
    return 200, {"token_type": "Bearer", "expires_in": 3599, "access_token": ACCESS_TOKEN}, {}


def _vault(
    vault: RecordedContractKeyVault, method: str, host: str, path: list[str], body: bytes, *, authorized: bool
) -> _Answer:
    if not authorized:
        challenge = f'Bearer authorization="https://{LOGIN}/{TENANT}", resource="https://vault.azure.net"'
        return *_error(401, "Unauthorized", "AKV10000: Request is missing a Bearer token."), {
            "WWW-Authenticate": challenge
        }
    if vault.failing_status:
        return *_error(vault.failing_status, "InternalServerError", "The service is out."), {}
    if vault.forbidden:
        return *_error(403, "Forbidden", "Caller is not authorized to perform action.", "ForbiddenByRbac"), {}
    place = (host.partition(".")[0], path[1])
    if method == "PUT":
        return *_set(vault, place, host, json.loads(body)["value"]), {}
    found = vault.secrets.get(place, [])
    if path[2:] == ["versions"]:
        return (
            200,
            {"value": [_bundle(host, place[1], version, value=False) for version in found], "nextLink": None},
            {},
        )
    if not found:
        return *_error(
            404, "SecretNotFound", f"A secret with (name/id) {place[1]} was not found in this key vault."
        ), {}
    if not found[-1].enabled:
        return *_error(403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled"), {}
    return 200, _bundle(host, place[1], found[-1], value=True), {}


def _set(vault: RecordedContractKeyVault, place: tuple[str, str], host: str, value: str) -> tuple[int, dict[str, Any]]:
    if len(value.encode()) > LARGEST_VALUE:
        return _error(400, "BadParameter", "The value of the secret is longer than 25 KB.")
    version = _Version(uuid.uuid4().hex, value, int(time.time()))
    vault.secrets.setdefault(place, []).append(version)
    return 200, _bundle(host, place[1], version, value=True)


def _bundle(host: str, name: str, version: _Version, *, value: bool) -> dict[str, Any]:
    attributes = {
        "enabled": version.enabled,
        "created": version.created,
        "updated": version.created,
        "recoveryLevel": "Recoverable+Purgeable",
        "recoverableDays": 90,
    }
    bundle: dict[str, Any] = {"id": f"https://{host}/secrets/{name}/{version.id}", "attributes": attributes, "tags": {}}
    return {"value": version.value, **bundle} if value else bundle


def _error(status: int, code: str, message: str, inner: str | None = None) -> tuple[int, dict[str, Any]]:
    error: dict[str, Any] = {"code": code, "message": message}
    return status, {"error": {**error, "innererror": {"code": inner}} if inner else error}

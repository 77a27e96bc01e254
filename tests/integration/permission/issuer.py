"""A token issuer as code hosts run one: discovery, published keys, and the address a job asks for its token."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.integration.json_handler import JsonHandler

REQUEST_TOKEN = "request-token-of-the-job"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """Signs what a job is, whatever audience it asks for."""

    claims: dict[str, Any]
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=lambda: {"2026": new_key()})
    named: str | None = None
    """The issuer the discovery document names, when it is another one."""

    def start(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def job(self) -> dict[str, str]:
        """The variables a job gets."""
        return {
            "ACTIONS_ID_TOKEN_REQUEST_URL": f"{self.url}/token?api-version=2.0",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": REQUEST_TOKEN,
        }

    def token(
        self, audience: str, *, key: rsa.RSAPrivateKey | None = None, key_id: str = "2026", **changes: object
    ) -> str:
        now = int(time.time())
        times = {"iss": self.url, "aud": audience, "iat": now, "nbf": now, "exp": now + 300}
        return jwt.encode({**times, **self.claims, **changes}, key or self.keys[key_id], "RS256", {"kid": key_id})


def _handler(issuer: Issuer) -> type[JsonHandler]:
    class Handler(JsonHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name it has
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/openid-configuration":
                self.answer(200, {"issuer": issuer.named or issuer.url, "jwks_uri": f"{issuer.url}/keys"})
            elif parts.path == "/keys":
                keys = [{**_public(key), "kid": key_id, "alg": "RS256"} for key_id, key in issuer.keys.items()]
                self.answer(200, {"keys": keys})
            elif self.headers["Authorization"] == f"Bearer {REQUEST_TOKEN}":
                self.answer(200, {"value": issuer.token(parse_qs(parts.query)["audience"][0])})
            else:
                self.send_error(401)

    return Handler


def _public(key: rsa.RSAPrivateKey) -> dict[str, Any]:
    return json.loads(RSAAlgorithm.to_jwk(key.public_key()))

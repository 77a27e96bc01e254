"""Secrets that browsers and programs carry: how they are made, signed and looked up.

A session cookie is `<key id>.<token>.<signature>`: the signature lets a forged cookie be refused without a query, and
the random token, of which the database only holds a hash, lets a session be ended. Every key of the signing set
verifies, the first one signs, so keys can be rotated while sessions last.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from server.settings import SigningKey

API_TOKEN_PREFIX = "syn_"  # noqa: S105 - a prefix, not a secret
_TOKEN_BYTES = 32
_MAX_COOKIE_LENGTH = 256


@dataclass(frozen=True)
class SessionSecret:
    """What a new or a verified session cookie stands for."""

    cookie: str
    token_hash: bytes
    csrf_token: str


def new_session_secret(keys: Sequence[SigningKey]) -> SessionSecret:
    """A new session, signed with the first key."""
    return _session_secret(keys[0], secrets.token_urlsafe(_TOKEN_BYTES))


def verify_session_cookie(cookie: str, keys: Sequence[SigningKey]) -> SessionSecret | None:
    """The session a cookie names, None when none of the keys signed it."""
    parts = cookie.split(".")
    if len(cookie) > _MAX_COOKIE_LENGTH or len(parts) != 3 or not cookie.isascii():
        return None
    key = next((key for key in keys if key.id == parts[0]), None)
    if key is None:
        return None
    expected = _session_secret(key, parts[1])
    return expected if hmac.compare_digest(expected.cookie, cookie) else None


def new_api_token() -> str:
    """A new API token."""
    return API_TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)


def secret_hash(secret: str) -> bytes:
    """What is stored of a random secret. The secret has 256 bits, so one round of a fast hash protects it."""
    return hashlib.sha256(secret.encode()).digest()


def _session_secret(key: SigningKey, token: str) -> SessionSecret:
    return SessionSecret(
        cookie=f"{key.id}.{token}.{_sign(key, 'session', token)}",
        token_hash=secret_hash(token),
        csrf_token=_sign(key, "csrf", token),
    )


def _sign(key: SigningKey, purpose: str, token: str) -> str:
    digest = hmac.digest(key.key.get_secret_value().encode(), f"{purpose}:{token}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")

"""Finds out who makes a request: one query, outside of the request's transaction.

The query runs in autocommit mode and gives its connection back at once, so that a request which then receives a large
body holds neither a connection nor a transaction meanwhile.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from fastapi import Request
from sqlalchemy import bindparam, or_, select, update

from server.auth.models import Account, ApiToken, SignInSession
from server.auth.permissions import Role
from server.auth.principal import Principal
from server.auth.secrets import API_TOKEN_PREFIX, SessionSecret, secret_hash, verify_session_cookie
from server.database import Database
from server.errors import InvalidCsrfToken, Unauthenticated
from server.settings import SigningKey

SESSION_COOKIE = "__Host-syndic_session"
CSRF_HEADER = "X-CSRF-Token"
LAST_USED_RESOLUTION = timedelta(minutes=1)
"""How exact the moment an API token was last used is kept."""

# Built once: every request runs one of them, and building a statement costs more than running it.
_WHO = (Account.id, Account.email, Account.display_name, Account.role)
_SESSION = (
    select(*_WHO, SignInSession.id, SignInSession.expires_at)
    .join(SignInSession, SignInSession.account_id == Account.id)
    .where(
        SignInSession.token_hash == bindparam("token_hash"), SignInSession.expires_at > bindparam("now"), Account.active
    )
)
_TOKEN = (
    select(*_WHO, ApiToken.id, ApiToken.role, ApiToken.last_used_at)
    .join(ApiToken, ApiToken.account_id == Account.id)
    .where(ApiToken.token_hash == bindparam("token_hash"), ApiToken.expires_at > bindparam("now"), Account.active)
)

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MAX_AUTHORIZATION_LENGTH = 512


async def authenticate(request: Request) -> Principal:
    """Who makes the request.

    Raises:
        Unauthenticated: nobody is signed in, the session or token is unknown, expired or ended, or the account is
            no longer active.
        InvalidCsrfToken: a change came with a session cookie and without the session's CSRF token.
    """
    authorization = request.headers.get("authorization")
    if authorization is not None:
        return await _by_token(request.app.state.database, authorization)
    cookie = request.cookies.get(SESSION_COOKIE)
    if cookie is None:
        raise Unauthenticated
    secret = verify_session_cookie(cookie, _keys(request))
    if secret is None:
        raise Unauthenticated("The session is not valid. Sign in again.")
    principal = await _by_session(request.app.state.database, secret)
    if request.method not in _SAFE_METHODS:
        _require_csrf(request, secret)
    return principal


async def _by_session(database: Database, secret: SessionSecret) -> Principal:
    row = await database.first(_SESSION, {"token_hash": secret.token_hash, "now": datetime.now(UTC)})
    if row is None:
        raise Unauthenticated("The session has ended. Sign in again.")
    account_id, email, display_name, role, session_id, expires_at = row
    return Principal(
        account_id=account_id,
        email=email,
        display_name=display_name,
        role=Role(role),
        session_id=session_id,
        session_expires_at=expires_at,
        csrf_token=secret.csrf_token,
    )


async def _by_token(database: Database, authorization: str) -> Principal:
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    well_formed = scheme.lower() == "bearer" and token.startswith(API_TOKEN_PREFIX) and token.isascii()
    if not well_formed or len(authorization) > _MAX_AUTHORIZATION_LENGTH:
        raise Unauthenticated("The Authorization header must be 'Bearer syn_…' with an API token.")
    now = datetime.now(UTC)
    row = await database.first(_TOKEN, {"token_hash": secret_hash(token), "now": now})
    if row is None:
        raise Unauthenticated("The API token is unknown, expired or revoked.")
    account_id, email, display_name, role, token_id, token_role, last_used_at = row
    if last_used_at is None or now - last_used_at >= LAST_USED_RESOLUTION:
        await _note_use(database, token_id, now)
    return Principal(
        account_id=account_id,
        email=email,
        display_name=display_name,
        role=Role(role),
        token_id=token_id,
        token_role=Role(token_role),
    )


async def _note_use(database: Database, token_id: UUID, now: datetime) -> None:
    stale = or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at <= now - LAST_USED_RESOLUTION)
    await database.first(update(ApiToken).where(ApiToken.id == token_id, stale).values(last_used_at=now))


def _keys(request: Request) -> Sequence[SigningKey]:
    return request.app.state.settings.session_signing_keys


def _require_csrf(request: Request, secret: SessionSecret) -> None:
    sent = request.headers.get(CSRF_HEADER, "")
    if not sent.isascii() or not hmac.compare_digest(sent, secret.csrf_token):
        raise InvalidCsrfToken

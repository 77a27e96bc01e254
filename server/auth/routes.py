"""Routes of sessions, accounts and API tokens."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response, status
from sqlalchemy import select

from server.auth import accounts, sessions
from server.auth.authentication import SESSION_COOKIE
from server.auth.dependencies import public, requires
from server.auth.errors import NoSession
from server.auth.models import Account as AccountRow
from server.auth.models import ApiToken
from server.auth.permissions import Permission, Role
from server.auth.principal import Principal
from server.auth.schemas import (
    Account,
    AccountCreate,
    AccountUpdate,
    Credentials,
    NewToken,
    PasswordChange,
    RoleName,
    Session,
    Token,
    TokenCreate,
)
from server.http.documentation import problems
from server.http.idempotency import idempotent
from server.http.parameters import Cursor, Limit
from server.http.preconditions import IfMatch, set_etag
from server.http.router import Router
from server.http.sessions import DatabaseSession, ReadSession
from server.pagination import DEFAULT_LIMIT, Page, paginate

router = Router(tags=["auth"])


@router.post(
    "/api/auth/sessions",
    status_code=status.HTTP_201_CREATED,
    dependencies=[public()],
    responses=problems(401, 429),
)
async def create_session(body: Credentials, request: Request, response: Response, session: DatabaseSession) -> Session:
    """Sign in with e-mail address and password; sets the session cookie."""
    state = request.app.state
    account, started, secret = await sessions.sign_in(
        state.database, session, state.settings, body.email, body.password
    )
    response.set_cookie(
        SESSION_COOKIE,
        secret.cookie,
        expires=started.expires_at,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return Session(account=Account.model_validate(account), csrf_token=secret.csrf_token, expires_at=started.expires_at)


@router.get("/api/auth/session", responses=problems(404))
async def get_session(
    session: ReadSession, principal: Annotated[Principal, requires(Permission.SESSION_USE)]
) -> Session:
    """The session of the caller, with its CSRF token."""
    if principal.csrf_token is None or principal.session_expires_at is None:
        raise NoSession
    account = await accounts.get_account(session, principal.account_id)
    return Session(
        account=Account.model_validate(account),
        csrf_token=principal.csrf_token,
        expires_at=principal.session_expires_at,
    )


@router.delete("/api/auth/session", status_code=status.HTTP_204_NO_CONTENT)
async def delete_session(
    response: Response, session: DatabaseSession, principal: Annotated[Principal, requires(Permission.SESSION_USE)]
) -> None:
    """Sign out."""
    await sessions.sign_out(session, principal)
    response.delete_cookie(SESSION_COOKIE, path="/", secure=True, httponly=True, samesite="lax")


@router.put("/api/auth/password", status_code=status.HTTP_204_NO_CONTENT, responses=problems(429))
async def change_password(
    body: PasswordChange,
    request: Request,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.SESSION_USE)],
) -> None:
    """Change the own password; every other session of the account ends."""
    await sessions.change_password(
        request.app.state.database, session, principal, body.current_password, body.new_password
    )


@router.get("/api/accounts", dependencies=[requires(Permission.ACCOUNTS_READ)])
async def list_accounts(
    session: ReadSession,
    role: Annotated[RoleName | None, Query(description="Only accounts with this role.")] = None,
    active: Annotated[bool | None, Query(description="Only active, or only deactivated accounts.")] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[Account]:
    """Accounts, the newest first."""
    query = select(AccountRow)
    if role is not None:
        query = query.where(AccountRow.role == role)
    if active is not None:
        query = query.where(AccountRow.active == active)
    rows, next_cursor = await paginate(session, query, key=[AccountRow.id], types=[UUID], limit=limit, cursor=cursor)
    return Page[Account](items=[Account.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.post(
    "/api/accounts",
    status_code=status.HTTP_201_CREATED,
    dependencies=[idempotent()],
    responses=problems(409),
)
async def create_account(
    body: AccountCreate,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.ACCOUNTS_WRITE)],
) -> Account:
    """Create an account."""
    account = await accounts.create_account(
        session,
        actor=principal.actor,
        email=body.email,
        display_name=body.display_name,
        role=Role(body.role),
        password=body.password,
    )
    set_etag(response, account.version)
    response.headers["Location"] = f"/api/accounts/{account.id}"
    return Account.model_validate(account)


@router.get("/api/accounts/{account_id}", dependencies=[requires(Permission.ACCOUNTS_READ)])
async def get_account(account_id: UUID, response: Response, session: ReadSession) -> Account:
    """One account."""
    account = await accounts.get_account(session, account_id)
    set_etag(response, account.version)
    return Account.model_validate(account)


@router.patch("/api/accounts/{account_id}", responses=problems(409))
async def update_account(
    account_id: UUID,
    body: AccountUpdate,
    if_match: IfMatch,
    response: Response,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.ACCOUNTS_WRITE)],
) -> Account:
    """Change an account: its name, role, password, or whether it is active."""
    changes = body.model_dump(exclude_unset=True)
    account = await accounts.update_account(session, principal, account_id, if_match, changes)
    set_etag(response, account.version)
    return Account.model_validate(account)


@router.get("/api/tokens")
async def list_tokens(
    session: ReadSession,
    principal: Annotated[Principal, requires(Permission.TOKENS_MANAGE)],
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> Page[Token]:
    """The caller's own API tokens, the newest first."""
    query = select(ApiToken).where(ApiToken.account_id == principal.account_id)
    rows, next_cursor = await paginate(session, query, key=[ApiToken.id], types=[UUID], limit=limit, cursor=cursor)
    return Page[Token](items=[Token.model_validate(row) for row in rows], next_cursor=next_cursor)


@router.post("/api/tokens", status_code=status.HTTP_201_CREATED)
async def create_token(
    body: TokenCreate,
    session: DatabaseSession,
    principal: Annotated[Principal, requires(Permission.TOKENS_MANAGE)],
) -> NewToken:
    """Create an API token. Its secret is in this answer and nowhere else, so no idempotency key can replay it."""
    token, secret = await accounts.create_token(
        session, principal, name=body.name, role=Role(body.role), expires_in_days=body.expires_in_days
    )
    return NewToken(**Token.model_validate(token).model_dump(), token=secret)


@router.delete("/api/tokens/{token_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_token(
    token_id: UUID, session: DatabaseSession, principal: Annotated[Principal, requires(Permission.TOKENS_MANAGE)]
) -> None:
    """Revoke one of the caller's API tokens, at once."""
    await accounts.revoke_token(session, principal, token_id)

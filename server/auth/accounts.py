"""Accounts and the API tokens of their owners."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.service import append
from server.auth.errors import AccountNotFound, EmailTaken, LastAdministrator, RoleBeyondOwn, TokenNotFound
from server.auth.models import Account, ApiToken
from server.auth.passwords import hash_password
from server.auth.permissions import PERMISSIONS, Role
from server.auth.principal import Principal
from server.auth.secrets import new_api_token, secret_hash
from server.auth.sessions import end_sessions
from server.database import violates
from server.preconditions import Precondition


async def create_account(
    session: AsyncSession, *, actor: str, email: str, display_name: str, role: Role, password: str
) -> Account:
    """Create an account.

    Raises:
        EmailTaken: the address has one.
    """
    email = email.lower()
    account = Account(email=email, display_name=display_name, role=role, password_hash=await hash_password(password))
    session.add(account)
    try:
        await session.flush()
    except IntegrityError as error:
        if violates(error, "uq_accounts_lower_email"):
            raise EmailTaken(email) from error
        raise
    append(
        session,
        actor=actor,
        action="account.created",
        subject_type="account",
        subject_id=account.id,
        details={"email": email, "role": str(role)},
    )
    return account


async def get_account(session: AsyncSession, account_id: UUID) -> Account:
    """An account.

    Raises:
        AccountNotFound: there is none.
    """
    account = await session.get(Account, account_id)
    if account is None:
        raise AccountNotFound(account_id)
    return account


async def update_account(
    session: AsyncSession, principal: Principal, account_id: UUID, precondition: Precondition, changes: dict[str, Any]
) -> Account:
    """Change an account.

    Raises:
        AccountNotFound: there is none.
        PreconditionFailed: it changed since the caller read it.
        LastAdministrator: nobody could manage accounts afterwards.
    """
    # All administrators are locked, in one order, so that two of them cannot take the role from each other at once.
    administrators = await session.scalars(
        select(Account.id).where(Account.role == Role.ADMIN, Account.active).order_by(Account.id).with_for_update()
    )
    account = await session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise AccountNotFound(account_id)
    precondition.check(account.version, f"Account {account_id}")
    password: str | None = changes.pop("password", None)
    for name, value in changes.items():
        setattr(account, name, value)
    remains_administrator = account.active and account.role == Role.ADMIN
    if set(administrators) == {account.id} and not remains_administrator:
        raise LastAdministrator
    if password is not None:
        account.password_hash = await hash_password(password)
    if password is not None or not account.active:
        await end_sessions(session, account.id)
    account.version += 1
    details = changes | ({"password": "set"} if password is not None else {})
    append(
        session,
        actor=principal.actor,
        action="account.updated",
        subject_type="account",
        subject_id=account.id,
        details={"changes": details, "version": account.version},
    )
    return account


async def create_token(
    session: AsyncSession, principal: Principal, *, name: str, role: Role, expires_in_days: int
) -> tuple[ApiToken, str]:
    """Create an API token of the caller; returns it with its secret.

    Raises:
        RoleBeyondOwn: the token could do what the caller cannot.
    """
    if not PERMISSIONS[role] <= principal.permissions:
        raise RoleBeyondOwn(role)
    secret, now = new_api_token(), datetime.now(UTC)
    token = ApiToken(
        account_id=principal.account_id,
        name=name,
        role=role,
        token_hash=secret_hash(secret),
        created_at=now,
        expires_at=now + timedelta(days=expires_in_days),
    )
    session.add(token)
    await session.flush()
    append(
        session,
        actor=principal.actor,
        action="token.created",
        subject_type="token",
        subject_id=token.id,
        details={"name": name, "role": str(role), "expires_at": token.expires_at.isoformat()},
    )
    return token, secret


async def revoke_token(session: AsyncSession, principal: Principal, token_id: UUID) -> None:
    """Revoke an API token of the caller.

    Raises:
        TokenNotFound: the caller has no such token.
    """
    revoked = await session.scalar(
        delete(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.account_id == principal.account_id)
        .returning(ApiToken.name)
    )
    if revoked is None:
        raise TokenNotFound(token_id)
    append(
        session,
        actor=principal.actor,
        action="token.revoked",
        subject_type="token",
        subject_id=token_id,
        details={"name": revoked},
    )

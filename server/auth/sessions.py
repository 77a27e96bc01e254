"""Signing in and out, and the own password."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.service import append
from server.auth.errors import AccountNotFound, SessionRequired, WrongCredentials, WrongCurrentPassword
from server.auth.models import Account, SignInFailures, SignInSession
from server.auth.passwords import hash_password, needs_rehash, verify_password
from server.auth.principal import Principal
from server.auth.secrets import SessionSecret, new_session_secret
from server.auth.throttle import WINDOW, count_attempt, forget_failures
from server.database import Database
from server.settings import ApiSettings


async def sign_in(
    database: Database, session: AsyncSession, settings: ApiSettings, email: str, password: str
) -> tuple[Account, SignInSession, SessionSecret]:
    """Start a session.

    Raises:
        TooManySignInFailures: too many attempts failed for this e-mail address.
        WrongCredentials: there is no such active account, or the password is wrong.
    """
    email = email.lower()
    await count_attempt(database, email)
    account = await _by_email(database, email)
    if not await verify_password(password, account.password_hash if account else None) or account is None:
        raise WrongCredentials
    await forget_failures(session, email)
    if needs_rehash(account.password_hash):
        account = await session.merge(account)
        account.password_hash = await hash_password(password)
    secret, now = new_session_secret(settings.session_signing_keys), datetime.now(UTC)
    started = SignInSession(
        account_id=account.id,
        token_hash=secret.token_hash,
        created_at=now,
        expires_at=now + timedelta(hours=settings.session_lifetime_hours),
    )
    session.add(started)
    append(
        session,
        actor=f"account:{account.email}",
        action="session.started",
        subject_type="account",
        subject_id=account.id,
    )
    return account, started, secret


async def sign_out(session: AsyncSession, principal: Principal) -> None:
    """End the session of the caller.

    Raises:
        SessionRequired: the caller has none.
    """
    if principal.session_id is None:
        raise SessionRequired
    await session.execute(delete(SignInSession).where(SignInSession.id == principal.session_id))
    append(
        session,
        actor=principal.actor,
        action="session.ended",
        subject_type="account",
        subject_id=principal.account_id,
    )


async def change_password(
    database: Database, session: AsyncSession, principal: Principal, current: str, new: str
) -> None:
    """Change the caller's password and end every other session of the account.

    Raises:
        SessionRequired: the caller came with an API token.
        WrongCurrentPassword: the current password does not match.
        TooManySignInFailures: it did not match too often.
    """
    if principal.session_id is None:
        raise SessionRequired
    await count_attempt(database, principal.email)
    account = await session.get(Account, principal.account_id, with_for_update=True)
    if account is None:
        raise AccountNotFound(principal.account_id)
    if not await verify_password(current, account.password_hash):
        raise WrongCurrentPassword
    await forget_failures(session, principal.email)
    account.password_hash = await hash_password(new)
    account.version += 1
    await end_sessions(session, account.id, keep=principal.session_id)
    append(
        session,
        actor=principal.actor,
        action="account.password_changed",
        subject_type="account",
        subject_id=account.id,
    )


async def end_sessions(session: AsyncSession, account_id: UUID, *, keep: UUID | None = None) -> None:
    """End the sessions of an account, except one."""
    ending = delete(SignInSession).where(SignInSession.account_id == account_id)
    await session.execute(ending.where(SignInSession.id != keep) if keep else ending)


async def purge_expired(session: AsyncSession) -> None:
    """Forget sessions that have expired, and failed sign-ins that do not count any more."""
    now = datetime.now(UTC)
    await session.execute(delete(SignInSession).where(SignInSession.expires_at < now))
    await session.execute(delete(SignInFailures).where(SignInFailures.window_started_at <= now - WINDOW))


async def _by_email(database: Database, email: str) -> Account | None:
    """The active account of an address; its connection is given back before the password is computed."""
    async with database.reads() as lookup:
        return await lookup.scalar(select(Account).where(Account.email == email, Account.active))

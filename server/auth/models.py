"""Tables of accounts and of what proves to be one."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from server.auth.permissions import Role
from server.database import Base, one_of
from server.identifiers import new_id


class Account(Base):
    """A person who can sign in. Accounts are deactivated, never deleted: the audit log refers to them."""

    __tablename__ = "accounts"
    __table_args__ = (
        Index("uq_accounts_lower_email", text("lower(email)"), unique=True),
        CheckConstraint(one_of("role", Role), name="role"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    display_name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    version: Mapped[int] = mapped_column(default=1)


class SignInSession(Base):
    """A browser that is signed in. The cookie holds the token; the table only its hash."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ApiToken(Base):
    """A key of a program that acts for an account. The table only holds its hash."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        Index(None, "account_id"),
        CheckConstraint(one_of("role", Role), name="role"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    name: Mapped[str]
    role: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class SignInFailures(Base):
    """Failed sign-ins of one e-mail address in the current window, whether or not it has an account."""

    __tablename__ = "sign_in_failures"

    email_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    window_started_at: Mapped[datetime] = mapped_column(index=True)

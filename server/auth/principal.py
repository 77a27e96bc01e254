"""Who makes a request, as routes see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.auth.permissions import PERMISSIONS, Permission, Role


@dataclass(frozen=True)
class Principal:
    """The account behind a request and how it proved itself: by a session or by an API token, never both."""

    account_id: UUID
    email: str
    display_name: str
    role: Role
    session_id: UUID | None = None
    session_expires_at: datetime | None = None
    csrf_token: str | None = None
    token_id: UUID | None = None
    token_role: Role | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the caller may do. A token holds at most what its account holds today."""
        held = PERMISSIONS[self.role]
        return held & PERMISSIONS[self.token_role] if self.token_role else held

    @property
    def actor(self) -> str:
        """The name the audit log knows the caller by."""
        account = f"account:{self.email}"
        return f"{account}/token:{self.token_id}" if self.token_id else account

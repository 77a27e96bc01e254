"""What can go wrong with accounts, sessions and tokens."""

from __future__ import annotations

from uuid import UUID

from server.auth.permissions import Role
from server.errors import (
    Conflict,
    FieldProblem,
    Forbidden,
    NotFound,
    TooManyRequests,
    Unauthenticated,
    Unprocessable,
)


class WrongCredentials(Unauthenticated):
    """A sign-in failed. The answer does not say whether the account exists."""

    slug = "wrong-credentials"
    title = "Sign-in failed"

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is wrong.")


class TooManySignInFailures(TooManyRequests):
    """Too many sign-ins failed for one e-mail address."""

    slug = "too-many-sign-in-failures"

    def __init__(self, retry_after_seconds: int) -> None:
        minutes = max(1, -(-retry_after_seconds // 60))
        super().__init__(
            f"Too many failed sign-ins for this e-mail address. Try again in {minutes} minutes.",
            retry_after_seconds=retry_after_seconds,
        )


class SessionRequired(Forbidden):
    """Something only a person who signed in may do was tried with an API token."""

    slug = "session-required"
    title = "Session required"

    def __init__(self) -> None:
        super().__init__("An API token cannot do this. Sign in with a password.")


class NoSession(NotFound):
    """A request with an API token asked for its session."""

    def __init__(self) -> None:
        super().__init__("This request was made with an API token, which has no session.")


class WrongCurrentPassword(Unprocessable):
    """The current password did not match when it was to be changed."""

    def __init__(self) -> None:
        super().__init__(
            "body.current_password: Not your current password.",
            errors=[FieldProblem(field="body.current_password", message="Not your current password.")],
        )


class AccountNotFound(NotFound):
    """There is no such account."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__(f"There is no account {account_id}.")


class EmailTaken(Conflict):
    """The e-mail address already has an account."""

    slug = "email-taken"

    def __init__(self, email: str) -> None:
        super().__init__(f"There is already an account for {email}.")


class LastAdministrator(Conflict):
    """The change would leave nobody who can manage accounts."""

    slug = "last-administrator"

    def __init__(self) -> None:
        super().__init__("This is the last active administrator. Make another account an administrator first.")


class RoleBeyondOwn(Forbidden):
    """A token was to hold more than its creator."""

    slug = "role-beyond-own"

    def __init__(self, role: Role) -> None:
        super().__init__(f"A token with the role {role} could do more than you can. Choose a role that covers less.")


class TokenNotFound(NotFound):
    """The caller has no such API token."""

    def __init__(self, token_id: UUID) -> None:
        super().__init__(f"You have no API token {token_id}.")

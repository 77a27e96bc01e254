"""Bodies of the routes of accounts, sessions and tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, ConfigDict, Field

from server.auth.passwords import MAX_LENGTH, MIN_LENGTH
from server.http.schemas import Line, RequestModel, ResponseModel, unchanged, whole

RoleName = Literal["admin", "engineer", "auditor", "viewer"]
NewPassword = Annotated[
    str, Field(min_length=MIN_LENGTH, max_length=MAX_LENGTH, description="At least 12 characters.", repr=False)
]
GivenPassword = Annotated[str, Field(min_length=1, max_length=MAX_LENGTH, repr=False)]
# One @ with something on both sides: what else an address may be is for the mail system to say, and names that are
# never delivered to (admin@localhost) are addresses too.
EMAIL_PATTERN = r"^[^\s@\x00-\x1f\x7f-\x9f]+@[^\s@\x00-\x1f\x7f-\x9f]+$"
Email = Annotated[str, Field(max_length=254, pattern=EMAIL_PATTERN)]


class Account(ResponseModel):
    """A person who can sign in."""

    id: UUID
    email: str
    display_name: str
    role: RoleName
    active: bool
    created_at: datetime
    version: int


class AccountCreate(RequestModel):
    """A new account."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "email": "ada@example.org",
                "display_name": "Ada Byron",
                "role": "engineer",
                "password": "a long sentence is best",
            }
        }
    )

    email: Email
    display_name: Line
    role: RoleName
    password: NewPassword


class AccountUpdate(RequestModel):
    """What changes about an account; what is left out stays. A new password, or deactivation, ends its sessions."""

    model_config = ConfigDict(json_schema_extra={"example": {"role": "auditor"}})

    display_name: Line = unchanged()
    role: RoleName = unchanged()
    active: bool = unchanged()
    password: NewPassword = unchanged()


class Credentials(RequestModel):
    """A sign-in."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"email": "ada@example.org", "password": "a long sentence is best"}}
    )

    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: GivenPassword


class Session(ResponseModel):
    """The session of a browser."""

    account: Account
    csrf_token: str = Field(description="Send it with every change in the header X-CSRF-Token.")
    expires_at: datetime


class PasswordChange(RequestModel):
    """A change of the own password. Every other session of the account ends."""

    current_password: GivenPassword
    new_password: NewPassword


class Token(ResponseModel):
    """An API token; its secret cannot be read again."""

    id: UUID
    name: str
    role: RoleName
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(description="To the minute; null when it was never used.")


class TokenCreate(RequestModel):
    """A new API token."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"name": "release pipeline", "role": "engineer", "expires_in_days": 90}}
    )

    name: Line
    role: RoleName = Field(description="May not hold more permissions than you do.")
    expires_in_days: Annotated[int, Field(ge=1, le=365), BeforeValidator(whole)]


class NewToken(Token):
    """A new API token, with the secret that is shown this once."""

    token: str

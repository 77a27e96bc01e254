"""What can go wrong with a secret, as one tree of exceptions.

Every message names the reference or the store, the cause, and what to do; none holds a value. Exceptions of the
stores' clients are never chained: some of them carry the request or the response.
"""

from __future__ import annotations

from typing import ClassVar


class SecretError(Exception):
    """A secret cannot be read or written. Subclasses say why; `reason` is the word used in metrics and logs."""

    reason: ClassVar[str] = "failed"

    said: str = ""
    """What the store itself answered, where that helps and cannot hold a value."""


class InvalidReferenceError(SecretError):
    """A reference is not written as its store wants it. The text itself is not repeated: it may be a value."""

    reason = "invalid"

    def __init__(self, problem: str, accepted: str) -> None:
        super().__init__(f"{problem} Accepted: {accepted}.")


class StoreNotConfiguredError(SecretError):
    """A setting that the store needs is missing or names nothing usable."""

    reason = "not_configured"


class StoreUnavailableError(SecretError):
    """The store does not answer, or answers that it cannot serve now. Trying again may succeed."""

    reason = "unavailable"

    def __init__(self, store: str, cause: str, remedy: str) -> None:
        super().__init__(f"{store} cannot be used: {cause}. {remedy}")


class StoreUntrustedError(SecretError):
    """The store's certificate is not signed by an authority this process trusts."""

    reason = "untrusted"

    def __init__(self, store: str, remedy: str) -> None:
        super().__init__(f"{store} shows a certificate that is not trusted. {remedy}")


class AuthenticationError(SecretError):
    """The store does not accept who this process says it is."""

    reason = "unauthenticated"

    def __init__(self, store: str, cause: str, remedy: str) -> None:
        super().__init__(f"{store} refused the login: {cause}. {remedy}")


class AccessDeniedError(SecretError):
    """The store knows this process and does not let it do this."""

    reason = "denied"

    def __init__(self, subject: str, action: str, remedy: str) -> None:
        super().__init__(f"No permission to {action} {subject}. {remedy}")


class SecretNotFoundError(SecretError):
    """The store has no such secret."""

    reason = "not_found"

    def __init__(self, subject: str, remedy: str) -> None:
        super().__init__(f"There is no secret {subject}. {remedy}")


class SecretKeyNotFoundError(SecretError):
    """The secret exists and does not have the key."""

    reason = "not_found"

    def __init__(self, subject: str, keys: list[str]) -> None:
        has = ", ".join(sorted(keys)) or "no keys"
        super().__init__(f"There is no key for {subject}. The secret has: {has}.")


class SecretUnreadableError(SecretError):
    """The secret exists and its content cannot be used as it is."""

    reason = "unreadable"

    def __init__(self, subject: str, cause: str) -> None:
        super().__init__(f"The secret {subject} cannot be used: {cause}.")


class SecretRefusedError(SecretError):
    """The store does not accept the new value or the request."""

    reason = "refused"

    def __init__(self, subject: str, cause: str) -> None:
        super().__init__(f"The store refused the request for {subject}: {cause}.")


class SecretConflictError(SecretError):
    """Somebody else changed the secret between reading and writing it; nothing was written."""

    reason = "conflict"

    def __init__(self, subject: str) -> None:
        super().__init__(f"{subject} was changed by someone else in the meantime. Read it again, then repeat.")


class UnsupportedOperationError(SecretError):
    """The kind of store cannot do this."""

    reason = "unsupported"

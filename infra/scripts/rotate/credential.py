"""The interface of everything that can be rotated. Identifiers are no secrets; values never leave an implementation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum

from infra.scripts.rotate.progress import Progress


class Kind(StrEnum):
    """What is rotated, as policies of environments name it."""

    DATABASE_ROLE = "database_roles"
    OBJECT_STORE_KEY = "object_store_key"
    SIGNING_KEYS = "session_signing_keys"
    API_TOKEN = "api_tokens"  # noqa: S105 - a name
    TLS_CERTIFICATE = "tls_certificate"


class Credential(ABC):
    """One credential that is rotated. Every method may be called again after an interruption at any point.

    Questions return None for yes, and a clause that says what is missing otherwise.
    """

    kind: Kind
    name: str

    @abstractmethod
    def current(self) -> str:
        """Identifier of the credential that processes are told to use."""

    @abstractmethod
    def create(self, progress: Progress) -> str:
        """Make a new credential beside the current one, or refresh the idle one, and return its identifier.

        Only called while `current` is not the new one. What an interrupted call left behind is replaced or removed.
        """

    @abstractmethod
    def holds(self, new: str) -> bool:
        """Whether the new credential's value is known, so that it can be stored."""

    @abstractmethod
    def not_accepted(self, progress: Progress) -> str | None:
        """Whether the new credential opens its service."""

    @abstractmethod
    def store(self, progress: Progress) -> None:
        """Tell processes to use the new credential, in one step."""

    @abstractmethod
    def not_in_use(self, progress: Progress) -> str | None:
        """Whether every process uses the new credential."""

    @abstractmethod
    def still_used(self, progress: Progress) -> str | None:
        """Whether nothing uses the old credential any more."""

    @abstractmethod
    def revoke(self, progress: Progress) -> None:
        """Make the old credential useless."""

    @abstractmethod
    def not_refused(self, progress: Progress) -> str | None:
        """Whether the old credential is refused."""

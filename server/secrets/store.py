"""The interface every secret store has, and what it is made of.

An adapter implements reading and writing a whole secret (`read`, `write`); keys inside one are handled here, alike for
all: a secret with keys is a JSON object of texts.
"""

from __future__ import annotations

import contextlib
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr

from server.secrets.errors import (
    SecretConflictError,
    SecretKeyNotFoundError,
    SecretNotFoundError,
    SecretUnreadableError,
    UnsupportedOperationError,
)
from server.secrets.references import Reference

ABSENT = "absent"
"""The expected version of a secret that must not exist yet."""


@dataclass(frozen=True)
class StoredSecret:
    """A value as a store gave it, with its version and, where the store knows it, the time of that version."""

    value: SecretStr
    version: str
    created_at: datetime | None = None


@dataclass(frozen=True)
class SecretVersion:
    """One version of a secret, without its value."""

    version: str
    created_at: datetime | None
    current: bool

    def age(self, now: datetime | None = None) -> timedelta | None:
        """How old the version is; None when the store does not say."""
        return None if self.created_at is None else (now or datetime.now(UTC)) - self.created_at


class SecretStore(ABC):
    """A place that keeps secrets. Not safe for use by several threads at once; calls block."""

    def get(self, reference: Reference) -> StoredSecret:
        """The current value a reference names.

        Raises:
            SecretError: it cannot be read; the subclass says why.
        """
        return select(self.read(reference), reference)

    def put(self, reference: Reference, value: SecretStr, *, expected_version: str | None = None) -> str:
        """Store a new value and return its version. Other keys of the same secret keep theirs.

        Args:
            reference: what to write; the secret is made when there is none.
            value: the new value.
            expected_version: refuse when the current version is another one; `ABSENT` when there must be none.

        Raises:
            SecretConflictError: the current version is not the expected one; nothing was written.
            SecretError: it cannot be written; the subclass says why.
        """
        if reference.key is None:
            return self.write(reference, value, expected_version)
        keys: dict[str, Any] = {}
        version = ABSENT
        try:
            current = self.read(reference)
        except SecretNotFoundError:
            pass
        else:
            keys, version = _keys(current, reference), current.version
        if expected_version not in (None, version):
            raise SecretConflictError(str(reference))
        keys[reference.key] = value.get_secret_value()
        return self.write(reference, SecretStr(json.dumps(keys)), version)

    @abstractmethod
    def read(self, reference: Reference) -> StoredSecret:
        """The whole secret at the reference's location, whatever its key.

        Raises:
            SecretError: it cannot be read.
        """

    @abstractmethod
    def write(self, reference: Reference, value: SecretStr, expected_version: str | None) -> str:
        """Replace the whole secret at the reference's location and return the new version.

        Raises:
            SecretError: it cannot be written.
        """

    def versions(self, reference: Reference) -> list[SecretVersion]:
        """The versions the store still has, newest first.

        Raises:
            UnsupportedOperationError: this kind of store keeps the current version only.
            SecretError: they cannot be listed.
        """
        raise UnsupportedOperationError(
            f"{reference.scheme}: references have no versions; only the current value is kept."
        )

    @abstractmethod
    def describe(self, reference: Reference) -> SecretVersion:
        """The current version and its age, without the value.

        Raises:
            SecretError: it cannot be described.
        """

    def renewal_due_seconds(self) -> float | None:
        """Seconds until something the store handed out must be renewed by reading again; None when nothing expires."""
        return None

    def close(self) -> None:
        """Give back what the store handed out for this process and close connections. Never raises."""
        return


def select(stored: StoredSecret, reference: Reference) -> StoredSecret:
    """The key a reference names out of a whole secret, or the whole when it names none.

    Raises:
        SecretKeyNotFoundError: the secret has no such key.
        SecretUnreadableError: it is not a JSON object.
    """
    if reference.key is None:
        return stored
    keys = _keys(stored, reference)
    if reference.key not in keys:
        raise SecretKeyNotFoundError(str(reference), list(keys))
    value = keys[reference.key]
    text = value if isinstance(value, str) else json.dumps(value)
    return StoredSecret(SecretStr(text), stored.version, stored.created_at)


def _keys(stored: StoredSecret, reference: Reference) -> dict[str, Any]:
    document = None
    with contextlib.suppress(ValueError):  # Refused outside, because the exception holds the text.
        document = json.loads(stored.value.get_secret_value())
    if not isinstance(document, dict):
        raise SecretUnreadableError(str(reference), "it is not a JSON object, so it has no keys; leave out '#'")
    return document

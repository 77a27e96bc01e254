"""The keys of backups: one encrypts, all decrypt, so that a rotated key leaves old backups readable."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from infra.backups.errors.backups import KeyringError

KEY_BYTES = 32


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")
    key: str


_ENTRIES = TypeAdapter(list[_Entry])


@dataclass(frozen=True)
class Key:
    """A key and the name that backups remember of it."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Keyring:
    """All keys, the one that encrypts first."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        """The key that encrypts new backups."""
        return self.keys[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the keys."""
        return tuple(key.id for key in self.keys)

    def find(self, key_id: str) -> Key | None:
        """The key of a name; None when it is not among them."""
        return next((key for key in self.keys if key.id == key_id), None)


def parse(text: str) -> Keyring:
    """The keys in a secret's text.

    Raises:
        KeyringError: it is not what it should be; the message holds no part of it.
    """
    try:
        entries = _ENTRIES.validate_json(text)
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        reason = f"{'.'.join(str(part) for part in problem['loc']) or 'the whole'}: {problem['msg']}"
    else:
        reason = _problem(entries)
    if reason is not None:
        raise KeyringError(reason)
    return Keyring(tuple(Key(entry.id, base64.b64decode(entry.key)) for entry in entries))


def _problem(entries: list[_Entry]) -> str | None:
    if not entries:
        return "there is none"
    if len({entry.id for entry in entries}) != len(entries):
        return "two have the same id"
    for entry in entries:
        try:
            length = len(base64.b64decode(entry.key, validate=True))
        except binascii.Error:
            return f"the key {entry.id} is no base64"
        if length != KEY_BYTES:
            return f"the key {entry.id} has {length} bytes, not {KEY_BYTES}"
    return None

"""What a backup says about itself. It is written last: a backup without a manifest is not complete."""

from __future__ import annotations

import hmac
import json
import re
import secrets
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from infra.backups.errors.backups import DamagedBackupError, UnknownKeyError, WrongKeyError
from infra.backups.keys import Keyring
from infra.backups.kinds import Kind
from infra.backups.sealing import Seal

IDENTIFIER = re.compile(r"^\d{8}T\d{6}Z-[a-z]+-[0-9a-f]{6}$")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Chunk(_Part):
    """A part of a file, stored as one object."""

    size: int = Field(ge=0)
    """Bytes of the file that it holds."""
    stored: int
    """Bytes of the object: compressed and encrypted."""
    sha256: str
    """Of the object, so that damage is found without the key."""


class File(_Part):
    """A file of a backup."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    chunks: tuple[Chunk, ...]

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return sum(chunk.size for chunk in self.chunks)


class DatabaseFacts(_Part):
    """What the database was at the moment of the backup, counted in the snapshot that was dumped."""

    name: str
    server_version: int
    """PostgreSQL's server_version_num."""
    log_position: str
    """Position in the write-ahead log when the snapshot was taken."""
    schema_revision: str | None
    audit_sequence: int | None
    """Sequence of the newest audit entry; None when the database has no audit log."""
    audit_hash: str | None
    rows: dict[str, int]
    """Rows of every table, by schema-qualified name."""


class Manifest(_Part):
    """A complete backup."""

    format: Literal[1] = 1
    id: str = Field(pattern=IDENTIFIER.pattern)
    kind: Kind
    environment: str
    region: str
    release: str
    """Version of Syndic that made it."""
    started_at: datetime
    finished_at: datetime
    files: tuple[File, ...]
    database: DatabaseFacts | None = None
    details: dict[str, JsonValue] = Field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes before compression."""
        return sum(file.size for file in self.files)

    @property
    def stored(self) -> int:
        """Bytes that are kept."""
        return sum(chunk.stored for file in self.files for chunk in file.chunks)


def new_identifier(kind: Kind, now: datetime) -> str:
    """An identifier that sorts by time: 20261123T211500Z-logical-3f9a01."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{kind}-{secrets.token_hex(3)}"


def made_at(identifier: str) -> datetime:
    """When a backup was begun, from its identifier."""
    return datetime.strptime(identifier.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def seal(manifest: BaseModel, identifier: str, key_id: str, key: Seal) -> bytes:
    """A document as it is stored: a line that proves it, and the document in clear."""
    content = manifest.model_dump_json(indent=1).encode()
    header = {"key": key_id, "check": key.key_check, "authentication": key.authenticate(content), "of": identifier}
    return json.dumps(header).encode() + b"\n" + content


def unseal(stored: bytes, identifier: str, keyring: Keyring, part: str = "its manifest") -> tuple[bytes, Seal]:
    """The document in a stored one, proved, and the seal of its backup.

    Raises:
        DamagedBackupError: it is not what was written.
        UnknownKeyError: the key is not among ours.
        WrongKeyError: the key's value is another one.
    """
    head, _, content = stored.partition(b"\n")
    try:
        header = {name: str(value) for name, value in json.loads(head).items()}
        key_id, check, authentication, of = (header[name] for name in ("key", "check", "authentication", "of"))
    except (ValueError, KeyError, AttributeError) as error:
        raise DamagedBackupError(identifier, part, "does not begin as one does") from error
    if of != identifier:
        raise DamagedBackupError(identifier, part, f"belongs to backup {of}")
    key = keyring.find(key_id)
    if key is None:
        raise UnknownKeyError(identifier, key_id, keyring.ids)
    found = Seal(key, identifier)
    authentic = hmac.compare_digest(found.authenticate(content), authentication)
    if not hmac.compare_digest(found.key_check, check):
        if authentic:
            raise DamagedBackupError(identifier, part, "has an altered first line")
        raise WrongKeyError(identifier, key_id)
    if not authentic:
        raise DamagedBackupError(identifier, part, "is not what was written")
    return content, found


def read(stored: bytes, identifier: str, keyring: Keyring) -> tuple[Manifest, Seal]:
    """The manifest in a stored document, proved.

    Raises:
        DamagedBackupError: it is not what was written, or was written by a release that is newer.
        UnknownKeyError: the key is not among ours.
        WrongKeyError: the key's value is another one.
    """
    content, found = unseal(stored, identifier, keyring)
    try:
        return Manifest.model_validate_json(content), found
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise DamagedBackupError(
            identifier, "its manifest", f"cannot be understood ({where}: {problem['msg']})"
        ) from error

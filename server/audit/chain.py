"""How one audit entry is bound to the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from server.canonical import canonical_json, sha256_hex

GENESIS_HASH = "0" * 64


@dataclass(frozen=True)
class Head:
    """The newest entry of the chain; sequence 0 with the genesis hash when there is none."""

    sequence: int
    hash: str


GENESIS = Head(0, GENESIS_HASH)


@dataclass(frozen=True)
class EntryContent:
    """What an entry says, apart from its place in the chain."""

    actor: str
    action: str
    subject_type: str
    subject_id: str
    details: dict[str, Any]


def moment_text(at: datetime) -> str:
    """A moment as it is hashed and shown: UTC, always with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def entry_hash(sequence: int, at: datetime, content: EntryContent, previous_hash: str) -> str:
    """SHA-256 over the canonical JSON of an entry: what the API shows of it, without the hash itself."""
    return sha256_hex(
        canonical_json(
            {
                "sequence": sequence,
                "at": moment_text(at),
                "actor": content.actor,
                "action": content.action,
                "subject_type": content.subject_type,
                "subject_id": content.subject_id,
                "details": content.details,
                "previous_hash": previous_hash,
            }
        )
    )

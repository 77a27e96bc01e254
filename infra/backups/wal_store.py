"""The archive of the write-ahead log: every segment compressed and encrypted, under the server it is of.

A segment is stored as a line that names its key, and the ciphertext. Server and segment are authenticated with it, so
one that was exchanged for another does not decrypt.
"""

from __future__ import annotations

import hmac
import json

import zstandard

from infra.backups.errors.backups import UnknownKeyError, WrongKeyError
from infra.backups.errors.moments import DamagedSegmentError
from infra.backups.keys import Keyring
from infra.backups.repository import Repository
from infra.backups.sealing import Seal
from infra.backups.wal import SEGMENT_BYTES

COMPRESSION_LEVEL = 3
PART = "segment"


class WalStore:
    """The archived log of one server."""

    def __init__(self, repository: Repository, keyring: Keyring, system: str) -> None:
        """Prepare to use it.

        Args:
            repository: where backups are kept.
            keyring: the first key encrypts.
            system: the server's system identifier; another server never writes among its segments.
        """
        self._repository = repository
        self._keyring = keyring
        self._system = system

    def names(self, first: str = "") -> list[str]:
        """The segments that are there, in their order, from one on."""
        return [segment for segment in self._repository.wal_names(self._system) if segment >= first]

    def put(self, segment: str, content: bytes) -> None:
        """Keep a segment; one that is there is replaced by the same content."""
        key = self._keyring.current
        seal = Seal(key, self._label(segment))
        header = json.dumps({"key": key.id, "check": seal.key_check, "of": self._label(segment)}).encode()
        packed = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(content)
        self._repository.write_wal(self._system, segment, header + b"\n" + seal.encrypt(PART, 0, packed))

    def get(self, segment: str) -> bytes:
        """A segment, proved.

        Raises:
            DamagedSegmentError: it is missing, or is not what was written.
            UnknownKeyError: its key is not among ours.
            WrongKeyError: its key has another value.
        """
        stored = self._repository.wal(self._system, segment)
        if stored is None:
            raise DamagedSegmentError(segment, "is missing")
        head, _, sealed = stored.partition(b"\n")
        try:
            header = json.loads(head)
            key_id, check, of = (str(header[name]) for name in ("key", "check", "of"))
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedSegmentError(segment, "does not begin as one does") from error
        key = self._keyring.find(key_id)
        label = self._label(segment)
        if of != label:
            raise DamagedSegmentError(segment, f"is another one, {of}")
        if key is None:
            raise UnknownKeyError(label, key_id, self._keyring.ids)
        seal = Seal(key, label)
        packed = seal.decrypt(PART, 0, sealed)
        if packed is None and not hmac.compare_digest(seal.key_check, check):
            raise WrongKeyError(label, key_id)
        if packed is None:
            raise DamagedSegmentError(segment, "is not what was written")
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=SEGMENT_BYTES)

    def remove(self, segments: list[str]) -> None:
        """Give segments up."""
        self._repository.remove_wal(self._system, segments)

    def _label(self, segment: str) -> str:
        return f"wal/{self._system}/{segment}"

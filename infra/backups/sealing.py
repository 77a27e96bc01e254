"""Encryption of a backup: AES-256-GCM by chunk, and an authenticated manifest that says which chunks there are.

Every backup has a key of its own, derived from the key in use and its id (HKDF-SHA-256, RFC 5869), so that chunks of
two backups can never be exchanged and no nonce is used twice under one key in practice (96 random bits per chunk, NIST
SP 800-38D section 8.2.2). The place of a chunk is authenticated with it: a chunk that was moved does not decrypt.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from infra.backups.keys import Key

NONCE_BYTES = 12
TAG_BYTES = 16


class Seal:
    """Encrypts and decrypts one backup."""

    def __init__(self, key: Key, backup: str) -> None:
        self._backup = backup
        self._cipher = AESGCM(_derive(key, backup, "data"))
        self._authentication_key = _derive(key, backup, "manifest")
        self.key_check = _derive(key, backup, "check").hex()
        """Tells whether a key is the one; reveals nothing of it."""

    def encrypt(self, file: str, index: int, content: bytes) -> bytes:
        """A chunk as it is stored: nonce, ciphertext, tag."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, self._place(file, index))

    def decrypt(self, file: str, index: int, stored: bytes) -> bytes | None:
        """The content of a stored chunk; None when it is not what was stored at that place."""
        try:
            return self._cipher.decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], self._place(file, index))
        except (InvalidTag, ValueError):
            return None

    def authenticate(self, content: bytes) -> str:
        """The code that proves that a manifest was written by a holder of the key."""
        return hmac.new(self._authentication_key, content, hashlib.sha256).hexdigest()

    def _place(self, file: str, index: int) -> bytes:
        return f"{self._backup}/{file}/{index}".encode()


def _derive(key: Key, backup: str, purpose: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=backup.encode(), info=f"syndic backup {purpose}".encode()).derive(key.secret)

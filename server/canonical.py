"""Canonical JSON: one byte sequence for one value, the input of every hash the platform stores."""

from __future__ import annotations

import hashlib
import json


def canonical_json(value: object) -> bytes:
    """Sorted keys, no spaces, UTF-8.

    Raises:
        ValueError: the value holds a number that is not finite, or text that is not Unicode.
        TypeError: the value is not made of JSON types.
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of the data in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()

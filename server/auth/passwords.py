"""Passwords: argon2id, computed in threads of their own so that the event loop keeps serving."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
MAX_LENGTH = 256

_GENERATED_BYTES = 18
_hasher = PasswordHasher()
# Each hash takes 64 MiB and a core while it runs; more sign-ins than this wait for their turn.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")


def generate_password() -> str:
    """A random password of 144 bits."""
    return secrets.token_urlsafe(_GENERATED_BYTES)


async def hash_password(password: str) -> str:
    """The argon2id hash of a password."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def verify_password(password: str, password_hash: str | None) -> bool:
    """Whether a password matches a hash. Without a hash the answer is no, and takes as long."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, password, password_hash)


def needs_rehash(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _hasher.check_needs_rehash(password_hash)


def _matches(password: str, password_hash: str | None) -> bool:
    try:
        return _hasher.verify(password_hash or _nobodys_hash(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """The hash of a password that nobody has."""
    return _hasher.hash(generate_password())

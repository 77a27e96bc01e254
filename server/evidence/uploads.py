"""Receives a file of any size: streamed to a spool file and hashed on the way, never held in memory."""

from __future__ import annotations

import asyncio
import base64
import binascii
import email.message
import errno
import hashlib
import re
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fastapi import Request

from server.evidence.errors import (
    DigestMismatch,
    DigestUnreadable,
    EvidenceEmpty,
    EvidenceTooLarge,
    MediaTypeUnusable,
    NoSpace,
    UploadStalled,
)

CHUNK_BYTES = 1024 * 1024
"""How much is collected before it is hashed and written."""

STALLED_SECONDS = 30.0
"""How long a sender may send nothing."""

DIGEST_HEADER = "Content-Digest"

OPEN_FILES = Path("/dev/fd")
"""Where a process finds its open files by their number."""

_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):\s*(?:;[^,]*)?(?=,|$)")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,127}")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that arrived whole. It exists only inside the block that received it."""

    path: Path
    sha256: str
    size_bytes: int


def media_type(request: Request) -> str:
    """The declared type of the file, without parameters.

    Raises:
        MediaTypeUnusable: there is none, or the body is encoded.
    """
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise MediaTypeUnusable("Send the file as it is, without a content encoding.")
    message = email.message.Message()
    message["content-type"] = request.headers.get("content-type", "")
    declared = message.get_content_type() if request.headers.get("content-type") else ""
    if not _MEDIA_TYPE.fullmatch(declared):
        raise MediaTypeUnusable("Send the media type of the file as Content-Type, such as application/pdf.")
    return declared


def expected_digest(request: Request) -> bytes | None:
    """The SHA-256 the sender says the body has; None when it says nothing.

    Raises:
        DigestUnreadable: the header holds no usable SHA-256.
    """
    header = request.headers.get(DIGEST_HEADER)
    if header is None:
        return None
    found = _DIGEST.search(header)
    try:
        digest = base64.b64decode(found[1], validate=True) if found else b""
    except binascii.Error as error:
        raise DigestUnreadable from error
    if len(digest) != hashlib.sha256().digest_size:
        raise DigestUnreadable
    return digest


@asynccontextmanager
async def received_file(request: Request, *, largest: int) -> AsyncGenerator[ReceivedFile]:
    """The body of a request as a file, gone when the block ends, however it ends.

    The file has no name in any directory, so that not even a killed process leaves it behind.

    Args:
        request: The request, its body unread.
        largest: Most bytes that are accepted; no more than that is ever written.

    Raises:
        EvidenceTooLarge, EvidenceEmpty, DigestMismatch, DigestUnreadable, UploadStalled, NoSpace: as they say.
        ClientDisconnect: the sender went away.
    """
    expected = expected_digest(request)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > largest:
        raise EvidenceTooLarge(largest)
    with tempfile.TemporaryFile() as spool:
        digest, size = await _receive(request, spool, largest)
        if size == 0:
            raise EvidenceEmpty
        if expected is not None and digest != expected:
            raise DigestMismatch(digest.hex())
        spool.seek(0)
        yield ReceivedFile(OPEN_FILES / str(spool.fileno()), digest.hex(), size)


async def _receive(request: Request, spool: IO[bytes], largest: int) -> tuple[bytes, int]:
    """Write the body to the spool; returns its SHA-256 and size."""
    digest, size, pending = hashlib.sha256(), 0, bytearray()

    def keep(chunk: bytes) -> None:
        digest.update(chunk)
        spool.write(chunk)

    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout(STALLED_SECONDS):
                chunk = await anext(stream, None)
            if chunk is not None:
                pending += chunk
                size += len(chunk)
                if size > largest:
                    raise EvidenceTooLarge(largest)
            if len(pending) >= CHUNK_BYTES or (chunk is None and pending):
                await asyncio.to_thread(keep, bytes(pending))
                pending.clear()
            if chunk is None:
                await asyncio.to_thread(spool.flush)
                return digest.digest(), size
    except TimeoutError as error:
        raise UploadStalled(STALLED_SECONDS) from error
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace from error
        raise

"""Receives a file of any size: streamed to a spool file and hashed on the way, never held in memory."""

from __future__ import annotations

import asyncio
import base64
import binascii
import errno
import hashlib
import re
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fastapi import Request
from starlette.requests import ClientDisconnect

from server.evidence.errors import (
    DigestMismatch,
    DigestUnreadable,
    EvidenceEmpty,
    EvidenceTooLarge,
    MediaTypeUnusable,
    NoSpace,
    UploadBrokenOff,
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
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
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
        EvidenceTooLarge, EvidenceEmpty, DigestMismatch, DigestUnreadable, UploadStalled, UploadBrokenOff, NoSpace:
            as they say.
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
        spool.flush()

    with _explained():
        async for chunk in _chunks(request):
            pending += chunk
            size += len(chunk)
            if size > largest:
                raise EvidenceTooLarge(largest)
            if len(pending) >= CHUNK_BYTES:
                await asyncio.to_thread(keep, bytes(pending))
                pending.clear()
        await asyncio.to_thread(keep, bytes(pending))
    return digest.digest(), size


async def _chunks(request: Request) -> AsyncGenerator[bytes]:
    """The body as it arrives, each part within the time a sender may be silent."""
    stream = request.stream()
    while True:
        async with asyncio.timeout(STALLED_SECONDS):
            chunk = await anext(stream, None)
        if chunk is None:
            return
        yield chunk


@contextmanager
def _explained() -> Generator[None]:
    """Say in our words what can end a transfer."""
    try:
        yield
    except TimeoutError as error:
        raise UploadStalled(STALLED_SECONDS) from error
    except ClientDisconnect as error:
        raise UploadBrokenOff from error
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace from error
        raise

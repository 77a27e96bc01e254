"""Writing files of the state directory: private from the first byte, complete or not there at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700


def make_private_directory(path: Path) -> Path:
    """Make a directory (and its parents) that only its owner can enter."""
    path.mkdir(mode=PRIVATE_DIRECTORY, parents=True, exist_ok=True)
    return path


def write_atomically(path: Path, content: str | bytes, mode: int = PRIVATE_FILE) -> bool:
    """Replace a file in one step, so a reader or a crash never sees half of it.

    Returns:
        Whether anything changed; a file that already holds `content` is left alone.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data and path.stat().st_mode & 0o777 == mode:
        return False
    make_private_directory(path.parent)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def secret_file(path: Path, length_bytes: int = 24) -> str:
    """The secret a file holds; the file is made with a random one when it does not exist."""
    if not path.is_file() or not path.read_text().strip():
        write_atomically(path, secrets.token_urlsafe(length_bytes))
    return path.read_text().strip()


def last_lines(path: Path, count: int = 5) -> list[str]:
    """The last lines of a log, without reading all of it; none when it does not exist."""
    if not path.is_file():
        return []
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - 16384))
        return file.read().decode(errors="replace").splitlines()[-count:]

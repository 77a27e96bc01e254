"""Room on the disk of the state directory."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infra.local.errors import DiskFullError

NEEDED_MEBIBYTES = 512
"""What a new environment takes, with room for the write-ahead log of the first hours."""

FULL_MEBIBYTES = 16
"""With less than this left, PostgreSQL cannot add a segment to its log: whatever failed, this is why."""

MEBIBYTE = 1024 * 1024


def free_mebibytes(directory: Path) -> int:
    """Room left for the user on the disk of a directory."""
    return shutil.disk_usage(directory).free // MEBIBYTE


def require_room(directory: Path) -> None:
    """Refuse to start services on a disk that is nearly full.

    Raises:
        DiskFullError: naming what is left and what is needed.
    """
    free = free_mebibytes(directory)
    if free < NEEDED_MEBIBYTES:
        raise DiskFullError(directory, free, NEEDED_MEBIBYTES)


@contextmanager
def disk_full_explained(directory: Path) -> Generator[None]:
    """Say that the disk is full when that is what lies behind a failure.

    Raises:
        DiskFullError: in place of the failure.
    """
    try:
        yield
    except DiskFullError:
        raise
    except Exception as error:
        no_space = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
        free = free_mebibytes(directory)
        if no_space or free < FULL_MEBIBYTES:
            raise DiskFullError(directory, free, NEEDED_MEBIBYTES) from error
        raise

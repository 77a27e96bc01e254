"""Where the files of a backup lie while they are not encrypted: in memory when there is room, and not on a disk.

A directory is asked for by the path under which it is used; where memory holds it, that path is a link to it. What is
in memory outlives whoever is killed, and is gone after a crash of the machine, which `is_lost` tells.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import psutil

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, and a directory in it that is ours alone
SHARE = 4
"""At most one part in so many of the memory that is free is taken, and half of the file system's room."""


def make(place: Path, needed: int) -> bool:
    """Make an empty directory for files.

    Args:
        place: the path under which it is used; what was there is removed.
        needed: bytes that the files will have.

    Returns:
        Whether it is in memory.
    """
    remove(place)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not fits(needed):
        place.mkdir(mode=0o700)
        return False
    kept = _kept(place)
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(mode=0o700)
    place.symlink_to(kept)
    return True


def fits(needed: int) -> bool:
    """Whether so many bytes are put into memory."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return False
    return needed <= min(shutil.disk_usage(MEMORY).free // 2, psutil.virtual_memory().available // SHARE)


def is_lost(place: Path) -> bool:
    """Whether a directory was in memory, and the machine has lost it since."""
    return place.is_symlink() and not place.is_dir()


def remove(place: Path) -> None:
    """Remove a directory with its files, wherever they are; nothing when there is none."""
    if place.is_symlink():
        shutil.rmtree(_kept(place), ignore_errors=True)
        place.unlink()
    else:
        shutil.rmtree(place, ignore_errors=True)


def _kept(place: Path) -> Path:
    """The directory in memory: of this user and this path."""
    name = hashlib.sha256(bytes(place.absolute())).hexdigest()[:16]
    return MEMORY / f"syndic-backup-{os.getuid()}-{name}"

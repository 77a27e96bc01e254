"""Files that must not reach a disk: what foreign programs read a secret from, kept in the machine's memory.

They are made from `.env` whenever `syndic up` runs, and gone when the machine is switched off. Where a system has no
file system in memory (macOS) they lie in its directory for temporary files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from infra.local.errors import MemoryDirectoryError
from infra.local.layout import FIRST_REGION, MONITORING, SECOND_REGION, Layout

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - not for guessed names: `ensure` refuses what is somebody else's
MODE = 0o711
"""Others may pass through, as an account must that PostgreSQL runs as, and see no names; files are 0600."""


def beside(directory: Path) -> Path:
    """The counterpart of a directory in memory, made or not.

    A session's own directory (XDG_RUNTIME_DIR) is no place for it: that one goes when its user logs out, and what was
    started goes on.
    """
    usable = os.access(SHARED_MEMORY, os.W_OK | os.X_OK)
    name = hashlib.sha256(bytes(directory.resolve())).hexdigest()[:16]
    return (SHARED_MEMORY if usable else Path(tempfile.gettempdir())) / f"syndic-{os.geteuid()}-{name}"


def ensure(directory: Path) -> Path:
    """The counterpart of a directory in memory, made when it is missing.

    Raises:
        MemoryDirectoryError: something of that name is there that others could have prepared or could change.
    """
    path = beside(directory)
    try:
        path.mkdir(mode=MODE)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
            raise MemoryDirectoryError(path) from None
    return path


def remove_from_disk(layout: Layout) -> None:
    """Remove what earlier versions kept in the state directory and not in memory."""
    places = (
        (layout.certificates, "*.key"),
        (layout.object_store, "s3.json"),
        (layout.postgresql, "peer.password"),
        (layout.common / MONITORING / "postgres-exporter", "*"),
    )
    for directory, pattern in places:
        for path in directory.glob(pattern):
            path.unlink()


def remove_of(layout: Layout) -> None:
    """Remove everything that an environment has in memory."""
    regions = [layout.of_region(name) for name in (FIRST_REGION, SECOND_REGION)]
    stores = [directory for region in regions for directory in (region.object_store, region.postgresql)]
    for directory in (layout.common, layout.certificates, layout.common / MONITORING, *stores):
        shutil.rmtree(beside(directory), ignore_errors=True)

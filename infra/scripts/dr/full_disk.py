"""Takes the room of a region's write-ahead log away: a file system without any is mounted in its place."""

from __future__ import annotations

import os
from pathlib import Path

from infra import shell
from infra.local.layout import Layout
from infra.scripts.errors import InjectionNotPossibleError

SIZE = "64k"
"""Too small for one segment."""


def require(scenario: str) -> None:
    """Refuse where nothing can be mounted.

    Raises:
        InjectionNotPossibleError: this user cannot.
    """
    if os.geteuid() != 0:
        raise InjectionNotPossibleError(scenario, "only root may mount a file system that is full")


def fill(layout: Layout) -> None:
    """Leave no room for another segment."""
    place = _place(layout)
    owner = place.stat()
    options = f"size={SIZE},mode=700,uid={owner.st_uid},gid={owner.st_gid}"
    shell.run(["mount", "-t", "tmpfs", "-o", options, "full", str(place)])


def give_room(layout: Layout) -> None:
    """Undo it; nothing happens to a region that has room."""
    if _place(layout).is_mount():
        shell.run(["umount", "--lazy", str(_place(layout))])


def _place(layout: Layout) -> Path:
    return layout.postgresql / "data" / "pg_wal"

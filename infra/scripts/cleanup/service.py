"""What can be removed from the environment on this machine, and removing it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra import locks
from infra.local import deployment
from infra.local.layout import find_layout
from infra.scripts.cleanup.decision import Installed, Removal, decide
from infra.scripts.errors import require_this_machine
from infra.scripts.release.installation import Installation
from infra.scripts.release.progress import FileStore, Memory


@dataclass(frozen=True)
class Found:
    """Something that can be removed, and how large it is."""

    removal: Removal
    size: int
    """Bytes that are freed; a file that others share by a hard link frees nothing."""


class Cleanup:
    """The cleanup of one environment."""

    def __init__(self, environment: str, state_directory: Path | None) -> None:
        """Find it.

        Raises:
            UnsupportedEnvironmentError: it cannot be reached from here.
        """
        require_this_machine("Cleanup", environment)
        self._layout = find_layout(state_directory)
        self._installation = Installation(self._layout)

    def find(self, keep: int) -> list[Found]:
        """What can be removed."""
        installed = [_installed(self._installation, version) for version in self._installation.installed()]
        removals = decide(installed, self._needed(), self._installation.shared_parts(), keep)
        return [Found(removal, _size(removal.directory)) for removal in removals]

    def remove(self, keep: int) -> list[Found]:
        """Remove it.

        Raises:
            LockHeldError: a release, or something else that changes the environment, is under way.
        """
        with locks.hold(self._layout.lock, "syndic cleanup"):
            found = self.find(keep)
            for one in found:
                shutil.rmtree(one.removal.directory)
            return found

    def _needed(self) -> set[str]:
        """What runs, what is being released, and what the live release replaced."""
        meant = deployment.read(self._layout)
        running = {slot.release.version for slot in meant.slots.values()}
        book = Memory(FileStore(self._layout.common / "release.json")).read()
        plans = [book.under_way.plan] if book.under_way else []
        replaced = [ended.old.version for ended in book.ended if ended.new.version in running][:1]
        return {*running, *(side.version for plan in plans for side in (plan.old, plan.new)), *replaced}


def total(found: Sequence[Found]) -> int:
    """All that is freed, in bytes."""
    return sum(one.size for one in found)


def _installed(installation: Installation, version: str) -> Installed:
    release = installation.description(version)
    return Installed(
        version, release.source, release.python.parents[1], release.console, release.source.stat().st_mtime
    )


def _size(directory: Path) -> int:
    files = (path.lstat() for path in directory.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(found.st_size for found in files if found.st_nlink == 1)

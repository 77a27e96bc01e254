"""What can be removed from the environment on this machine, and removing it."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra import locks
from infra.local import colours, deployment, processes
from infra.local.errors import NotSetUpError
from infra.local.layout import find_layout
from infra.scripts.cleanup.decision import Installed, Removal, decide
from infra.scripts.cleanup.errors import ReleaseUnderWayError
from infra.scripts.cleanup.retention import RETENTION_SECONDS
from infra.scripts.cleanup.waste import Waste
from infra.scripts.errors import require_this_machine
from infra.scripts.release.installation import Installation
from infra.scripts.release.progress import FileStore, Memory
from server.settings import Process


class ThisMachine:
    """The environment on this machine."""

    def __init__(self, environment: str, state_directory: Path | None) -> None:
        """Find it.

        Raises:
            UnsupportedEnvironmentError: it cannot be reached from here.
        """
        require_this_machine("Cleanup", environment)
        self.layout = find_layout(state_directory)
        self._book = Memory(FileStore(self.layout.common / "release.json"))

    @contextmanager
    def alone(self) -> Generator[None]:
        """Keep everything else that changes the environment out.

        Raises:
            NotSetUpError: there is no environment.
            LockHeldError: a release, or something else that changes the environment, is under way.
            ReleaseUnderWayError: a release was begun and has not ended.
        """
        if not self.layout.lock.parent.is_dir():
            raise NotSetUpError(self.layout.state)
        with locks.hold(self.layout.lock, "syndic cleanup"):
            under_way = self._book.read().under_way
            if under_way is not None:
                raise ReleaseUnderWayError(under_way.plan.new.version)
            yield

    def needed(self) -> set[str]:
        """The versions that run, that are being released, and that the live release replaced."""
        meant = deployment.read(self.layout)
        running = {slot.release.version for slot in meant.slots.values()}
        book = self._book.read()
        plans = [book.under_way.plan] if book.under_way else []
        replaced = [ended.old.version for ended in book.ended if ended.new.version in running][:1]
        return {*running, *(side.version for plan in plans for side in (plan.old, plan.new)), *replaced}

    def retain(self, delete: bool) -> str:
        """Run the retention of the live release.

        Raises:
            NotSetUpError: the environment was never up.
            PlatformCommandError: the database or the store does not answer.
        """
        words = ("retention", "--delete") if delete else ("retention",)
        platform = colours.composed(self.layout).platform
        return processes.run_command(platform, Process.RETENTION, *words, timeout_seconds=RETENTION_SECONDS)


class Releases:
    """Releases that are installed on this machine."""

    called = "installed releases"

    def __init__(self, machine: ThisMachine, keep: int) -> None:
        self._machine = machine
        self._installation = Installation(machine.layout)
        self._keep = keep

    def find(self) -> list[Waste]:
        """Directories of releases that nothing needs."""
        return [_waste(removal) for removal in self._removals()]

    def remove(self) -> Iterator[Waste]:
        """Remove them."""
        for removal in self._removals():
            waste = _waste(removal)
            shutil.rmtree(removal.directory)
            yield waste

    def _removals(self) -> list[Removal]:
        installed = [_installed(self._installation, version) for version in self._installation.installed()]
        return decide(installed, self._machine.needed(), self._installation.shared_parts(), self._keep)


def _waste(removal: Removal) -> Waste:
    return Waste("release", str(removal.directory), removal.reason, _size(removal.directory))


def _installed(installation: Installation, version: str) -> Installed:
    release = installation.description(version)
    return Installed(
        version, release.source, release.python.parents[1], release.console, release.source.stat().st_mtime
    )


def _size(directory: Path) -> int:
    """Bytes that are freed; a file that others share by a hard link frees nothing."""
    files = (path.lstat() for path in directory.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(found.st_size for found in files if found.st_nlink == 1)

"""Brings a base backup to a moment: its files and the archived log are fetched, and replayed by a PostgreSQL apart."""

from __future__ import annotations

import gzip
import os
import shlex
import shutil
import tarfile
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from infra import shell
from infra.backups import download, wal
from infra.backups.base_backup import BASE, facts_of
from infra.backups.database import Database
from infra.backups.errors.moments import DamagedSegmentError, MomentNotReachedError, ReplayError, TargetNotReachedError
from infra.backups.keys import Keyring
from infra.backups.manifest import Manifest
from infra.backups.moments import Moment, Position
from infra.backups.repository import Repository
from infra.backups.sealing import Seal
from infra.backups.wal_store import WalStore
from infra.output import Progress as Display

WORKERS = 4
VERIFY_SECONDS = 4 * 3600.0

Replay = Callable[[Path, Mapping[str, str]], AbstractContextManager[Database]]
"""Replays the log on the data in a directory by itself, told how far by PostgreSQL's own settings, and runs it then."""


class Replayer:
    """Replays physical backups."""

    def __init__(
        self,
        repository: Repository,
        keyring: Keyring,
        replay: Replay,
        verify_program: Callable[[str], Path],
        display: Display,
    ) -> None:
        self._repository = repository
        self._keyring = keyring
        self._replay = replay
        self._program = verify_program
        self._display = display

    @contextmanager
    def replayed(self, manifest: Manifest, seal: Seal, directory: Path, moment: Moment) -> Generator[Database]:
        """A server as it was at a moment, for as long as the block lasts.

        Args:
            manifest: of a physical backup.
            seal: of it.
            directory: empty, or not there.
            moment: after the base backup.

        Raises:
            DamagedBackupError: part of the base is not what was written.
            DamagedSegmentError: a segment of the log is missing, or not what was written.
            MomentNotReachedError: the archived log ends before the moment.
            ReplayError: PostgreSQL refuses it.
        """
        server = directory / "postgresql"
        last, following, gap = self._fetch_log(manifest, server / "wal", moment)
        self._fetch_base(manifest, seal, directory / "fetched", server / "data")
        settings = {"restore_command": _restore_command(server / "wal"), **moment.settings()}
        with ExitStack() as running:
            try:
                with self._display.step(f"Replayed the log to {moment}"):
                    database = running.enter_context(self._replay(server, settings))
            except TargetNotReachedError as error:
                raise MomentNotReachedError(str(moment), last, following, gap=gap) from error
            yield database.named(manifest.database.name if manifest.database else database.name)

    def _fetch_base(self, manifest: Manifest, seal: Seal, fetched: Path, data: Path) -> None:
        with self._display.step("Fetched and decrypted every chunk of the base") as line:
            download.fetch(self._repository, manifest, seal, fetched, line.update)
        data.mkdir(mode=0o700, parents=True)
        with self._display.step("Compared every file with what the server sent"):
            with tarfile.open(fetched / BASE) as archive:
                archive.extractall(data, filter=_ours)  # noqa: S202 - filtered, and sealed by ourselves
            shutil.rmtree(fetched)
            argv = [str(self._program("pg_verifybackup")), "--no-parse-wal", "--quiet", str(data)]
            done = shell.run(argv, timeout_seconds=VERIFY_SECONDS, check=False)
            if done.code != 0:
                raise ReplayError((done.stdout + done.stderr).splitlines()[:5])

    def _fetch_log(self, manifest: Manifest, directory: Path, moment: Moment) -> tuple[str, str, bool]:
        """Fetch the log from the base on.

        Returns:
            The last segment, the one after it, and whether it lacks although later ones are there.
        """
        span = facts_of(manifest).span
        store = WalStore(self._repository, self._keyring, span.system)
        kept = set(store.names(span.segments[0]))
        for segment in wal.missing(span, kept):
            raise DamagedSegmentError(segment, "is missing")
        found, gap = wal.unbroken(span, kept)
        wanted = span.segments if isinstance(moment, Position) else found
        directory.mkdir(mode=0o700, parents=True)

        def fetch(segment: str) -> None:
            # Compressed again: a day of log is many times larger than the database.
            (directory / f"{segment}.gz").write_bytes(gzip.compress(store.get(segment), compresslevel=1))

        sentence = f"Fetched and decrypted {len(wanted)} segments of the log"
        with self._display.step(sentence), ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(fetch, wanted))
        return found[-1], wal.name(span.timeline, wal.number(found[-1]) + 1), gap


def _ours(member: tarfile.TarInfo, directory: str) -> tarfile.TarInfo | None:
    """A file as it is extracted: its rights are kept, and it belongs to whoever extracts it."""
    filtered = tarfile.tar_filter(member, directory)
    return filtered and filtered.replace(uid=os.geteuid(), gid=os.getegid(), uname="", gname="")


def _restore_command(directory: Path) -> str:
    """The command by which PostgreSQL takes a segment; %f and %p are its own."""
    place = shlex.quote(str(directory)).replace("%", "%%")
    return f'test -f {place}/%f.gz && gzip -dc {place}/%f.gz > "%p"'

"""Makes a base backup: a copy of the whole server while it runs, and the position from which its log is needed."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from infra.backups import archiving, clear_text, wal
from infra.backups import database as databases
from infra.backups.database import Database
from infra.backups.errors.backups import DumpError
from infra.backups.errors.moments import ArchiveBehindError
from infra.backups.kinds import Kind
from infra.backups.manifest import Manifest
from infra.backups.production import Producer, Production, require_room, stop
from infra.backups.wal import Span
from infra.backups.wal_store import WalStore

BASE = "base.tar"
QUIET_SECONDS = 60.0
ARCHIVE_SECONDS = 120.0
POLL_SECONDS = 0.2

StoreOf = Callable[[str], WalStore]
"""The archive of a server, by its system identifier."""


class BaseFacts(BaseModel):
    """What the manifest of a base backup tells besides what the database is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    system: str
    """System identifier of the server."""
    timeline: int
    start: str
    """Position from which the log is needed."""
    end: str
    """Position at which the database is what its facts say."""
    next_transaction: int
    """The first transaction that was not begun then."""
    restorable_from: datetime
    """The first moment that can be reached from this base."""

    @property
    def span(self) -> Span:
        """The part of the log without which the backup does not restore."""
        return Span(self.system, self.timeline, wal.position(self.start), wal.position(self.end))


def facts_of(manifest: Manifest) -> BaseFacts:
    """What a physical backup says about itself."""
    return BaseFacts.model_validate(manifest.details)


class BaseBackup(Producer):
    """A copy of a server's files by pg_basebackup; the log that belongs to it is in the archive."""

    kind = Kind.PHYSICAL

    def __init__(self, database: Database, maintenance: Database, store_of: StoreOf) -> None:
        """Prepare it.

        Args:
            database: the platform's, as a role that may read everything and replicate.
            maintenance: the database in which that role may switch to the next segment.
            store_of: where the log is archived.
        """
        self._database = database
        self._maintenance = maintenance
        self._store_of = store_of

    @contextmanager
    def producing(self, directory: Path) -> Generator[Production]:
        """Copy while the block runs; it is whole when the archive has the log up to its end."""
        needed = databases.size_bytes(self._database)
        if not clear_text.make(directory, needed):
            require_room(directory, needed)
        argv = [
            str(self._database.program("pg_basebackup")),
            # One stream, so that the file only grows; the log comes from the archive.
            "--pgdata=-",
            "--format=tar",
            "--wal-method=none",
            "--checkpoint=fast",
            "--no-password",
        ]
        with (directory / BASE).open("wb") as target, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(argv, env=self._database.variables(), stdout=target, stderr=errors)
            production = Production(lambda: False)

            def ended() -> bool:
                code = process.poll()
                if code is None:
                    return False
                if code != 0:
                    errors.seek(0)
                    raise DumpError("pg_basebackup", errors.read().decode(errors="replace"))
                if not production.details:
                    self._complete(directory / BASE, production)
                return True

            production.ended = ended
            try:
                yield production
            finally:
                stop(process)

    def _complete(self, base: Path, production: Production) -> None:
        """Count what the database is at a position after the copy, and wait until the archive has the log up to it."""
        timeline, start = read_start(base)
        copied = datetime.now(UTC)
        counted, following = databases.quiet_facts(self._database, QUIET_SECONDS)
        with self._maintenance.connect(autocommit=True) as connection:
            server = archiving.identify(connection)
            # A replay ends before the first record at the position, so there must be one.
            connection.execute("SELECT pg_current_xact_id()")
            connection.execute("SELECT pg_switch_wal()")
        found = BaseFacts(
            system=server.system,
            timeline=timeline,
            start=start,
            end=counted.log_position,
            next_transaction=following,
            restorable_from=copied,
        )
        await_archived(self._store_of(server.system), found.span, ARCHIVE_SECONDS)
        production.database = counted
        production.details = found.model_dump(mode="json")


def await_archived(store: WalStore, span: Span, seconds: float) -> None:
    """Wait until the archive has a part of the log.

    Raises:
        ArchiveBehindError: it does not get it.
    """
    deadline = time.monotonic() + seconds
    first = span.segments[0]
    while missing := wal.missing(span, store.names(first)):
        if time.monotonic() > deadline:
            raise ArchiveBehindError(missing, seconds)
        time.sleep(POLL_SECONDS)


def read_start(base: Path) -> tuple[int, str]:
    """The timeline of a base backup, and the position from which its log is needed."""
    with tarfile.open(base) as archive:
        content = archive.extractfile("backup_manifest")
        if content is None:
            raise DumpError("pg_basebackup", "it wrote no manifest")
        [span] = json.load(content)["WAL-Ranges"]
    return int(span["Timeline"]), str(span["Start-LSN"])

"""Archives the write-ahead log: pg_receivewal receives it, and every segment that is whole is sealed and stored.

The slot says what the archive has, and is moved on only after the store has a segment. So the server keeps what is not
archived yet, at most as much as max_slot_wal_keep_size allows, and everything that lies on this machine can be received
again. While the store does not answer nothing is received, so that the spool does not fill the disk instead.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from infra.backups import wal
from infra.backups.database import Database
from infra.backups.errors.moments import DamagedSegmentError, ReceiverEndedError
from infra.backups.keys import Keyring
from infra.backups.repository import Repository
from infra.backups.wal_store import WalStore

SLOT = "syndic_archive"
MOST_AHEAD = 32
"""Segments in the spool beyond which no more are received until they are stored: half a gigabyte."""
POLL_SECONDS = 0.2
STOP_SECONDS = 5


@dataclass(frozen=True)
class Server:
    """The server whose log is archived."""

    system: str
    """Its system identifier."""
    timeline: int


class Archiver:
    """The archiving of one server's log."""

    def __init__(
        self,
        database: Database,
        repository: Repository,
        keyring: Keyring,
        spool: Path,
        marks: Mapping[str, str],
        say: Callable[[str], None],
    ) -> None:
        """Prepare it.

        Args:
            database: any of the server's, as a role that may replicate.
            repository: where backups are kept.
            keyring: the first key encrypts.
            spool: directory for what was received and is not stored yet.
            marks: variables that the receiver is started with besides its own.
            say: is told what happened, a sentence at a time.
        """
        self._database = database
        self._repository = repository
        self._keyring = keyring
        self._spool = spool
        self._marks = marks
        self._say = say

    def run(self, stopped: Callable[[], bool], beat: Callable[[], None]) -> None:
        """Archive until told to stop.

        Args:
            stopped: whether to stop.
            beat: called whenever all is well.

        Raises:
            OperatorError: it cannot go on; another run does.
        """
        self._spool.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._database.connect(autocommit=True) as connection:
            server = identify(connection)
            store = WalStore(self._repository, self._keyring, server.system)
            archived = self._archived(connection)
            prepare_spool(self._spool, server.timeline, archived)
            while not stopped():
                archived = self._store_all(connection, store, archived, stopped)
                with self._receiving() as ended:
                    while not stopped() and len(waiting(self._spool, archived)) <= MOST_AHEAD:
                        ended()
                        archived = self._store_next(connection, store, archived)
                        beat()
                        time.sleep(POLL_SECONDS)

    def _archived(self, connection: psycopg.Connection) -> int:
        """How far the archive has the log; the slot is made when there is none, or when it was too far behind."""
        row = connection.execute(
            "SELECT restart_lsn::text, wal_status FROM pg_replication_slots WHERE slot_name = %s", (SLOT,)
        ).fetchone()
        if row is not None and (row[0] is None or row[1] == "lost"):
            self._say("The server has given up log that was not archived; moments in it can not be restored.")
            connection.execute("SELECT pg_drop_replication_slot(%s)", (SLOT,))
            row = None
        if row is None:
            self._say(f"Made the slot {SLOT}; moments from the next physical backup on can be restored.")
            return _make_slot(connection)
        return wal.position(str(row[0]))

    def _store_all(
        self, connection: psycopg.Connection, store: WalStore, archived: int, stopped: Callable[[], bool]
    ) -> int:
        while waiting(self._spool, archived) and not stopped():
            archived = self._store_next(connection, store, archived)
        return archived

    def _store_next(self, connection: psycopg.Connection, store: WalStore, archived: int) -> int:
        """Store the oldest segment that waits, and let the server forget it."""
        for segment in waiting(self._spool, archived)[:1]:
            if wal.number(segment) != archived // wal.SEGMENT_BYTES:
                raise DamagedSegmentError(segment, f"was received, and the one at {wal.as_text(archived)} was not")
            store.put(segment, (self._spool / segment).read_bytes())
            archived = wal.end(segment)
            connection.execute("SELECT pg_replication_slot_advance(%s, %s::pg_lsn)", (SLOT, wal.as_text(archived)))
            for path in self._spool.iterdir():
                if wal.SEGMENT.match(path.name) and wal.number(path.name) <= wal.number(segment):
                    path.unlink()
            self._say(f"Archived {segment}.")
        return archived

    @contextmanager
    def _receiving(self) -> Generator[Callable[[], None]]:
        """Receive while the block runs; what it yields raises when the receiver has ended."""
        argv = [
            str(self._database.program("pg_receivewal")),
            f"--directory={self._spool}",
            "--no-loop",
            "--no-password",
        ]
        with tempfile.TemporaryFile() as output:
            variables = {**self._database.variables(), **self._marks}
            process = subprocess.Popen(argv, env=variables, cwd=self._spool, stdout=output, stderr=output)

            def ended() -> None:
                if process.poll() is not None:
                    output.seek(0)
                    raise ReceiverEndedError(output.read().decode(errors="replace"))

            try:
                yield ended
            finally:
                process.terminate()
                try:
                    process.wait(timeout=STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _make_slot(connection: psycopg.Connection) -> int:
    """Make the slot at the segment that is being written; returns where that begins."""
    connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", (SLOT,))
    at = _written(connection)
    if at < 2 * wal.SEGMENT_BYTES:
        # The receiver cannot be told to begin with the first segment of all.
        connection.execute("SELECT pg_current_xact_id()")
        connection.execute("SELECT pg_switch_wal()")
        at = _written(connection)
    begin = at // wal.SEGMENT_BYTES * wal.SEGMENT_BYTES
    connection.execute("SELECT pg_replication_slot_advance(%s, %s::pg_lsn)", (SLOT, wal.as_text(begin)))
    return begin


def _written(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT pg_current_wal_lsn()::text").fetchone()
    assert row is not None  # noqa: S101 - a function of one row
    return wal.position(str(row[0]))


def identify(connection: psycopg.Connection) -> Server:
    """Which server it is."""
    row = connection.execute(
        "SELECT system_identifier::text, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int"
        " FROM pg_control_system()"
    ).fetchone()
    assert row is not None  # noqa: S101 - a function of one row
    return Server(str(row[0]), int(row[1]))


def waiting(spool: Path, archived: int) -> list[str]:
    """The whole segments in the spool that the archive does not have, the oldest first."""
    return sorted(
        path.name
        for path in spool.iterdir()
        if wal.SEGMENT.match(path.name) and wal.number(path.name) >= archived // wal.SEGMENT_BYTES
    )


def prepare_spool(spool: Path, timeline: int, archived: int) -> None:
    """Have the receiver go on where the archive ends.

    pg_receivewal goes on after what lies in its directory. What is there of another timeline, or does not follow on
    what is archived, is received again; where nothing is left, an empty file takes the place of the segment before.
    """
    first = archived // wal.SEGMENT_BYTES
    ours = [path for path in spool.iterdir() if wal.SEGMENT.match(path.name.removesuffix(".partial"))]
    kept = sorted(
        wal.number(path.name) for path in ours if wal.timeline(path.name) == timeline and wal.number(path.name) >= first
    )
    if kept != list(range(first, first + len(kept))):
        kept = []
    for path in spool.iterdir():
        name = path.name.removesuffix(".partial")
        if not wal.SEGMENT.match(name) or wal.timeline(name) != timeline or wal.number(name) not in kept:
            path.unlink()
    if not kept and first > 0:
        with (spool / wal.name(timeline, first - 1)).open("wb") as placeholder:
            placeholder.truncate(wal.SEGMENT_BYTES)

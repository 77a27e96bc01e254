"""Takes files to the repository in chunks, while they are still being written: compressed, encrypted, remembered.

A chunk is remembered once the store has it, so that an upload that was cut off goes on where it was.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import zstandard
from pydantic import BaseModel, ConfigDict, ValidationError

from infra.backups.manifest import Chunk, File
from infra.backups.repository import Repository
from infra.backups.sealing import Seal
from infra.backups.throttle import Throttle

CHUNK_BYTES = 8 * 1024 * 1024
COMPRESSION_LEVEL = 2
"""Of zstd. Compressing is most of what a backup costs, beside servers that want the same processors: level 3, which the
program takes by default, needs 1.5 to 2.6 times as long to store nothing (rows) to 16% (source code) less."""
WORKERS = 4
POLL_SECONDS = 0.02


class Stored(BaseModel):
    """A chunk that the store has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    index: int
    chunk: Chunk


class Ledger:
    """The chunks of a backup that are stored, in a file with a line each. A line that a crash cut off is ignored."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def read(self) -> dict[tuple[str, int], Chunk]:
        """Every chunk that is stored."""
        found: dict[tuple[str, int], Chunk] = {}
        for line in self._path.read_text().splitlines() if self._path.is_file() else ():
            try:
                entry = Stored.model_validate_json(line)
            except ValidationError:
                continue
            found[entry.file, entry.index] = entry.chunk
        return found

    def add(self, entry: Stored) -> None:
        """Remember a chunk; begins a new line, whatever stands before it."""
        with self._lock, self._path.open("a") as file:
            file.write(f"\n{entry.model_dump_json()}\n")


@dataclass(frozen=True)
class Piece:
    """Bytes of a file that become a chunk."""

    path: Path
    index: int
    size: int


class Uploader:
    """The upload of one backup."""

    def __init__(self, repository: Repository, backup: str, seal: Seal, ledger: Ledger, throttle: Throttle) -> None:
        self._repository = repository
        self._backup = backup
        self._seal = seal
        self._ledger = ledger
        self._throttle = throttle

    def follow(self, directory: Path, ended: Callable[[], bool], show: Callable[[str], None]) -> tuple[File, ...]:
        """Upload every file of a directory while it grows, until nobody writes there any more.

        Args:
            directory: files are only appended to.
            ended: whether everything is written; an exception of it ends the upload.
            show: is told how far it is.

        Returns:
            The files with their chunks.

        Raises:
            StorageError: the store does not take a chunk.
        """
        done = self._ledger.read()
        known = set(done)
        running: set[Future[Stored]] = set()
        with ThreadPoolExecutor(WORKERS) as pool:
            try:
                while True:
                    whole = ended()
                    for piece in _pieces(directory, known, whole=whole):
                        known.add((piece.path.name, piece.index))
                        running.add(pool.submit(self._store, piece))
                        running = _collect(running, done, at_most=2 * WORKERS)
                        show(f"{sum(chunk.size for chunk in done.values()) / 1e6:,.0f} MB")
                    if whole:
                        break
                    running = _collect(running, done, at_most=2 * WORKERS)
                    time.sleep(POLL_SECONDS)
                _collect(running, done, at_most=0)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return tuple(_file(path.name, done) for path in sorted(directory.iterdir()))

    def _store(self, piece: Piece) -> Stored:
        with piece.path.open("rb") as file:
            file.seek(piece.index * CHUNK_BYTES)
            content = file.read(piece.size)
        packed = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(content)
        stored = self._seal.encrypt(piece.path.name, piece.index, packed)
        self._throttle.take(len(stored))
        self._repository.write_chunk(self._backup, piece.path.name, piece.index, stored)
        chunk = Chunk(size=len(content), stored=len(stored), sha256=hashlib.sha256(stored).hexdigest())
        entry = Stored(file=piece.path.name, index=piece.index, chunk=chunk)
        self._ledger.add(entry)
        return entry


def _pieces(directory: Path, known: set[tuple[str, int]], *, whole: bool) -> list[Piece]:
    """The parts of files that can be uploaded now; the last part of a file only once it will not grow."""
    found: list[Piece] = []
    for path in sorted(directory.iterdir()) if directory.is_dir() else ():
        full, rest = divmod(path.stat().st_size, CHUNK_BYTES)
        sizes = [CHUNK_BYTES] * full + ([rest] if whole and rest else [])
        found += [Piece(path, index, size) for index, size in enumerate(sizes) if (path.name, index) not in known]
    return found


def _collect(running: set[Future[Stored]], done: dict[tuple[str, int], Chunk], *, at_most: int) -> set[Future[Stored]]:
    """Wait until no more than so many are running; what has ended is taken over."""
    open_ones = running
    while True:
        ended = {future for future in open_ones if future.done()}
        for future in ended:
            entry = future.result()
            done[entry.file, entry.index] = entry.chunk
        open_ones = open_ones - ended
        if len(open_ones) <= at_most:
            return open_ones
        wait(open_ones, return_when=FIRST_COMPLETED)


def _file(name: str, done: dict[tuple[str, int], Chunk]) -> File:
    count = sum(1 for file, _index in done if file == name)
    return File(name=name, chunks=tuple(done[name, index] for index in range(count)))

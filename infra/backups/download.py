"""Brings the files of a backup back: every chunk is compared with the manifest, decrypted and unpacked."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import zstandard

from infra.backups.errors.backups import DamagedBackupError
from infra.backups.manifest import Chunk, Manifest
from infra.backups.repository import Repository
from infra.backups.sealing import Seal
from infra.backups.upload import CHUNK_BYTES, WORKERS


def fetch(
    repository: Repository,
    manifest: Manifest,
    seal: Seal,
    directory: Path,
    show: Callable[[str], None],
    files: Collection[str] | None = None,
) -> None:
    """Write the files of a backup into a directory.

    Args:
        repository: where the backup is.
        manifest: of the backup, proved.
        seal: of the backup.
        directory: made when it does not exist; files of these names are replaced.
        show: is told how far it is.
        files: the names that are wanted; all when absent.

    Raises:
        DamagedBackupError: a chunk is missing or is not what was written; it is named.
        StorageError: the store does not answer.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    wanted = [file for file in manifest.files if files is None or file.name in files]
    total, fetched = sum(file.size for file in wanted), 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for file in wanted:
            descriptor = os.open(directory / file.name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                jobs = (
                    partial(_chunk, repository, manifest.id, seal, file.name, *one) for one in enumerate(file.chunks)
                )
                for index, content in enumerate(_in_order(pool, jobs)):
                    os.pwrite(descriptor, content, index * CHUNK_BYTES)
                    fetched += len(content)
                    show(f"{fetched / 1e6:,.0f} of {total / 1e6:,.0f} MB")
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            finally:
                os.close(descriptor)


def _in_order(pool: Executor, jobs: Iterable[Callable[[], bytes]]) -> Iterator[bytes]:
    """The results of jobs in their order, of which only a few are done ahead: each is a chunk in memory."""
    ahead: deque[Future[bytes]] = deque()
    for job in jobs:
        ahead.append(pool.submit(job))
        if len(ahead) >= 2 * WORKERS:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def _chunk(repository: Repository, backup: str, seal: Seal, file: str, index: int, chunk: Chunk) -> bytes:
    stored = repository.chunk(backup, file, index)
    part = f"chunk {index} of {file}"
    if hashlib.sha256(stored).hexdigest() != chunk.sha256:
        raise DamagedBackupError(backup, part, "is not what was written")
    packed = seal.decrypt(file, index, stored)
    if packed is None:
        raise DamagedBackupError(backup, part, "does not belong there")
    return zstandard.ZstdDecompressor().decompress(packed, max_output_size=chunk.size)

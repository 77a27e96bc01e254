"""`python -m bench.backups`: a backup, its verification and its restore, beside the plain pipeline of the same data.

The plain pipeline is `pg_dump | zstd | upload`, without encryption, without counting, into the same store.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import obstore
import psycopg
from psycopg import sql

from bench.platform import Platform, running_platform
from bench.report import BenchError, Figure, show
from infra.backups.kinds import Kind
from infra.output import Progress
from infra.scripts.backup.embedded import Parts, find_parts
from infra.scripts.backup.service import Options, open_backups

ROW_BYTES = 1000
BATCH = 200_000
CHUNK = 8 * 1024 * 1024
TABLES = 4

FILL = """
    INSERT INTO {table}
    SELECT n, (SELECT string_agg(md5(n::text || i::text), ' ') FROM generate_series(1, 20) i)
              || repeat(md5((n %% 1000)::text) || ' finding recorded by a rule; ', 6)
    FROM generate_series(%s::bigint, %s::bigint) n
"""
"""Text that compresses to about a third, as documents do."""


@dataclass
class Timer:
    """Seconds of a block."""

    seconds: float = 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.backups", description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=5, help="size of the data as a dump has it (default 5)")
    parser.add_argument("--jobs", type=int, default=2, help="tables that are dumped at the same time (default 2)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    with running_platform() as platform:
        fill(platform, given.gigabytes)
        show(measure(platform, given.jobs), as_json=given.json)


def fill(platform: Platform, gigabytes: float) -> None:
    """Put rows into tables of the platform's database."""
    parts = find_parts(platform.layout, "development")
    rows = int(gigabytes * 1e9 / ROW_BYTES / TABLES)
    with psycopg.connect(parts.server().named("syndic").url, autocommit=True) as connection:
        for table in range(TABLES):
            name = sql.Identifier(f"bulk_{table}")
            connection.execute(sql.SQL("CREATE TABLE {} (id bigint PRIMARY KEY, body text)").format(name))
            connection.execute(sql.SQL("ALTER TABLE {} OWNER TO syndic_owner").format(name))
            connection.execute(sql.SQL("GRANT SELECT ON {} TO syndic_backup").format(name))
            for first in range(1, rows + 1, BATCH):
                query = sql.SQL(FILL).format(table=name)
                connection.execute(query, (first, min(first + BATCH - 1, rows)))
        connection.execute("CHECKPOINT")


def measure(platform: Platform, jobs: int) -> list[Figure]:
    """The pipeline before and after the backup, so that neither has the warmer cache; then the way back."""
    parts = find_parts(platform.layout, "development")
    backups = open_backups("development", platform.layout.state, Progress())
    options = Options(jobs=jobs)
    plain(parts)
    first, size = plain(parts)
    with timed() as creating:
        [made] = backups.create([Kind.LOGICAL], options)
    second, _ = plain(parts)
    with timed() as verifying:
        result = backups.verify(made.id, options)
    if result.outcome != "succeeded":
        raise BenchError("; ".join(result.failures))
    with timed() as restoring:
        backups.restore(made.id, options)
    backups.confirm()
    megabytes = made.size / 1e6
    pipeline = (first + second) / 2
    took = f"{first:.1f} s and {second:.1f} s; {size / 1e6:,.0f} MB compressed"
    return [
        Figure("data", megabytes, "MB", f"{made.stored / 1e6:,.0f} MB compressed and encrypted"),
        Figure("pg_dump | zstd -3 | upload", megabytes / pipeline, "MB/s", took),
        Figure("syndic backup create", megabytes / creating.seconds, "MB/s", f"{creating.seconds:.1f} s"),
        Figure("ratio", pipeline / creating.seconds, "", "above 1: faster than the pipeline"),
        Figure("syndic backup verify", verifying.seconds, "s", "fetched, restored into a scratch database and proved"),
        Figure("syndic backup restore", restoring.seconds, "s", "the same beside the live database, and swapped in"),
    ]


def plain(parts: Parts) -> tuple[float, int]:
    """Seconds that the plain pipeline takes, and the bytes it stores."""
    database, store = parts.database(), parts.copies().copy
    with timed() as taken:
        argv = [str(database.program("pg_dump")), "--format=custom", "--compress=none", "--no-password"]
        with (
            subprocess.Popen(argv, env=database.variables(), stdout=subprocess.PIPE) as dump,
            subprocess.Popen(["zstd", "-3", "-q", "-c"], stdin=dump.stdout, stdout=subprocess.PIPE) as packer,
        ):
            packed = chunks(packer.stdout) if packer.stdout else iter(())
            obstore.put(store, "plain-pipeline", packed, use_multipart=True, max_concurrency=4)
        if dump.returncode or packer.returncode:
            raise BenchError(f"pg_dump ended with {dump.returncode}, zstd with {packer.returncode}")
    size = obstore.head(store, "plain-pipeline")["size"]
    obstore.delete(store, ["plain-pipeline"])
    return taken.seconds, size


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """A stream in pieces."""
    while content := stream.read(CHUNK):
        yield content


@contextmanager
def timed() -> Generator[Timer]:
    """Measure a block."""
    timer, started = Timer(), time.monotonic()
    yield timer
    timer.seconds = time.monotonic() - started


if __name__ == "__main__":
    main()

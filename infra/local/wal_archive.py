"""The archiver of PostgreSQL's log as a service: it runs once somebody asked for backups that reach every moment.

It is not there from the beginning, because it makes the server write a segment a minute, which a machine that is tried
out need not keep.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql

from infra.local.files import make_private_directory, write_atomically
from infra.local.layout import Layout
from infra.local.postgresql import SUPERUSER, Cluster, Role
from infra.local.postgresql_roles import pair_of
from infra.local.programs import Program
from infra.local.services import Service, with_digest
from server import __version__

NAME = "wal-archiver"
MODULE = "infra.scripts.backup.archiver"
ARCHIVE_TIMEOUT = "60s"
"""Longest time that what was written waits for its segment to be full."""
FRESH_SECONDS = 30.0
"""A report older than this was not written by an archiver that works; it reports several times a second."""


def is_on(layout: Layout) -> bool:
    """Whether the log of this environment is archived."""
    return _switch(layout).is_file()


def turn_on(layout: Layout) -> None:
    """Have the log archived from the next `up` on, and after every later one."""
    write_atomically(_switch(layout), "")


def spool(layout: Layout) -> Path:
    """Where the archiver of a region keeps what is not stored yet."""
    return layout.state / NAME / "spool"


def report(layout: Layout, problem: str) -> None:
    """Say how the archiver is.

    Args:
        layout: of its region.
        problem: why it does not work; empty when it does.
    """
    write_atomically(_report(layout), json.dumps({"at": time.time(), "problem": problem}))


def unready_reason(layout: Layout) -> str | None:
    """Why the log is not archived now, as a clause; None when it is."""
    try:
        found = json.loads(_report(layout).read_text())
        at, problem = float(found["at"]), str(found["problem"])
    except (OSError, ValueError, KeyError, TypeError):
        return "it has not reported yet"
    if problem:
        return problem
    return None if time.time() - at < FRESH_SECONDS else "it has not reported lately"


def service(layout: Layout, cluster: Cluster) -> Service:
    """The archiver as a service of the region whose database takes writes."""
    return Service(
        name=NAME,
        ports=(),
        version=__version__,
        configure=lambda: _configure(layout),
        unready=lambda: unready_reason(layout),
        before_start=lambda: prepare(layout, cluster),
    )


def prepare(layout: Layout, cluster: Cluster) -> None:
    """Let the role of backups receive the log, end a segment, and have the server end one in time."""
    make_private_directory(spool(layout))
    _report(layout).unlink(missing_ok=True)
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for login in pair_of(Role.BACKUP):
            connection.execute(sql.SQL("ALTER ROLE {} REPLICATION").format(sql.Identifier(login)))
        connection.execute(
            sql.SQL("GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {}").format(sql.Identifier(Role.BACKUP))
        )
        connection.execute(sql.SQL("ALTER SYSTEM SET archive_timeout = {}").format(sql.Literal(ARCHIVE_TIMEOUT)))
        connection.execute("SELECT pg_reload_conf()")


def _configure(layout: Layout) -> Program:
    return with_digest(
        Program(
            name=NAME,
            argv=(sys.executable, "-m", MODULE, "--state-dir", str(layout.common), "--region", layout.region),
            directory=layout.checkout,
            environment={"PYTHONUNBUFFERED": "1"},
        ),
        __version__,
    )


def _switch(layout: Layout) -> Path:
    return layout.common / "backups" / "archives-log"


def _report(layout: Layout) -> Path:
    return layout.state / NAME / "report.json"

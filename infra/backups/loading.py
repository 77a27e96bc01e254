"""Loads the files of a logical backup into an empty database."""

from __future__ import annotations

import re
from pathlib import Path

from psycopg import sql

from infra import shell
from infra.backups.database import Database
from infra.backups.errors.backups import DumpError

LOAD_SECONDS = 12 * 3600.0
EXTENSION = re.compile(r"^\d+; \d+ \d+ EXTENSION - (\S+)", re.MULTILINE)
NOT_OURS = re.compile(r"^\d+;.*\b(EXTENSION|COMMENT - EXTENSION|PUBLICATION|SUBSCRIPTION)\b")
"""What only an administrator may make, in the list of a dump's contents."""


def make_database(server: Database, name: str, owner: str) -> Database:
    """Make an empty database.

    Raises:
        DatabaseRefusedError: it exists, or may not be made.
    """
    with server.connect(autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(name), sql.Identifier(owner)
            )
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    return server.named(name)


def drop_database(server: Database, name: str) -> None:
    """Drop a database with its sessions; nothing when there is none."""
    with server.connect(autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def exists(server: Database, name: str) -> bool:
    """Whether a server has a database."""
    with server.connect() as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def copy_grants(server: Database, live: str, restored: str) -> None:
    """Let the roles that may connect to the live database connect to the restored one; a dump does not say who may."""
    with server.connect(autocommit=True) as connection:
        roles = connection.execute(
            "SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname NOT LIKE 'pg\\_%%'"
            " AND has_database_privilege(rolname, %s, 'CONNECT')",
            (live,),
        ).fetchall()
        for (role,) in roles:
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(restored), sql.Identifier(role))
            )


def load(database: Database, files: Path, owner: str, jobs: int, tables: tuple[str, ...] = ()) -> None:
    """Load a dump; everything belongs to the owner.

    Args:
        database: as an administrator, or as somebody who may become the owner.
        files: the directory that pg_dump wrote.
        owner: role that owns what is made.
        jobs: tables loaded at the same time.
        tables: only the definition and the rows of these; everything when empty.

    Raises:
        DumpError: pg_restore failed.
    """
    listing = files.parent / "contents"
    contents = _contents(database, files)
    with database.connect(autocommit=True) as connection:
        for name in EXTENSION.findall(contents):
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
    listing.write_text("".join(f"{line}\n" for line in contents.splitlines() if not NOT_OURS.match(line)))
    argv = [
        str(database.program("pg_restore")),
        "--format=directory",
        "--exit-on-error",
        "--no-owner",
        "--no-password",
        f"--role={owner}",
        f"--jobs={jobs}",
        f"--dbname={database.name}",
        f"--use-list={listing}",
        *(f"--table={table}" for table in tables),
        str(files),
    ]
    done = shell.run(argv, environment=database.variables(), timeout_seconds=LOAD_SECONDS, check=False)
    if done.code != 0:
        raise DumpError("pg_restore", done.stderr)


def swap(server: Database, live: str, restored: str, kept: str) -> None:
    """Put a restored database in the place of the live one, which is kept under another name, in one step.

    Sessions of the live database are ended; processes connect again and find the restored one. Repeated after it was
    done, it does nothing.

    Raises:
        DatabaseRefusedError: a session could not be ended, or a name is not free.
    """
    with server.connect() as connection:
        names = {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}
        if restored not in names and kept in names:
            return
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        # Nobody may connect between the end of the sessions and the new name.
        for name in (live, restored):
            connection.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
        connection.commit()
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ANY(%s)",
                ([live, restored],),
            )
            connection.execute(rename.format(sql.Identifier(live), sql.Identifier(kept)))
            connection.execute(rename.format(sql.Identifier(restored), sql.Identifier(live)))
            connection.commit()
        finally:
            connection.rollback()
            _allow_connections(server, (live, restored, kept))


def _allow_connections(server: Database, names: tuple[str, ...]) -> None:
    with server.connect(autocommit=True) as connection:
        for name in names:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                connection.execute(
                    sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS true").format(sql.Identifier(name))
                )


def _contents(database: Database, files: Path) -> str:
    """The dump's list of contents."""
    argv = [str(database.program("pg_restore")), "--format=directory", "--list", str(files)]
    done = shell.run(argv, environment=database.variables(), check=False)
    if done.code != 0:
        raise DumpError("pg_restore --list", done.stderr)
    return done.stdout

"""Loads the files of a logical backup into an empty database."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
from psycopg import sql

from infra import shell
from infra.backups.database import Database
from infra.backups.errors.backups import DumpError

LOAD_SECONDS = 12 * 3600.0
EXTENSION = re.compile(r"^\d+; \d+ \d+ EXTENSION - (\S+)", re.MULTILINE)
NOT_OURS = re.compile(r"^\d+;.*\b(EXTENSION|COMMENT - EXTENSION|PUBLICATION|SUBSCRIPTION)\b")
"""What only an administrator may make, in the list of a dump's contents."""
OURS = "syndic_"
"""How the names of the platform's roles begin."""

_RENAME = sql.SQL("ALTER DATABASE {} RENAME TO {}")
_CONNECTIONS = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")


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
        return _exists(connection, name)


def copy_grants(server: Database, live: str, restored: str) -> None:
    """Let the roles that may connect to the live database connect to the restored one; a dump does not say who may.

    Where there is no live one, these are the platform's own, by their names.
    """
    with server.connect(autocommit=True) as connection:
        if _exists(connection, live):
            allowed, name = "has_database_privilege(rolname, %s, 'CONNECT')", live
        else:
            allowed, name = "starts_with(rolname, %s)", OURS
        roles = connection.execute(
            f"SELECT rolname FROM pg_roles WHERE NOT rolsuper AND rolname NOT LIKE 'pg\\_%%' AND {allowed}",  # noqa: S608
            (name,),
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


def swap(server: Database, live: str, restored: str, kept: str, holder: psycopg.Connection | None = None) -> None:
    """Put a restored database in the place of the live one, which is kept under another name, in one step.

    Sessions of the live database are ended; processes connect again and find the restored one. Repeated after it was
    done, it does nothing.

    Args:
        server: the maintenance database, as the administrator.
        live: name of the live database.
        restored: name of the database that takes its place.
        kept: name that the live one gets.
        holder: a session of the live database that holds what nobody else may get there; it is ended after all others.

    Raises:
        DatabaseRefusedError: a session could not be ended, or a name is not free.
    """
    with server.connect() as connection:
        names = {str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")}
        if restored not in names and kept in names:
            return
        # Nobody may connect between the end of the sessions and the new name.
        for name in (live, restored):
            connection.execute(_CONNECTIONS.format(sql.Identifier(name), sql.SQL("false")))
        connection.commit()
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ANY(%s) AND pid <> %s",
                ([live, restored], holder.info.backend_pid if holder else 0),
            )
            if holder:
                holder.close()
            for name, following in ((live, kept), (restored, live)):
                connection.execute(_RENAME.format(sql.Identifier(name), sql.Identifier(following)))
            # In the same step: whoever is killed here leaves no database that lets nobody in.
            for name in (live, kept):
                connection.execute(_CONNECTIONS.format(sql.Identifier(name), sql.SQL("true")))
            connection.commit()
        except BaseException:
            connection.rollback()
            allow_connections(server, live, restored)
            raise


def put_in_place(server: Database, restored: str, live: str) -> None:
    """Give a restored database the name of the live one, of which there is none; nothing when it has it.

    Raises:
        DatabaseRefusedError: somebody made one meanwhile.
    """
    with server.connect(autocommit=True) as connection:
        if _exists(connection, restored) or not _exists(connection, live):
            connection.execute(_RENAME.format(sql.Identifier(restored), sql.Identifier(live)))


def allow_connections(server: Database, *names: str) -> None:
    """Let roles connect to databases again that a swap which was cut off closed."""
    with server.connect(autocommit=True) as connection:
        for name in names:
            if _exists(connection, name):
                connection.execute(_CONNECTIONS.format(sql.Identifier(name), sql.SQL("true")))


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _contents(database: Database, files: Path) -> str:
    """The dump's list of contents."""
    argv = [str(database.program("pg_restore")), "--format=directory", "--list", str(files)]
    done = shell.run(argv, environment=database.variables(), check=False)
    if done.code != 0:
        raise DumpError("pg_restore --list", done.stderr)
    return done.stdout

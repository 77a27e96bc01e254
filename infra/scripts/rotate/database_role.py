"""Rotates the pair of login roles of a database role: the idle one gets a new password and takes over.

The role that owns the grants stays the same, so nothing has to be granted while the platform serves.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import psycopg

from infra.local import credentials
from infra.local.credentials import DatabaseNames
from infra.local.postgresql import DATABASE, SUPERUSER, Cluster, Role
from infra.local.postgresql_roles import end_login, pair_of, set_password
from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.errors import CredentialRefusedError
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.progress import Progress

QUEUE_CONNECTIONS = "syndic-worker-queue"
"""Application whose one connection that listens is idle for ever; it opens again by itself when it is ended."""

USERS = "SELECT application_name, count(*) FROM pg_stat_activity WHERE usename = %s AND NOT (state = 'idle' AND "
USERS += "application_name = %s) GROUP BY 1 ORDER BY 1"


class DatabaseRole(Credential):
    """The login roles of one database role."""

    kind = Kind.DATABASE_ROLE

    def __init__(self, role: Role, env_file: Path, cluster: Cluster, fleet: Fleet) -> None:
        self.name = f"database-{role.name.lower()}"
        self._role = role
        self._names = DatabaseNames(role)
        self._env_file = env_file
        self._cluster = cluster
        self._fleet = fleet
        self._candidate: tuple[str, str] | None = None

    def current(self) -> str:
        """The login role in use."""
        return credentials.read(self._env_file)[self._names.user]

    def create(self, progress: Progress) -> str:
        """Give the idle login role a new password."""
        first, second = pair_of(self._role)
        idle = second if progress.old == first else first
        password = secrets.token_urlsafe(30)
        with self._administrator() as connection:
            set_password(connection, idle, password)
        self._candidate = (idle, password)
        return idle

    def holds(self, new: str) -> bool:
        """Whether this run set the password."""
        return self._candidate is not None and self._candidate[0] == new

    def not_accepted(self, progress: Progress) -> str | None:
        """Sign in with it, and look whether it may act as the role."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        user, password = self._candidate
        try:
            with psycopg.connect(
                host="127.0.0.1",
                port=self._cluster.port,
                dbname=DATABASE,
                user=user,
                password=password,
                connect_timeout=5,
            ) as connection:
                member = connection.execute("SELECT pg_has_role(%s, 'MEMBER')", (str(self._role),)).fetchone()
        except psycopg.OperationalError:
            return f"the database does not let {user} in"
        return None if member and member[0] else f"{user} is not a member of {self._role}"

    def store(self, progress: Progress) -> None:
        """Name the other login role, with its password, in one step."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        user, password = self._candidate
        credentials.replace(self._env_file, {self._names.user: user, self._names.password: password})

    def not_in_use(self, progress: Progress) -> str | None:
        """Ask the processes."""
        return self._fleet.behind(progress.stored_at)

    def still_used(self, progress: Progress) -> str | None:
        """Look for sessions of the old login role."""
        with self._administrator() as connection:
            found = connection.execute(USERS, (progress.old, QUEUE_CONNECTIONS)).fetchall()
        listed = ", ".join(f"{count} of {application or 'an unnamed program'}" for application, count in found)
        return f"it has sessions: {listed}" if found else None

    def revoke(self, progress: Progress) -> None:
        """Take its password and its right to sign in, and end what is left of it."""
        with self._administrator() as connection:
            end_login(connection, progress.old)

    def not_refused(self, progress: Progress) -> str | None:
        """Look whether it may sign in or still is."""
        with self._administrator() as connection:
            row = connection.execute(
                "SELECT rolcanlogin OR EXISTS (SELECT FROM pg_stat_activity WHERE usename = rolname) "
                "FROM pg_roles WHERE rolname = %s",
                (progress.old,),
            ).fetchone()
        return f"{progress.old} is signed in or may sign in" if row and row[0] else None

    def _administrator(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self._cluster.url(SUPERUSER, "postgres"), autocommit=True, connect_timeout=5)
        except psycopg.OperationalError:
            what = "The administrator's connection to the database"
            raise CredentialRefusedError(what, "it does not answer; see `syndic status`") from None

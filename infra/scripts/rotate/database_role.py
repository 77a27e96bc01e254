"""Rotates the pair of login roles of a database role: the idle one gets a new password and takes over.

The role that owns the grants stays the same, so nothing has to be granted while the platform serves.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from infra.local.postgresql import Role
from infra.local.postgresql_roles import end_login, ensure_member, pair_of, set_password
from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.errors import CredentialRefusedError, NotAsRememberedError
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.place import PASSWORD, USER, Place
from infra.scripts.rotate.progress import Progress

QUEUE_CONNECTIONS = "syndic-worker-queue"
"""Application whose one connection that listens is idle for ever; it opens again by itself when it is ended."""

USERS = "SELECT application_name, count(*) FROM pg_stat_activity WHERE usename = %s AND NOT (state = 'idle' AND "
USERS += "application_name = %s) GROUP BY 1 ORDER BY 1"


@dataclass(frozen=True)
class Administrator:
    """Whoever may change roles of the database, and see everybody's sessions."""

    url: str

    def connect(self) -> psycopg.Connection:
        """A connection to the platform's database, without transactions.

        Raises:
            CredentialRefusedError: the database does not let the administrator in.
        """
        try:
            return psycopg.connect(self.url, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError:
            what = "The administrator's connection to the database"
            raise CredentialRefusedError(what, "it does not answer, or not to this user") from None


class DatabaseRole(Credential):
    """The login roles of one database role."""

    kind = Kind.DATABASE_ROLE

    def __init__(
        self, role: Role, place: Place, administrator: Administrator, address: Callable[[], str], fleet: Fleet
    ) -> None:
        """Prepare to rotate.

        Args:
            role: which.
            place: keeps user and password.
            administrator: changes the login roles.
            address: the URL that processes sign in at, without user and password.
            fleet: the processes that sign in with it.
        """
        self.name = f"database-{role.name.lower()}"
        self._role = role
        self._place = place
        self._administrator = administrator
        self._address = address
        self._fleet = fleet
        self._candidate: tuple[str, str] | None = None

    def current(self) -> str:
        """The login role in use."""
        return self._place.read()[USER]

    def create(self, progress: Progress) -> str:
        """Give the idle login role a new password.

        Raises:
            NotAsRememberedError: the other one may be in use, which would lose its password.
        """
        if (current := self.current()) != progress.old:
            raise NotAsRememberedError(self.name, progress.old, current)
        first, second = pair_of(self._role)
        idle = second if progress.old == first else first
        password = secrets.token_urlsafe(30)
        with self._administrator.connect() as connection:
            ensure_member(connection, idle, self._role, Role.OWNER)
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
            with psycopg.connect(self._address(), user=user, password=password, connect_timeout=5) as connection:
                member = connection.execute("SELECT pg_has_role(%s, 'MEMBER')", (str(self._role),)).fetchone()
        except psycopg.OperationalError:
            return f"the database does not let {user} in"
        return None if member and member[0] else f"{user} is not a member of {self._role}"

    def store(self, progress: Progress) -> None:
        """Name the other login role, with its password, in one step."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        user, password = self._candidate
        self._place.replace({USER: user, PASSWORD: password})

    def not_in_use(self, progress: Progress) -> str | None:
        """Ask the processes."""
        return self._fleet.behind(progress.stored_at)

    def still_used(self, progress: Progress) -> str | None:
        """Look for sessions of the old login role."""
        with self._administrator.connect() as connection:
            found = connection.execute(USERS, (progress.old, QUEUE_CONNECTIONS)).fetchall()
        listed = ", ".join(f"{count} of {application or 'an unnamed program'}" for application, count in found)
        return f"it has sessions: {listed}" if found else None

    def revoke(self, progress: Progress) -> None:
        """Take its password and its right to sign in, and end what is left of it."""
        with self._administrator.connect() as connection:
            end_login(connection, progress.old)

    def not_refused(self, progress: Progress) -> str | None:
        """Look whether it may sign in or still is."""
        with self._administrator.connect() as connection:
            row = connection.execute(
                "SELECT rolcanlogin OR EXISTS (SELECT FROM pg_stat_activity WHERE usename = rolname) "
                "FROM pg_roles WHERE rolname = %s",
                (progress.old,),
            ).fetchone()
        return f"{progress.old} is signed in or may sign in" if row and row[0] else None

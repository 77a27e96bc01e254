"""The roles and the database of the platform, brought in line with the passwords that are set.

A role that owns grants signs in itself where one password is enough. Where credentials are rotated it does not: it has
two login roles as members, of which one is in use and the other is idle or about to take over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

PAIR = ("a", "b")
MONITORING = "syndic_monitoring"


@dataclass(frozen=True)
class Login:
    """A login role in use."""

    name: str
    group: str
    password: str


def pair_of(group: str) -> tuple[str, str]:
    """The two login roles of a role."""
    first, second = (f"{group}_{letter}" for letter in PAIR)
    return first, second


def align(
    superuser_url: str,
    database: str,
    owner: str,
    groups: Sequence[str],
    passwords: Mapping[str, str],
    logins: Sequence[Login] = (),
) -> list[str]:
    """Make the roles and the database that are missing, and set passwords that do not work.

    Args:
        superuser_url: address of the maintenance database for the superuser.
        database: the platform's database.
        owner: the role that owns the database.
        groups: the roles that own grants.
        passwords: those of them that sign in themselves, and their passwords.
        logins: the login roles in use. The other one of a pair is left as it is.

    Returns:
        One sentence per change; empty when everything was as it should be.
    """
    changes: list[str] = []
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role, password in passwords.items():
            changes += _align_role(connection, role, password)
        for group in groups:
            changes += _align_group(connection, group)
        for login in logins:
            changes += _align_login(connection, login, owner)
        changes += _align_database(connection, database, owner, groups)
    return changes


def set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    """Let a role sign in with a password.

    The verifier is computed here, so that the password is in no statement and in no log.
    """
    statement = sql.SQL("ALTER ROLE {role} LOGIN PASSWORD {verifier}")
    connection.execute(
        statement.format(role=sql.Identifier(role), verifier=sql.Literal(_verifier(connection, role, password)))
    )


def end_login(connection: psycopg.Connection, role: str) -> None:
    """Let a role sign in no more, and end what sessions it has."""
    connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(sql.Identifier(role)))
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (role,))


def _verifier(connection: psycopg.Connection, role: str, password: str) -> str:
    return connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()


def _exists(connection: psycopg.Connection, role: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is not None


def _align_role(connection: psycopg.Connection, role: str, password: str) -> list[str]:
    exists = _exists(connection, role)
    if exists and _password_works(connection, role, password):
        return []
    verb, sentence = ("ALTER", f"Set the password of {role}.") if exists else ("CREATE", f"Made the role {role}.")
    connection.execute(
        sql.SQL("{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {verifier}").format(
            verb=sql.SQL(verb),
            role=sql.Identifier(role),
            verifier=sql.Literal(_verifier(connection, role, password)),
        )
    )
    return [sentence]


def _align_group(connection: psycopg.Connection, group: str) -> list[str]:
    if _exists(connection, group):
        return []
    name = sql.Identifier(group)
    connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(name))
    if group == MONITORING:
        # What PostgreSQL shows of itself to nobody else; an administrator's grant, so no migration can make it.
        connection.execute(sql.SQL("GRANT pg_monitor TO {}").format(name))
    return [f"Made the role {group}."]


def _align_login(connection: psycopg.Connection, login: Login, owner: str) -> list[str]:
    changes = [
        change for name in pair_of(login.group) for change in ensure_member(connection, name, login.group, owner)
    ]
    if not _password_works(connection, login.name, login.password):
        set_password(connection, login.name, login.password)
        changes.append(f"Set the password of {login.name}.")
    return changes


def ensure_member(connection: psycopg.Connection, name: str, group: str, owner: str) -> list[str]:
    """Make a login role of a role, which may not sign in yet; nothing when it exists. Returns what was done."""
    if _exists(connection, name):
        return []
    names = {"name": sql.Identifier(name), "group": sql.Identifier(group)}
    create = "CREATE ROLE {name} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT IN ROLE {group}"
    connection.execute(sql.SQL(create).format(**names))
    if group == owner:
        # What a migration makes must belong to the role and not to whichever of its two logins ran it.
        connection.execute(sql.SQL("ALTER ROLE {name} SET role = {group}").format(**names))
    return [f"Made the role {name}."]


def _password_works(connection: psycopg.Connection, role: str, password: str) -> bool:
    try:
        psycopg.connect(
            host=connection.info.host, port=connection.info.port, dbname="postgres", user=role, password=password
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def _align_database(connection: psycopg.Connection, database: str, owner: str, roles: Sequence[str]) -> list[str]:
    name = sql.Identifier(database)
    changes: list[str] = []
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, sql.Identifier(owner)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        changes.append(f"Made the database {database}.")
    # A database made by an earlier release does not know the roles that came since.
    for role in roles:
        allowed = connection.execute("SELECT has_database_privilege(%s, %s, 'CONNECT')", (role, database)).fetchone()
        if allowed != (True,):
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))
            changes.append(f"Let {role} connect to the database {database}.")
    return changes

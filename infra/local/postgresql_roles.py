"""The roles and the database of the platform, brought in line with the passwords that are set."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql


def align(superuser_url: str, database: str, owner: str, passwords: Mapping[str, str]) -> list[str]:
    """Make the roles and the database that are missing, and set passwords that do not work.

    Args:
        superuser_url: address of the maintenance database for the superuser.
        database: the platform's database.
        owner: the role that owns the database.
        passwords: every login role and its password.

    Returns:
        One sentence per change; empty when everything was as it should be.
    """
    changes: list[str] = []
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role, password in passwords.items():
            changes += _align_role(connection, role, password)
        changes += _align_database(connection, database, owner, passwords)
    return changes


def _align_role(connection: psycopg.Connection, role: str, password: str) -> list[str]:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    if exists and _password_works(connection, role, password):
        return []
    # The verifier is computed here, so that the password is in no statement and in no log.
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    verb, sentence = ("ALTER", f"Set the password of {role}.") if exists else ("CREATE", f"Made the role {role}.")
    connection.execute(
        sql.SQL("{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {verifier}").format(
            verb=sql.SQL(verb), role=sql.Identifier(role), verifier=sql.Literal(verifier)
        )
    )
    return [sentence]


def _password_works(connection: psycopg.Connection, role: str, password: str) -> bool:
    try:
        psycopg.connect(
            host=connection.info.host, port=connection.info.port, dbname="postgres", user=role, password=password
        ).close()
    except psycopg.OperationalError:
        return False
    return True


def _align_database(connection: psycopg.Connection, database: str, owner: str, roles: Mapping[str, str]) -> list[str]:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
        return []
    name = sql.Identifier(database)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, sql.Identifier(owner)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in roles:
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))
    return [f"Made the database {database}."]

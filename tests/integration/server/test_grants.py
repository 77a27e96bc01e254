"""What each database role may do, on a real PostgreSQL with every migration."""

from __future__ import annotations

import itertools

import psycopg
import pytest
from psycopg import sql

from server.migrations.grants import PROCESS_RIGHTS, ROLES
from server.migrations.runner import migrate
from tests.integration.environment import Database

HELD = "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = %s"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def held(database: Database, role: str) -> set[tuple[str, str]]:
    with database.superuser() as connection:
        return set(connection.execute(HELD, (role,)).fetchall())


def tables(database: Database) -> set[str]:
    with database.superuser() as connection:
        return {name for (name,) in connection.execute(TABLES).fetchall()}


@pytest.mark.parametrize("role", PROCESS_RIGHTS)
def test_a_process_holds_what_is_declared_for_it_and_nothing_else(database: Database, role: str) -> None:
    declared = {(table, right) for table, rights in PROCESS_RIGHTS[role].items() for right in rights.split(", ")}

    assert held(database, role) == declared


@pytest.mark.parametrize("role", ROLES)
def test_no_role_can_rewrite_the_audit_log_or_empty_a_table(database: Database, role: str) -> None:
    rights = held(database, role)

    assert not {("audit_entries", "UPDATE"), ("audit_entries", "DELETE")} & rights
    assert not {right for _, right in rights} & {"TRUNCATE", "REFERENCES", "TRIGGER"}
    assert {right for table, right in rights if table == "alembic_version"} == {"SELECT"}


def test_the_role_of_backups_reads_everything_and_writes_nothing(database: Database) -> None:
    assert held(database, "syndic_backup") == set(itertools.product(tables(database), ["SELECT"]))


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("syndic_api", "DELETE FROM accounts"),
        ("syndic_api", "UPDATE control_results SET outcome = 'pass'"),
        ("syndic_api", "UPDATE operations SET outcome = 'succeeded'"),
        ("syndic_worker", "SELECT password_hash FROM accounts"),
        ("syndic_worker", "SELECT token_hash FROM sessions"),
        ("syndic_worker", "UPDATE systems SET facts = '{}'"),
        ("syndic_cron", "SELECT token_hash FROM api_tokens"),
        ("syndic_cron", "INSERT INTO sessions (id) VALUES (NULL)"),
        ("syndic_monitoring", "SELECT * FROM sessions"),
        ("syndic_monitoring", "SELECT * FROM evidence_items"),
        ("syndic_backup", "DELETE FROM systems"),
    ],
)
def test_a_role_is_refused_what_is_not_its_business(database: Database, role: str, statement: str) -> None:
    with database.superuser() as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_no_role_may_make_anything_in_the_schema(database: Database) -> None:
    with database.superuser() as connection:
        for role in ROLES:
            row = connection.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", (role,)).fetchone()
            assert row == (False,), role


def test_a_grant_too_many_is_taken_back_by_the_next_migration(database: Database) -> None:
    before = held(database, "syndic_worker")
    with database.superuser() as connection:
        connection.execute("GRANT ALL ON accounts TO syndic_worker")
    assert held(database, "syndic_worker") != before

    migrate(database.owner_url, lambda _sentence: None)

    assert held(database, "syndic_worker") == before


def test_every_table_is_within_somebodys_reach(database: Database) -> None:
    reached = {table for rights in PROCESS_RIGHTS.values() for table in rights}

    assert reached == tables(database)

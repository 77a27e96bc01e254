"""Migrations and the commands around them, on a database as an operator would hand it over."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from importlib.metadata import version
from pathlib import Path

import procrastinate
import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from server.database import sqlalchemy_url
from server.migrations.compare import ours
from server.migrations.runner import head_revision, migrate, pending
from server.models import METADATA
from tests.integration.environment import Database, Environment
from tests.integration.processes import run_command


@pytest.fixture
def empty(environment: Environment) -> Generator[Database]:
    """A database without any schema."""
    created = environment.create_database("empty", "template0")
    yield created
    created.drop()


def test_the_migrated_schema_is_what_the_models_declare(database: Database) -> None:
    engine = create_engine(sqlalchemy_url(database.owner_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_queue_has_the_schema_of_the_installed_release() -> None:
    shipped = Path(procrastinate.__file__).parent / "sql" / "schema.sql"
    ours_of_it = Path(__file__).parents[3] / "server" / "migrations" / "queue_3_10_0.sql"
    assert ours_of_it.read_text() == shipped.read_text(), (
        f"procrastinate {version('procrastinate')} has another schema than the one that revision 0002 creates: "
        "add a revision with its migrations."
    )


def test_migrating_twice_changes_nothing_the_second_time(empty: Database) -> None:
    said: list[str] = []
    assert pending(empty.owner_url)[-1] == head_revision()
    assert migrate(empty.owner_url, said.append)[-1] == head_revision()
    assert migrate(empty.owner_url, said.append) == []
    assert pending(empty.owner_url) == []
    assert said[0].startswith("Applied revision 0001: Accounts")


SLOW = """
CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_sleep(CASE tg_tag WHEN 'GRANT' THEN 0.03 ELSE 0.25 END); END $$;
CREATE EVENT TRIGGER slow ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'GRANT') EXECUTE FUNCTION slow();
"""


def test_a_slow_machine_may_take_its_time_where_nobody_waits(empty: Database) -> None:
    """Revisions and grants each take longer here than a revision of a database in use may."""
    with empty.environment.superuser(empty.name) as connection:
        connection.execute(SLOW)
    assert migrate(empty.owner_url, lambda _: None)[-1] == head_revision()


def test_migrations_at_the_same_time_wait_for_each_other(empty: Database) -> None:
    applied: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: applied.append(migrate(empty.owner_url, lambda _: None))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(revisions) for revisions in applied)[:3] == [0, 0, 0]
    assert max(applied, key=len)[-1] == head_revision()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x (id int)",
        "DROP TABLE systems",
        "ALTER TABLE systems ADD COLUMN x int",
        "UPDATE alembic_version SET version_num = 'x'",
        "UPDATE audit_entries SET actor = 'x'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "TRUNCATE systems",
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_entries_append_only ON audit_entries",
    ],
)
def test_the_application_may_not_change_the_schema_or_the_log(database: Database, statement: str) -> None:
    with (
        psycopg.connect(database.url, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


def test_migrate_reports_what_it_did_and_checks_without_changing(empty: Database) -> None:
    variables = {"DATABASE_OWNER_URL": empty.owner_url}
    check = run_command(["migrate", "--check"], variables)
    assert check.returncode == 1
    assert head_revision() in check.stdout
    first = run_command(["migrate"], variables)
    assert first.returncode == 0, first.stderr
    assert f"Applied revision {head_revision()}" in first.stdout
    assert run_command(["migrate"], variables).returncode == 0
    assert run_command(["migrate", "--check"], variables).returncode == 0


def test_a_database_of_a_newer_release_is_left_alone(empty: Database) -> None:
    migrate(empty.owner_url, lambda _: None)
    with empty.superuser() as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = run_command(["migrate"], {"DATABASE_OWNER_URL": empty.owner_url})
    assert done.returncode == 1
    assert done.stderr.startswith("ERROR: The schema is at revision 9999, which this release does not know;")


def test_an_unreachable_database_is_one_sentence() -> None:
    for command in (["migrate"], ["migrate", "--check"], ["create-admin", "--email", "a@b"]):
        url = "postgresql://nobody:secret@127.0.0.1:1/nothing"
        done = run_command(command, {"DATABASE_OWNER_URL": url, "DATABASE_URL": url})
        assert done.returncode == 1
        assert done.stderr.startswith("ERROR: The database ")
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert "secret" not in done.stderr


def test_the_first_administrator_is_created_once(empty: Database) -> None:
    migrate(empty.owner_url, lambda _: None)
    variables = {"DATABASE_URL": empty.url}
    first = run_command(["create-admin", "--email", "Admin@localhost"], variables)
    created = json.loads(first.stdout)
    assert created["created"] is True
    assert created["email"] == "admin@localhost"
    assert len(created["password"]) >= 20
    assert json.loads(run_command(["create-admin", "--email", "other@localhost"], variables).stdout) == {
        "created": False
    }
    wrong = run_command(["create-admin", "--email", "no address"], variables)
    assert wrong.returncode == 2
    with psycopg.connect(empty.url) as connection:
        rows = connection.execute("SELECT password_hash FROM accounts").fetchall()
    assert len(rows) == 1
    assert rows[0][0].startswith("$argon2id$")


def test_the_openapi_document_needs_no_settings_and_is_stable() -> None:
    first = run_command(["openapi"], {})
    assert first.returncode == 0, first.stderr
    document = json.loads(first.stdout)
    assert document["openapi"].startswith("3.1")
    assert run_command(["openapi"], {"PYTHONHASHSEED": "7"}).stdout == first.stdout
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    for operation in operations:
        assert operation["summary"]
        assert any(status.startswith("2") for status in operation["responses"])
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], operation["operationId"]

"""Reads that may be stale, with a real standby that falls behind, catches up and disappears."""

from __future__ import annotations

import contextlib
import json
import secrets
import time
from collections.abc import Callable, Generator
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import sql

from infra import shell
from infra.local.identity import unprivileged_identity
from infra.local.postgresql import SUPERUSER, Cluster, binary
from infra.local.programs import Program, running
from server.settings import ApiSettings
from tests.integration.environment import Database, Environment, free_port
from tests.integration.processes import ServingProcess, run_command, serving, variables

MAX_LAG_SECONDS = 3


@pytest.fixture(scope="module")
def standby(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Generator[Cluster]:
    """A streaming standby of the environment's PostgreSQL."""
    directory = tmp_path_factory.mktemp("standby")
    primary = environment.postgresql
    identity = unprivileged_identity(binary("postgres"), directory)
    identity.take(directory)
    (directory / "superuser.password").write_text(primary.superuser_password)
    copy = Cluster(directory, free_port(), primary.passwords)
    command = [str(binary("pg_basebackup")), "-D", str(copy.data), "-X", "stream", "-c", "fast", "-R"]
    shell.run([*identity.prefix, *command, "-d", primary.url(SUPERUSER, "postgres")], directory=directory)
    identity.take(directory)
    program = Program(
        name="standby",
        argv=(*identity.prefix, str(binary("postgres")), "-D", str(copy.data), "-p", str(copy.port)),
        directory=directory,
    )
    url = copy.url("syndic_app", "postgres")
    with running(program, directory / "standby.log", lambda: _refusal(url), 60):
        yield copy


@pytest.fixture(scope="module")
def replica_url(database: Database, standby: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the API reads the standby's address from."""
    file = tmp_path_factory.mktemp("secrets") / "replica-url"
    file.write_text(standby.url("syndic_app", database.name))
    return file


@pytest.fixture(scope="module")
def api(
    settings: ApiSettings, replica_url: Path, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[ServingProcess, httpx.Client]]:
    """An API that reads from the standby, and a client of its administrator."""
    environment = variables(settings) | {
        "DATABASE_REPLICA_URL": f"file:{replica_url}",
        "SECRETS_REFRESH_SECONDS": "0.2",
        "DATABASE_REPLICA_MAX_LAG_SECONDS": str(MAX_LAG_SECONDS),
    }
    administrator = json.loads(run_command(["create-admin", "--email", "admin@example.org"], environment).stdout)
    credentials = {"email": administrator["email"], "password": administrator["password"]}
    with (
        serving("api", environment, tmp_path_factory.mktemp("api")) as process,
        httpx.Client(base_url=process.url) as client,
    ):
        session = client.post("/api/auth/sessions", json=credentials)
        client.headers["Cookie"] = session.headers["set-cookie"].partition(";")[0]
        client.headers["X-CSRF-Token"] = session.json()["csrf_token"]
        yield process, client


def test_posture_is_read_from_the_standby_while_it_is_close_and_from_the_primary_otherwise(
    api: tuple[ServingProcess, httpx.Client], standby: Cluster
) -> None:
    process, client = api
    _wait_until(lambda: _lag(process) <= MAX_LAG_SECONDS, "the standby is close")
    with psycopg.connect(standby.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
        _register(client, "Late on the standby")
        assert "Late on the standby" not in _systems(client), "the standby answers, and does not know it yet"
        _wait_until(lambda: _lag(process) > MAX_LAG_SECONDS, "the standby is too far behind")
        assert "Late on the standby" in _systems(client), "the primary answers"
        connection.execute("SELECT pg_wal_replay_resume()")
        _wait_until(lambda: _lag(process) <= MAX_LAG_SECONDS, "the standby has caught up")
    assert "Late on the standby" in _systems(client)


def test_a_standby_that_refuses_connections_is_passed_over(
    api: tuple[ServingProcess, httpx.Client], standby: Cluster, database: Database
) -> None:
    process, client = api
    _wait_until(lambda: _lag(process) <= MAX_LAG_SECONDS, "the standby is close")
    _register(client, "Known to the primary")
    with _refusing(standby):
        _wait_until(lambda: _lag(process) == float("inf"), "the standby is known to be away")
        assert "Known to the primary" in _systems(client)
    _wait_until(lambda: _lag(process) <= MAX_LAG_SECONDS, "the standby is back")


def test_new_credentials_of_the_standby_are_taken_over_and_the_old_ones_are_needed_no_more(
    api: tuple[ServingProcess, httpx.Client], standby: Cluster, database: Database, replica_url: Path
) -> None:
    process, client = api
    _wait_until(lambda: _lag(process) <= MAX_LAG_SECONDS, "the standby is close")
    old, new, password = "syndic_app", f"second_{secrets.token_hex(4)}", secrets.token_urlsafe(16)
    create = "CREATE ROLE {} LOGIN PASSWORD {} IN ROLE syndic_app"
    with database.superuser() as connection:
        connection.execute(sql.SQL(create).format(sql.Identifier(new), sql.Literal(password)))
    before = replica_url.read_text()
    changed = f"postgresql://{new}:{password}@{before.partition('@')[2]}"
    _wait_until(lambda: _refusal(changed) is None, "the standby knows the new role")
    assert _readers(standby) == {old}

    replica_url.write_text(changed)

    try:
        _wait_until(lambda: _readers(standby) == {new}, "only the new role reads from the standby")
        with _refusing(standby):
            _wait_until(lambda: _lag(process) <= MAX_LAG_SECONDS, "the standby is close")
            _systems(client)
            assert _readers(standby) == {new}
            assert _lag(process) <= MAX_LAG_SECONDS, "it is read while it refuses the old role"
    finally:
        replica_url.write_text(before)
    _wait_until(lambda: _readers(standby) == {old}, "the first role reads from the standby again")


def test_a_region_that_stands_by_answers_and_says_that_it_takes_no_writes(
    api: tuple[ServingProcess, httpx.Client],
    database: Database,
    settings: ApiSettings,
    replica_url: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    _, live = api
    environment = variables(settings) | {"DATABASE_URL": replica_url.read_text(), "SYNDIC_REGION": "standby"}
    with serving("api", environment, tmp_path_factory.mktemp("region")) as process:
        health = httpx.get(f"{process.url}/api/health")
        assert (health.status_code, health.json()) == (200, {"status": "serving", "region": "standby"})
        writes = httpx.get(f"{process.url}/api/health/writes")
        assert (writes.status_code, writes.json()["detail"]) == (503, "The database of standby takes no writes.")
        # No worker was ever there, then one is, then nothing arrives from it any more.
        _wait_until(lambda: _lag(process) == float("inf"), "nothing is known of the live region")
        with database.superuser() as connection:
            connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
            _wait_until(lambda: _lag(process) < 60, "what a worker of the live region noted arrived")
            connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
            _wait_until(lambda: _lag(process) >= 3600, "the newest note is old")
            connection.execute("DELETE FROM procrastinate_workers")
    assert live.get("/api/health/writes").status_code == 200


def _readers(standby: Cluster) -> set[str]:
    """The login roles that the API reads from the standby with."""
    with psycopg.connect(standby.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        found = "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name = 'syndic-api-reads'"
        return {row[0] for row in connection.execute(found).fetchall()}


@contextlib.contextmanager
def _refusing(standby: Cluster) -> Generator[None]:
    """Let the standby refuse the application's role, and end its connections."""
    rules = standby.data / "pg_hba.conf"
    before = rules.read_text()

    def apply(text: str) -> None:
        rules.write_text(text)
        with psycopg.connect(standby.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_reload_conf()")
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'syndic_app'"
            connection.execute(ended)

    apply("host all syndic_app all reject\n" + before)
    try:
        yield
    finally:
        apply(before)


def _register(client: httpx.Client, name: str) -> None:
    body = {"name": name, "purpose": "x", "owner": "x", "risk_tier": "high", "lifecycle": "design"}
    assert client.post("/api/systems", json=body).status_code == 201


def _systems(client: httpx.Client) -> set[str]:
    return {system["name"] for system in client.get("/api/posture").json()["systems"]}


def _lag(process: ServingProcess) -> float:
    metrics = httpx.get(f"{process.internal_url}/metrics").text
    line = next((line for line in metrics.splitlines() if line.startswith("replication_lag_seconds{")), "nan")
    return float(line.rpartition(" ")[2])


def _refusal(url: str) -> str | None:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError as error:
        return str(error)
    return None


def _wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, f"Waited in vain until {what}."
        time.sleep(0.05)

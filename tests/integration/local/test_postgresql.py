from __future__ import annotations

import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Generator
from pathlib import Path

import psutil
import psycopg
import pytest

from infra.local import identity, postgresql
from infra.local.errors import AlreadyRunningError, ServiceEndedError, UnprivilegedUserError
from infra.local.postgresql import SUPERUSER, Cluster, Role, running_postgresql
from tests.integration.local.waiting import free_ports, until

PASSWORDS = {Role.OWNER: "it's a/strange@one%", Role.APP: "another"}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("postgresql")


def main_process(cluster: Cluster) -> psutil.Process:
    return psutil.Process(int((cluster.data / "postmaster.pid").read_text().splitlines()[0]))


def value(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def test_roles_and_database_are_there_with_what_they_may_do(directory: Path) -> None:
    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        assert value(cluster.url(Role.APP), "SELECT current_user") == "syndic_app"
        assert value(cluster.url(Role.APP), "SHOW data_checksums") == "on"
        execute(cluster.url(Role.OWNER), "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)")
        for statement in ("CREATE TABLE mine (id int)", "CREATE DATABASE mine", "CREATE ROLE mine"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                execute(cluster.url(Role.APP), statement)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            execute(cluster.url(Role.OWNER), "CREATE ROLE mine")
        stored = "SELECT bool_and(starts_with(rolpassword, 'SCRAM-SHA-256')) FROM pg_authid WHERE rolcanlogin"
        assert value(cluster.url(SUPERUSER), stored) is True


def test_a_wrong_password_is_refused(directory: Path) -> None:
    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        wrong = Cluster(directory, cluster.port, {**PASSWORDS, Role.APP: "guessed"})
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            value(wrong.url(Role.APP), "SELECT 1")


def test_data_survives_and_new_passwords_are_taken_over_without_being_logged(directory: Path) -> None:
    changed = {**PASSWORDS, Role.APP: "a-new-password"}

    with running_postgresql(directory, free_ports(1), changed) as cluster:
        assert value(cluster.url(Role.OWNER), "SELECT count(*) FROM kept") == 1
        assert value(cluster.url(Role.APP), "SELECT 1") == 1

    log = (directory / "postgresql.log").read_text()
    assert "a-new-password" not in log
    assert "SCRAM-SHA-256" not in log


def test_a_server_on_the_same_data_is_refused_by_name(directory: Path) -> None:
    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        pid = main_process(cluster).pid
        with pytest.raises(AlreadyRunningError, match=rf"PostgreSQL already runs on {cluster.data} with pid {pid}"):
            postgresql.prepare(cluster)
        assert value(cluster.url(Role.APP), "SELECT 1") == 1


def test_a_pid_file_left_by_a_crash_does_not_hinder_even_when_the_pid_is_someone_elses(directory: Path) -> None:
    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        execute(cluster.url(Role.OWNER), "INSERT INTO kept VALUES (2)")
        main_process(cluster).kill()
    pid_file = cluster.data / "postmaster.pid"
    assert pid_file.is_file()
    pid_file.write_text("\n".join([str(os.getpid()), *pid_file.read_text().splitlines()[1:], ""]))

    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        assert value(cluster.url(Role.OWNER), "SELECT count(*) FROM kept") == 2


def test_it_stops_gracefully_while_sessions_are_open(directory: Path) -> None:
    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        connection = psycopg.connect(cluster.url(Role.APP))
    assert "database system is shut down" in (directory / "postgresql.log").read_text().splitlines()[-1]
    connection.close()


def test_a_first_start_that_was_interrupted_is_begun_again(tmp_path: Path) -> None:
    partial = tmp_path / "data.partial"
    partial.mkdir()
    (partial / "PG_VERSION").write_text("18")

    with running_postgresql(tmp_path, free_ports(1), PASSWORDS) as cluster:
        assert value(cluster.url(Role.APP), "SELECT 1") == 1


def test_nobody_else_can_read_its_files(directory: Path) -> None:
    assert stat.S_IMODE((directory / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((directory / "superuser.password").stat().st_mode) == 0o600
    assert not list(directory.glob(".password*"))


def test_it_never_runs_as_root(directory: Path) -> None:
    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        process = main_process(cluster)
        uid = int(Path(f"/proc/{process.pid}/uid_map").read_text().split()[0]) if os.geteuid() == 0 else os.geteuid()
        assert uid != 0


def test_a_port_in_use_ends_with_its_own_words(tmp_path: Path) -> None:
    port = free_ports(1)
    with (
        running_postgresql(tmp_path / "one", port, PASSWORDS),
        pytest.raises(ServiceEndedError, match="Address already in use"),
        running_postgresql(tmp_path / "other", port, PASSWORDS),
    ):
        pass


@pytest.fixture
def public_directory() -> Generator[Path]:
    """A directory every account can enter, unlike those of pytest."""
    path = Path(tempfile.mkdtemp(prefix="syndic-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="privileges can only be dropped by root")
def test_without_user_namespaces_it_runs_as_an_unprivileged_account(
    monkeypatch: pytest.MonkeyPatch, public_directory: Path
) -> None:
    monkeypatch.setattr(identity, "NAMESPACE", ("false",))
    try:
        postgresql.configure(Cluster(public_directory / "cluster", 1, PASSWORDS))
    except UnprivilegedUserError as refusal:
        pytest.skip(f"the checkout is in a place that no other account can read: {refusal}")

    for _ in range(2):
        with running_postgresql(public_directory / "cluster", free_ports(1), PASSWORDS) as cluster:
            assert main_process(cluster).uids().effective == (cluster.data).stat().st_uid != 0
            assert value(cluster.url(Role.APP), "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another identity")
def test_where_no_identity_can_be_taken_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, public_directory: Path
) -> None:
    monkeypatch.setattr(identity, "NAMESPACE", ("false",))
    public_directory.chmod(0o700)

    with pytest.raises(UnprivilegedUserError, match=rf"cannot enter {public_directory}|cannot execute"):
        postgresql.configure(Cluster(public_directory / "cluster", 1, PASSWORDS))


def test_sessions_that_outlive_a_killed_server_do_not_hinder_its_start(directory: Path) -> None:
    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        connection = psycopg.connect(cluster.url(Role.APP))
        children = main_process(cluster).children()
        for child in children:
            child.suspend()
        main_process(cluster).send_signal(signal.SIGKILL)
    until(lambda: any(child.is_running() for child in children), "children that outlive the server")

    with running_postgresql(directory, free_ports(1), PASSWORDS) as cluster:
        assert value(cluster.url(Role.APP), "SELECT 1") == 1
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)
    connection.close()

"""The API as a real process: ready, measured, logged, stopped without losing a request."""

from __future__ import annotations

import json
import re
import signal
import socket
import ssl
import threading
import time
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from infra.local.certificates import Authority
from server.migrations.runner import head_revision, migrate
from server.settings import ApiSettings
from tests.integration.environment import Database, Environment, api_settings, free_port
from tests.integration.processes import ServingProcess, run_command, serving, trusting, variables, wait_ready


@pytest.fixture(scope="module")
def api(settings: ApiSettings, tmp_path_factory: pytest.TempPathFactory) -> Generator[ServingProcess]:
    """A running API."""
    with serving("api", variables(settings), tmp_path_factory.mktemp("api")) as process:
        yield process


def test_it_is_alive_and_ready_with_every_check(api: ServingProcess) -> None:
    assert httpx.get(f"{api.internal_url}/healthz").json() == {"status": "alive"}
    ready = httpx.get(f"{api.internal_url}/readyz")
    assert ready.status_code == 200
    checks = ready.json()["checks"]
    assert set(checks) == {"database", "storage", "migrations"}
    assert all(check == {"ok": True} for check in checks.values())


def test_internals_and_the_api_do_not_answer_on_each_others_port(api: ServingProcess) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        assert httpx.get(f"{api.url}{path}").status_code == 404
    assert httpx.get(f"{api.internal_url}/api/systems").status_code == 404


def test_requests_are_measured_by_route_and_not_by_path(api: ServingProcess) -> None:
    for number in range(5):
        httpx.get(f"{api.url}/api/systems/019a3f52-8c0e-7c3b-9d0a-4be1f0c2a91{number}")
        httpx.get(f"{api.url}/nowhere/{number}")
    httpx.request("BREW", f"{api.url}/nowhere")
    metrics = httpx.get(f"{api.internal_url}/metrics").text
    measured = set(re.findall(r"http_request_duration_seconds_count\{(.*)\} ", metrics))
    assert 'method="GET",route="/api/systems/{system_id}",status="401"' in measured
    assert 'method="GET",route="unmatched",status="404"' in measured
    assert not any("019a3f52" in labels or "nowhere" in labels or "BREW" in labels for labels in measured)


def test_every_metric_of_the_api_has_its_name(api: ServingProcess) -> None:
    metrics = httpx.get(f"{api.internal_url}/metrics").text
    for name in (
        "http_request_duration_seconds_bucket",
        'db_query_duration_seconds_bucket{le="0.005",operation="select"}',
        'db_pool_connections{state="idle"}',
        'db_pool_connections{state="in_use"}',
        "db_pool_wait_seconds_bucket",
        'release_info{colour="blue",version="0.1.0"} 1.0',
    ):
        assert name in metrics, name


def test_each_log_entry_is_one_json_object_with_the_request_id(api: ServingProcess) -> None:
    sent = httpx.get(f"{api.url}/api/systems", headers={"X-Request-Id": "trace-me-0123456789"})
    assert sent.headers["x-request-id"] == "trace-me-0123456789"
    entry = _wait_for_entry(api, "trace-me-0123456789")
    assert entry["event"] == "request"
    assert {"timestamp", "level", "process", "environment", "region", "release", "colour"} <= set(entry)
    assert (entry["method"], entry["route"], entry["status"]) == ("GET", "/api/systems", 401)


def test_a_request_in_flight_is_answered_when_the_process_is_told_to_stop(
    settings: ApiSettings, tmp_path: Path
) -> None:
    body = b'{"email": "nobody@example.org", "password": "whatever it is"}'
    head = (
        f"POST /api/auth/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    )
    with serving("api", variables(settings), tmp_path) as process:
        with socket.create_connection(("127.0.0.1", process.port), timeout=20) as connection:
            connection.sendall(f"{head}\r\n\r\n".encode() + body[:10])
            _wait_for_request(process)
            process.process.send_signal(signal.SIGTERM)
            assert _refused(process.port), "it must not take new connections"
            assert httpx.get(f"{process.internal_url}/readyz").status_code == 503
            connection.sendall(body[10:])
            assert connection.recv(1000).startswith(b"HTTP/1.1 401")
        assert process.process.wait(20) == 0
    assert [entry["event"] for entry in process.log_entries()][-1] == "stopped"


def _wait_for_entry(process: ServingProcess, request_id: str) -> dict:
    """The log entry of a request; it is written once the answer is sent."""
    for _ in range(500):
        for entry in process.log_entries():
            if entry.get("request_id") == request_id:
                return entry
        time.sleep(0.01)
    raise AssertionError(process.log.read_text())


def _wait_for_request(process: ServingProcess) -> None:
    """Wait until the connection of a request is accepted."""
    for _ in range(200):
        if httpx.get(f"{process.url}/api/nothing").status_code == 404:
            return
        time.sleep(0.01)


def _refused(port: int) -> bool:
    """Whether connections are refused within a few seconds."""
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionError:
            return True
        time.sleep(0.01)
    return False


def test_the_listener_speaks_tls_with_the_certificate_it_is_given(settings: ApiSettings, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "certificates")
    certificate = authority.certificate("server")
    environment = variables(settings) | {
        "SERVER_TLS_CERT_FILE": str(certificate.certificate_file),
        "SERVER_TLS_KEY_FILE": str(certificate.key_file),
    }
    with serving("api", environment, tmp_path) as process:
        url = f"https://localhost:{process.port}/api/systems"
        assert httpx.get(url, verify=trusting(authority.ca_file)).status_code == 401
        with pytest.raises(httpx.ConnectError):
            httpx.get(url, verify=ssl.create_default_context())


def test_a_taken_port_is_one_sentence(settings: ApiSettings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = ["api", "--port", port, "--internal-port", str(free_port())]
        done = run_command(arguments, variables(settings))
    assert done.returncode == 1
    assert done.stderr.startswith(f"ERROR: Cannot listen on 127.0.0.1:{port}: address already in use")
    assert len(done.stderr.splitlines()) == 1


def test_an_unusable_certificate_is_one_sentence(settings: ApiSettings, tmp_path: Path) -> None:
    (tmp_path / "broken.pem").write_text("no certificate")
    path = str(tmp_path / "broken.pem")
    environment = variables(settings) | {"SERVER_TLS_CERT_FILE": path, "SERVER_TLS_KEY_FILE": path}
    arguments = ["api", "--port", str(free_port()), "--internal-port", str(free_port())]
    done = run_command(arguments, environment)
    assert done.returncode == 1
    assert "SERVER_TLS_CERT_FILE" in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_settings_are_named(settings: ApiSettings) -> None:
    environment = {name: value for name, value in variables(settings).items() if name != "DATABASE_URL"}
    arguments = ["api", "--port", str(free_port()), "--internal-port", str(free_port())]
    done = run_command(arguments, environment)
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_is_not_ready_on_a_schema_it_does_not_know(environment: Environment, tmp_path: Path) -> None:
    database = environment.create_database("schema")
    with serving("api", variables(api_settings(environment, database)), tmp_path) as process:
        with database.superuser() as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        ready = httpx.get(f"{process.internal_url}/readyz")
        assert ready.status_code == 503
        migrations = ready.json()["checks"]["migrations"]
        unknown = "The schema is at revision 9999, which this release does not know"
        assert migrations == {"ok": False, "message": f"{unknown}; it works on {head_revision()}."}
        with database.superuser() as connection:
            connection.execute("DROP TABLE alembic_version")
        assert "migrate" in httpx.get(f"{process.internal_url}/readyz").json()["checks"]["migrations"]["message"]
    database.drop()


def test_it_starts_before_its_database_and_says_what_it_waits_for(
    settings: ApiSettings, database: Database, tmp_path: Path
) -> None:
    away = re.sub(r"@127\.0\.0\.1:\d+/", f"@127.0.0.1:{free_port()}/", database.url)
    environment = variables(settings) | {"DATABASE_URL": away}
    with serving("api", environment, tmp_path, wait=False) as process:
        _wait_alive(process)
        ready = httpx.get(f"{process.internal_url}/readyz", timeout=20)
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"]["ok"] is False
        assert ready.json()["checks"]["storage"] == {"ok": True}
        answer = httpx.get(f"{process.url}/api/systems", headers={"Authorization": "Bearer syn_x"}, timeout=20)
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0


def test_a_worker_waits_for_the_schema_and_ends_in_order_while_it_does(
    environment: Environment, tmp_path: Path
) -> None:
    database = environment.create_database("empty", "template0")
    given = variables(api_settings(environment, database))
    with (
        serving("worker", given, tmp_path, wait=False) as waiting,
        serving("worker", given, tmp_path, wait=False) as told,
    ):
        for worker in (waiting, told):
            _wait_alive(worker)
            checks = httpx.get(f"{worker.internal_url}/readyz").json()["checks"]
            assert "no schema yet" in checks["migrations"]["message"]
        told.process.send_signal(signal.SIGTERM)
        assert told.process.wait(20) == 0
        migrate(database.owner_url, lambda _sentence: None)
        wait_ready(waiting)
    assert [entry["event"] for entry in waiting.log_entries()].count("waiting_for_schema") >= 1
    database.drop()


def test_it_recovers_when_its_database_comes_back(environment: Environment, tmp_path: Path) -> None:
    database = environment.create_database("restarted")
    with serving("api", variables(api_settings(environment, database)), tmp_path) as process:
        token = {"Authorization": "Bearer syn_unknown"}
        assert httpx.get(f"{process.url}/api/systems", headers=token).status_code == 401
        with environment.superuser() as connection:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            connection.execute(ended, (database.name,))
        for _ in range(20):
            assert httpx.get(f"{process.url}/api/systems", headers=token).status_code == 401
    database.drop()


def test_a_full_pool_is_an_answer_and_not_a_hang(environment: Environment, tmp_path: Path) -> None:
    database = environment.create_database("full")
    settings = api_settings(environment, database, database_pool_size=1, database_pool_timeout_seconds=0.5)
    with serving("api", variables(settings), tmp_path) as process:
        created = run_command(["create-admin", "--email", "admin@example.org"], variables(settings))
        administrator = json.loads(created.stdout)
        credentials = {"email": administrator["email"], "password": administrator["password"]}
        with database.superuser() as connection:
            connection.autocommit = False
            connection.execute("LOCK TABLE sign_in_failures")
            blocked = threading.Thread(
                target=lambda: httpx.post(f"{process.url}/api/auth/sessions", json=credentials, timeout=30)
            )
            blocked.start()
            statuses = [
                httpx.get(
                    f"{process.url}/api/systems", headers={"Authorization": "Bearer syn_x"}, timeout=30
                ).status_code
                for _ in range(5)
            ]
            connection.rollback()
            blocked.join()
        assert 503 in statuses
        assert set(statuses) <= {401, 503}
    database.drop()


def _wait_alive(process: ServingProcess) -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{process.internal_url}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(process.log.read_text())

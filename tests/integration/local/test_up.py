"""One environment from its first `up` to `down`. The tests build on each other, as the days of a user do."""

from __future__ import annotations

import json
import ssl
from typing import Any

import httpx
import psutil
import psycopg
import pytest

from infra import locks
from infra.local import colours, credentials, memory, ports, postgresql
from infra.local.examples import read_examples
from infra.platform import Evidence, Metric, Platform, System
from tests.integration.local.syndic import Syndic
from tests.integration.local.waiting import until

SERVICES = (
    "postgresql",
    "object-store",
    "server-1-blue",
    "server-2-blue",
    "worker-blue",
    "cron-blue",
    "client-blue",
    "proxy",
)
CONTENT = b"what must survive everything"


@pytest.fixture(scope="module")
def first(syndic: Syndic) -> dict[str, Any]:
    """What the first `up` printed."""
    return syndic.up()


@pytest.fixture(scope="module")
def system(syndic: Syndic, first: dict[str, Any]) -> System:
    """A registered system with an evidence file."""
    body = {
        "name": "Kept through crashes",
        "purpose": "Data that must survive.",
        "owner": "A test",
        "risk_tier": "minimal",
        "lifecycle": "testing",
    }
    with syndic.connect() as platform:
        made = platform.post(System, "/api/systems", body)
        path = f"/api/systems/{made.id}/evidence"
        platform.upload(Evidence, path, CONTENT, "text/plain", {"kind": "other", "title": "Kept"})
    return made


def assert_data_is_there(syndic: Syndic, system: System) -> None:
    with syndic.connect() as platform:
        assert platform.get(System, f"/api/systems/{system.id}").name == system.name
        [evidence] = platform.list(Evidence, f"/api/systems/{system.id}/evidence")
        assert evidence_content(platform, evidence) == CONTENT
    assert syndic.json("audit", "verify")["intact"] is True


def evidence_content(platform: Platform, evidence: Evidence) -> bytes:
    response = platform._client.get(f"/api/evidence/{evidence.id}/content")
    response.raise_for_status()
    return response.content


def browser(syndic: Syndic, first: dict[str, Any]) -> httpx.Client:
    context = ssl.create_default_context(cafile=first["ca_file"])
    return httpx.Client(base_url=first["url"], verify=context, timeout=30)


def test_the_first_up_tells_the_address_the_credentials_and_every_service(first: dict[str, Any]) -> None:
    assert first["url"].startswith("https://localhost:")
    assert first["administrator"]["email"] == "admin@syndic.example"
    assert len(first["administrator"]["password"]) >= 16
    assert [(service["service"], service["state"]) for service in first["services"]] == [
        (name, "ready") for name in SERVICES
    ]


def test_a_user_can_sign_in_over_tls(syndic: Syndic, first: dict[str, Any]) -> None:
    with browser(syndic, first) as client:
        answer = client.post("/api/auth/sessions", json=first["administrator"])

    assert answer.status_code == 201
    assert answer.json()["account"]["role"] == "admin"
    assert "__Host-syndic_session=" in answer.headers["set-cookie"]


def test_the_console_is_served_with_its_headers(syndic: Syndic, first: dict[str, Any]) -> None:
    with browser(syndic, first) as client:
        page, deep, missing = (client.get(path) for path in ("/", "/systems/any", "/assets/missing.js"))

    for answer in (page, deep):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert missing.status_code == 404


def test_hashed_files_of_the_console_are_cached_for_ever(syndic: Syndic, first: dict[str, Any]) -> None:
    asset = next((syndic.layout.client_files / "assets").iterdir())
    with browser(syndic, first) as client:
        answer = client.get(f"/assets/{asset.name}")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_an_old_tls_version_is_refused(first: dict[str, Any]) -> None:
    context = ssl.create_default_context(cafile=first["ca_file"])
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")

    with pytest.raises(httpx.ConnectError):
        httpx.get(first["url"], verify=context)


def test_one_request_can_be_followed_from_the_proxy_to_the_server(syndic: Syndic, first: dict[str, Any]) -> None:
    with browser(syndic, first) as client:
        request_id = client.get("/api/auth/session").headers["x-request-id"]

    def services_that_logged_it() -> set[str]:
        lines = syndic.run("logs", "--grep", request_id, "--json").stdout.splitlines()
        return {json.loads(line)["service"] for line in lines}

    found = until(lambda: services if len(services := services_that_logged_it()) >= 2 else None, "two log lines")
    assert "proxy" in found
    assert found & {"server-1-blue", "server-2-blue"}


def test_a_second_up_changes_nothing(syndic: Syndic, first: dict[str, Any]) -> None:
    before = syndic.pids()

    second = syndic.up()

    assert second["changes"] == []
    assert second["administrator"] is None
    assert syndic.pids() == before


def test_two_ups_at_once_do_not_get_in_each_others_way(syndic: Syndic, first: dict[str, Any]) -> None:
    with locks.hold(syndic.layout.lock, "syndic up"):
        refused = syndic.run("up")

    assert refused.returncode == 1
    assert "Another run is in progress (syndic up, pid " in refused.stderr


def test_the_demonstration_loads_the_examples_once_and_executes_every_framework_each_time(
    syndic: Syndic, first: dict[str, Any]
) -> None:
    def loaded() -> list[tuple[str, int, int]]:
        with syndic.connect() as platform:
            return [
                (
                    system.name,
                    len(list(platform.list(Evidence, f"/api/systems/{system.id}/evidence"))),
                    len(list(platform.list(Metric, f"/api/systems/{system.id}/metrics"))),
                )
                for system in platform.list(System, "/api/systems")
            ]

    examples = read_examples(syndic.layout.examples)
    wanted = {(example.name, framework) for example in examples for framework in example.frameworks}

    shown = syndic.json("demo")
    before = loaded()
    again = syndic.json("demo")

    assert {example.name for example in examples} <= {name for name, _, _ in before}
    assert loaded() == before
    for result in (shown, again):
        found = {(execution["system_name"], execution["framework_id"]) for execution in result["executions"]}
        assert found == wanted
        assert {execution["status"] for execution in result["executions"]} == {"completed"}
    assert not {execution["id"] for execution in shown["executions"]} & {
        execution["id"] for execution in again["executions"]
    }
    posture = {
        (system["name"], framework["framework_id"])
        for system in again["posture"]["systems"]
        for framework in system["frameworks"]
    }
    assert wanted <= posture


def test_the_demonstration_ends_in_a_table(syndic: Syndic, first: dict[str, Any]) -> None:
    completed = syndic.run("demo")

    assert completed.returncode == 0
    headings = "SYSTEM RISK FRAMEWORK SCORE PASS FAIL NEEDS EVIDENCE NOT APPLICABLE ERROR"
    assert headings in {" ".join(line.split()) for line in completed.stdout.splitlines()}
    for example in read_examples(syndic.layout.examples):
        assert example.name in completed.stdout


def test_the_platform_is_a_system_of_its_own_register_and_is_judged(syndic: Syndic, first: dict[str, Any]) -> None:
    assert [syndic.json("operations", "register")["changed"] for _ in range(2)] == [True, False]
    found = syndic.json("operations", "judge")["results"]
    # Nothing was recorded yet, and nobody relies on an environment for development.
    assert {one["outcome"] for one in found} == {"needs_evidence", "not_applicable"}
    assert "operation:rotation" in next(one["needs"] for one in found if one["control_id"] == "rotation_in_date")


def test_cleanup_shows_expired_evidence_and_deletes_it_when_told(
    syndic: Syndic, first: dict[str, Any], system: System
) -> None:
    path = f"/api/systems/{system.id}/evidence"
    with syndic.connect() as platform:
        platform.upload(Evidence, path, b"of long ago", "text/plain", {"kind": "other", "title": "Old"})
        [old] = [one for one in platform.list(Evidence, path) if one.title == "Old"]
    cluster = colours.composed(syndic.layout).cluster
    with psycopg.connect(cluster.url(postgresql.SUPERUSER)) as connection:
        connection.execute(
            "UPDATE evidence_items SET collected_at = '2001-01-01Z', expires_at = '2002-01-01Z' WHERE id = %s",
            (old.id,),
        )
    # An engine of this machine is none of the test's business.
    without_docker = {"SYNDIC_DOCKER": "/nonexistent"}

    shown = syndic.run("cleanup", "--json", environment=without_docker)
    assert shown.returncode == 0, shown.stderr + shown.stdout
    report = json.loads(shown.stdout)
    assert [(one["kind"], one["name"], one["bytes"]) for one in report["found"]] == [("evidence", f"{old.id} Old", 11)]
    assert not report["removed"]

    done = syndic.run("cleanup", "--yes", environment=without_docker)
    assert done.returncode == 0, done.stderr + done.stdout
    assert f"{old.id} Old" in " ".join(done.stdout.split())
    with syndic.connect() as platform:
        assert [one.title for one in platform.list(Evidence, path)] == ["Kept"]
        [listed] = platform.request("GET", "/api/operations", params={"kind": "cleanup"})["items"]
        record = platform.request("GET", f"/api/operations/{listed['id']}")
    assert record["outcome"] == "succeeded"
    assert record["details"]["counts"] == {"evidence": 1}
    assert syndic.json("audit", "verify")["intact"] is True


def test_no_secret_is_on_a_command_line_or_in_a_file_others_can_read(syndic: Syndic, first: dict[str, Any]) -> None:
    secrets = [
        value
        for name, value in credentials.read(syndic.layout.env_file).values.items()
        if name in credentials.GENERATORS or name == credentials.TOKEN
    ]
    secrets += [path.read_text().strip() for path in syndic.state.rglob("*.password")]
    lines = [" ".join(process.cmdline()) for process in syndic.processes()]

    assert len(secrets) >= 9
    assert not [line for line in lines for secret in secrets if secret in line]
    keys = list(memory.beside(syndic.layout.certificates).glob("*.key"))
    assert {"authority.key", "server.key", "proxy.key"} <= {path.name for path in keys}
    for path in [syndic.layout.env_file, *keys]:
        assert path.stat().st_mode & 0o077 == 0, path
    for path in syndic.layout.logs.iterdir():
        text = path.read_text(errors="replace")
        assert not [name for name in secrets if name in text], path


def test_status_tells_pid_uptime_port_and_version(syndic: Syndic, first: dict[str, Any]) -> None:
    completed = syndic.run("status")

    assert completed.returncode == 0
    heading, *rows = completed.stdout.splitlines()
    assert heading.split() == ["SERVICE", "STATE", "PID", "UPTIME", "PORT", "VERSION"]
    shown = [row.split()[:2] for row in rows]
    assert shown[: len(SERVICES)] == [[name, "ready"] for name in SERVICES]
    watching = [[service["service"], service["state"]] for service in syndic.status()["monitoring"]["services"]]
    assert shown[len(SERVICES) :] == watching


@pytest.mark.parametrize("name", SERVICES)
def test_a_killed_service_comes_back(syndic: Syndic, first: dict[str, Any], system: System, name: str) -> None:
    before = syndic.pids()[name]
    psutil.Process(before).kill()

    def healed() -> bool:
        status = syndic.status()
        [pid] = [service["pid"] for service in status["services"] if service["service"] == name]
        return status["ready"] and pid != before

    until(healed, f"{name} to come back and everything to be ready")
    if name in {"postgresql", "object-store"}:
        assert_data_is_there(syndic, system)


def test_requests_are_answered_while_one_server_is_dead(syndic: Syndic, first: dict[str, Any]) -> None:
    before = syndic.pids()["server-1-blue"]
    server = psutil.Process(before)
    server.kill()
    # What it was working on is lost with it; nothing that comes later is.
    psutil.wait_procs([server], timeout=30)

    with browser(syndic, first) as client:
        answers = {client.get("/api/auth/session").status_code for _ in range(40)}

    assert answers == {401}
    until(lambda: syndic.status()["ready"] and syndic.pids()["server-1-blue"] != before, "server-1 to come back")


def test_up_recovers_when_the_supervisor_was_killed(syndic: Syndic, first: dict[str, Any], system: System) -> None:
    before = syndic.pids()
    [supervisor] = [process for process in syndic.processes() if "supervisor.supervisord" in process.cmdline()]
    supervisor.kill()
    psutil.wait_procs([supervisor], timeout=30)
    assert syndic.run("status").returncode == 1
    # Some end on their own when nobody reads their log any more; the database is not among them.
    assert psutil.pid_exists(before["postgresql"])

    again = syndic.up()

    assert f"Stopped postgres (pid {before['postgresql']}), left behind." in again["changes"]
    assert not [pid for pid in before.values() if psutil.pid_exists(pid)]
    assert_data_is_there(syndic, system)


def test_up_recovers_with_all_data_after_a_crash_of_the_machine(
    syndic: Syndic, first: dict[str, Any], system: System
) -> None:
    syndic.kill_all()
    # After a restart, pids in files are those of others.
    for pid_file in (
        syndic.layout.postgresql / "data" / "postmaster.pid",
        syndic.layout.supervisor / "supervisord.pid",
    ):
        assert pid_file.is_file()
        pid_file.write_text("\n".join(["1", *pid_file.read_text().splitlines()[1:], ""]))

    again = syndic.up()

    assert again["url"] == first["url"]
    assert again["administrator"] is None
    assert_data_is_there(syndic, system)


def test_a_changed_setting_is_taken_over_by_those_who_read_it(syndic: Syndic, first: dict[str, Any]) -> None:
    before = syndic.pids()
    with syndic.layout.env_file.open("a") as file:
        file.write("WORKER_CONCURRENCY=1\n")

    again = syndic.up()

    assert again["changes"] == ["worker-blue runs with an older configuration or version."]
    after = syndic.pids()
    assert {name for name in SERVICES if before[name] != after[name]} == {"worker-blue"}


def test_lost_secrets_are_made_again_and_the_data_stays(syndic: Syndic, first: dict[str, Any], system: System) -> None:
    before = credentials.read(syndic.layout.env_file)
    syndic.layout.env_file.unlink()

    again = syndic.up()

    after = credentials.read(syndic.layout.env_file)
    assert not {before.values[name] for name in credentials.GENERATORS} & set(after.values.values())
    assert "Set the password of syndic_api_a." in again["changes"]
    assert after.token is None
    # A token cannot be made without the administrator's password. The old one is still good for the same data.
    credentials.set_token(syndic.layout.env_file, before.token)
    assert_data_is_there(syndic, system)


def test_an_up_that_fails_stops_what_it_started_and_nothing_else(syndic: Syndic, first: dict[str, Any]) -> None:
    before = syndic.pids()
    text = syndic.layout.env_file.read_text()
    with syndic.layout.env_file.open("a") as file:
        file.write("CRON_INTERVAL_SECONDS=never\n")
    try:
        failed = syndic.run("up")
    finally:
        syndic.layout.env_file.write_text(text)

    assert failed.returncode == 1
    assert "cron-blue ended while it was starting." in failed.stderr
    assert "CRON_INTERVAL_SECONDS" in failed.stderr
    after = syndic.pids()
    assert after["cron-blue"] is None
    assert {name for name in SERVICES if before[name] != after[name]} == {"cron-blue"}
    assert syndic.up()["changes"] == ["cron-blue does not run yet."]


def test_another_port_moves_the_proxy_and_tells_the_servers(syndic: Syndic, first: dict[str, Any]) -> None:
    before, old = syndic.pids(), ports.read(syndic.layout.ports_file)["proxy"]
    port = old + 1000

    moved = syndic.up("--port", str(port))

    assert moved["url"] == f"https://localhost:{port}"
    assert ports.is_free(old)
    after = syndic.pids()
    assert before["postgresql"] == after["postgresql"]
    assert before["proxy"] != after["proxy"]
    assert syndic.up()["url"] == moved["url"]


def test_down_stops_everything_and_keeps_the_data(syndic: Syndic, first: dict[str, Any], system: System) -> None:
    watching = sorted(service["service"] for service in syndic.status()["monitoring"]["services"])

    completed = syndic.run("down")

    assert completed.returncode == 0
    assert completed.stdout.splitlines() == [f"Stopped {name}." for name in [*watching, *sorted(SERVICES)]]
    assert syndic.processes() == []
    assert all(ports.is_free(port) for port in ports.read(syndic.layout.ports_file).values())
    assert syndic.run("down").stdout == "Nothing ran.\n"
    status = syndic.status()
    assert {service["state"] for service in status["services"]} == {"stopped"}

    syndic.up()
    assert_data_is_there(syndic, system)


def test_purge_deletes_all_data_and_what_belongs_to_it(syndic: Syndic, first: dict[str, Any]) -> None:
    assert syndic.run("down", "--purge", "--yes").returncode == 0

    assert [path.name for path in syndic.state.iterdir()] == [".env"]
    assert credentials.read(syndic.layout.env_file).token is None
    assert syndic.run("status").returncode == 1

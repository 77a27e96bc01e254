"""The images on one host: compose.production.yaml against PostgreSQL and an object store outside the containers."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from infra.tree import checkout
from tests.integration.containers.conftest import Images
from tests.integration.containers.engine import Docker
from tests.integration.containers.outside import HOST, Certificate, passed_on, signed
from tests.integration.containers.project import Project, finished, register_and_execute
from tests.integration.environment import Environment, free_port
from tests.integration.local.waiting import until
from tests.unit.server.frameworks.samples import catalog, control, rule

USER = 10001
SERVING = ("server", "worker", "cron", "client", "proxy")
FILES = ("compose.yaml", "compose.production.yaml")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """The proxy's certificate."""
    return signed(tmp_path_factory.mktemp("proxy"), "localhost", HOST)


@pytest.fixture(scope="module")
def project(
    docker: Docker,
    images: Images,
    environment: Environment,
    certificate: Certificate,
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[Project]:
    """The platform from its images, with an empty database that the migration job fills."""
    database = environment.create_database("containers", "template0")
    store, gateway = environment.object_store, docker.gateway()
    outside = signed(tmp_path_factory.mktemp("store"), HOST)
    with (
        passed_on(gateway, environment.postgresql.port) as postgresql_port,
        passed_on(gateway, store.ports.s3, certificate=outside, authority=store.ca_file) as store_port,
    ):
        moved = {f"127.0.0.1:{environment.postgresql.port}": f"{HOST}:{postgresql_port}"}
        directory = tmp_path_factory.mktemp("secrets")
        secrets = {
            "database_url": _moved(database.url, moved),
            "database_owner_url": _moved(database.owner_url, moved),
            "object_store_access_key_id": store.access_key_id,
            "object_store_secret_access_key": store.secret_access_key,
            "session_signing_keys": json.dumps([{"id": "first", "key": os.urandom(32).hex()}]),
            "proxy_certificate": certificate.certificate.read_text(),
            "proxy_key": certificate.key.read_text(),
        }
        for name, value in secrets.items():
            _secret(directory / name, value)
        variables = {
            "SYNDIC_IMAGES": "local-registry",
            "SYNDIC_VERSION": images.version,
            "SYNDIC_SECRETS": str(directory),
            "SYNDIC_AUTHORITIES": str(outside.authority.parent),
            "SYNDIC_PORT": str(free_port()),
            "PROXY_IMAGE": images.bases["PROXY_IMAGE"],
            "OBJECT_STORE_URL": f"s3://{store.bucket}/{database.name}",
            "OBJECT_STORE_ENDPOINT": f"https://{HOST}:{store_port}",
            "OBJECT_STORE_REGION": store.region,
            "OBJECT_STORE_CA_FILE": f"/etc/syndic/authorities/{outside.authority.name}",
        }
        for name in images.sizes:
            docker.run("tag", images.reference(name), f"local-registry/{images.reference(name)}")
        running = Project(docker, checkout(), FILES, int(variables["SYNDIC_PORT"]), variables)
        try:
            running.up()
            yield running
        finally:
            running.down()


@pytest.fixture(scope="module")
def client(project: Project, certificate: Certificate) -> Iterator[httpx.Client]:
    """A client signed in through the proxy, whose certificate it verifies."""
    with contextlib.closing(project.sign_in(certificate.authority)) as signed_in:
        yield signed_in


def _moved(url: str, addresses: dict[str, str]) -> str:
    for before, after in addresses.items():
        assert before in url
        url = url.replace(before, after)
    return url


def _secret(file: Path, value: str) -> None:
    file.write_text(value)
    os.chown(file, USER, USER)
    file.chmod(0o400)


def test_the_platform_works_through_the_proxy_over_tls(project: Project, client: httpx.Client) -> None:
    page = client.get("/")
    assert "<html" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    execution = register_and_execute(client, "Smoke of the images")
    results = client.get(f"/api/executions/{execution}/results").json()["items"]
    assert len({result["control_id"] for result in results}) > 40
    assert client.get("/api/nowhere").headers["content-type"] == "application/problem+json"


def test_the_operators_image_runs_the_smoke_tests_against_what_users_reach(
    docker: Docker, images: Images, project: Project, client: httpx.Client, certificate: Certificate
) -> None:
    made = client.post("/api/tokens", json={"name": "smoke", "role": "engineer", "expires_in_days": 1}).json()
    told = {
        "SYNDIC_URL": f"https://{HOST}:{project.port}",
        "SYNDIC_API_TOKEN": made["token"],
        "SYNDIC_CA_FILE": "/authority.pem",
    }
    confined = ("--read-only", "--tmpfs=/tmp", "--cap-drop=ALL", "--security-opt=no-new-privileges")
    reaching = (f"--add-host={HOST}:{docker.gateway()}", f"--volume={certificate.authority}:/authority.pem:ro")
    given = (f"--env={name}={value}" for name, value in told.items())
    image = images.reference("syndic-operator")
    done = docker.run("run", "--rm", *confined, *reaching, *given, image, "release", "smoke", "--json", check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert json.loads(done.stdout) == {"url": told["SYNDIC_URL"], "passed": True}


@pytest.mark.parametrize("service", SERVING)
def test_a_container_is_healthy_confined_and_not_root(project: Project, client: httpx.Client, service: str) -> None:
    known = project.container(service)

    assert known["State"]["Health"]["Status"] == "healthy"
    assert known["HostConfig"]["ReadonlyRootfs"] is True
    assert known["HostConfig"]["CapDrop"] == ["ALL"]
    assert known["HostConfig"]["Memory"] > 0
    assert known["HostConfig"]["NanoCpus"] > 0
    assert known["HostConfig"]["PidsLimit"] > 0
    status = Path(f"/proc/{known['State']['Pid']}/status").read_text()
    ids = {line.split()[0]: line.split()[1:] for line in status.splitlines() if line.startswith(("Uid:", "Gid:"))}
    assert ids == {"Uid:": [str(USER)] * 4, "Gid:": [str(USER)] * 4}
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status


def test_only_the_proxy_is_published(project: Project, client: httpx.Client) -> None:
    published = {service: project.container(service)["NetworkSettings"]["Ports"] for service in SERVING}
    assert {service for service, ports in published.items() if any(ports.values())} == {"proxy"}


def test_limits_hold(project: Project, client: httpx.Client) -> None:
    known = project.container("worker")
    limit = Path(f"/proc/{known['State']['Pid']}/cgroup").read_text()
    assert known["Id"] in limit
    shown = project.compose("exec", "-T", "worker", "python3", "-c", "open('/app/here', 'w')", check=False)
    assert "Read-only file system" in shown.stderr


def test_no_secret_is_in_what_the_engine_shows(project: Project, client: httpx.Client) -> None:
    secrets = Path(project.variables["SYNDIC_SECRETS"])
    values = [file.read_text() for file in secrets.iterdir() if file.name != "proxy_certificate"]
    for service in (*SERVING, "migrate"):
        known = json.dumps(project.container(service))
        assert not [value for value in values if value in known]
    logs = project.compose("logs").stdout
    assert not [value for value in values if value in logs]


def test_a_stopped_server_finishes_the_request_in_flight(project: Project, client: httpx.Client) -> None:
    system = client.get("/api/systems").json()["items"][0]["id"]
    release = threading.Event()
    begun = threading.Event()

    def body() -> Iterator[bytes]:
        yield b"the first half, "
        begun.set()
        assert release.wait(60)
        yield b"the second half"

    def upload() -> httpx.Response:
        return client.post(
            f"/api/systems/{system}/evidence",
            params={"kind": "other", "title": "In flight"},
            content=body(),
            headers={"Content-Type": "text/plain"},
        )

    with ThreadPoolExecutor(2) as pool:
        answer = pool.submit(upload)
        assert begun.wait(60)
        stopped = pool.submit(project.compose, "stop", "--timeout=40", "server")
        until(lambda: "draining" in project.compose("logs", "server").stdout, "the server to drain")
        release.set()
        assert answer.result(60).status_code == httpx.codes.CREATED
        stopped.result(60)
    assert project.container("server")["State"]["ExitCode"] == 0
    project.up()


def test_a_stopped_worker_finishes_the_job_it_runs(project: Project, client: httpx.Client) -> None:
    busy = "count([1 | some i in numbers.range(1, 1000); some j in numbers.range(1, 250); i * j < 0]) == 0"
    body = f'result := {{"outcome": "pass", "reasons": ["It took a while"], "needs": []}} if {busy}'
    controls = [f"c{number}" for number in range(1, 9)]
    rules = {name: rule(name, body, "slow") for name in controls}
    published = client.post(
        "/api/frameworks",
        json={"id": "slow", "catalog": catalog(*(control(name) for name in controls)), "rules": rules},
    )
    assert published.status_code == httpx.codes.CREATED, published.text
    system = client.get("/api/systems").json()["items"][0]["id"]
    queued = client.post("/api/executions", json={"system_id": system, "framework_id": "slow"}).json()["id"]
    until(lambda: client.get(f"/api/executions/{queued}").json()["status"] == "running", "the execution to run")

    project.compose("stop", "--timeout=60", "worker")

    assert project.container("worker")["State"]["ExitCode"] == 0
    assert finished(client, queued)


@pytest.mark.parametrize(
    ("image", "command", "variables", "sentence"),
    [
        ("syndic-server", (), {}, "DATABASE_URL"),
        ("syndic-worker", (), {"DATABASE_URL": "nonsense"}, "OBJECT_STORE_URL"),
        ("syndic-migrate", (), {}, "DATABASE_OWNER_URL"),
        (
            "syndic-cron",
            (),
            {"DATABASE_URL": "file:/run/secrets/absent", "OBJECT_STORE_URL": "s3://b"},
            "/run/secrets/absent",
        ),
        ("syndic-operator", ("secrets", "status", "-e", "nowhere"), {}, "nowhere"),
    ],
)
def test_wrong_configuration_ends_a_container_with_one_sentence(
    docker: Docker, images: Images, image: str, command: tuple[str, ...], variables: dict[str, str], sentence: str
) -> None:
    given = [f"--env={name}={value}" for name, value in {"SECRETS_START_TIMEOUT_SECONDS": "1", **variables}.items()]
    done = docker.run("run", "--rm", "--read-only", *given, images.reference(image), *command, check=False)

    assert done.returncode in (1, 2)
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")]
    assert len(errors) == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_one_sentence_of_compose(project: Project, client: httpx.Client) -> None:
    other = Project(project.docker, project.directory, FILES, project.port, project.variables)
    done = other.compose("up", "--detach", "--no-deps", "--no-build", "proxy", check=False)
    other.down()
    assert done.returncode != 0
    assert "already allocated" in done.stderr

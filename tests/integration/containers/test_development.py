"""compose.yaml: sources are mounted, and what runs follows them."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from infra.tree import checkout
from tests.integration.containers.engine import Docker
from tests.integration.containers.outside import HOST, passed_on, signed
from tests.integration.containers.project import Project, copy_sources, register_and_execute
from tests.integration.environment import Environment, free_port
from tests.integration.local.waiting import until

pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture(scope="module")
def project(
    docker: Docker, bases: dict[str, str], environment: Environment, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Project]:
    """The development environment of a copy of the checkout."""
    database = environment.create_database("development", "template0")
    store, gateway = environment.object_store, docker.gateway()
    directory = copy_sources(tmp_path_factory.mktemp("checkout"))
    outside = signed(directory / "infra" / "containers" / "authorities", HOST)
    with (
        passed_on(gateway, environment.postgresql.port) as postgresql_port,
        passed_on(gateway, store.ports.s3, certificate=outside, authority=store.ca_file) as store_port,
    ):
        inside, address = f"127.0.0.1:{environment.postgresql.port}", f"{HOST}:{postgresql_port}"
        variables = {
            **bases,
            "SYNDIC_PORT": str(free_port()),
            "DATABASE_URL": database.url.replace(inside, address),
            "DATABASE_OWNER_URL": database.owner_url.replace(inside, address),
            "SESSION_SIGNING_KEYS": json.dumps([{"id": "first", "key": os.urandom(32).hex()}]),
            "OBJECT_STORE_URL": f"s3://{store.bucket}/{database.name}",
            "OBJECT_STORE_ENDPOINT": f"https://{HOST}:{store_port}",
            "OBJECT_STORE_REGION": store.region,
            "OBJECT_STORE_ACCESS_KEY_ID": store.access_key_id,
            "OBJECT_STORE_SECRET_ACCESS_KEY": store.secret_access_key,
            "OBJECT_STORE_CA_FILE": f"/etc/syndic/authorities/{outside.authority.name}",
        }
        running = Project(docker, directory, ("compose.yaml",), int(variables["SYNDIC_PORT"]), variables)
        _build(running)
        try:
            running.up()
            yield running
        finally:
            running.down()


def _build(project: Project) -> None:
    """What `docker compose build` does with its plugin buildx, which this machine's engine is too old for."""
    for context, file, image, base in (
        (".", "server/Dockerfile", "syndic-platform-development", "PYTHON_IMAGE"),
        ("client", "client/Dockerfile", "syndic-console-development", "NODE_IMAGE"),
    ):
        arguments = [f"--file={project.directory / file}", "--target=development", f"--tag={image}"]
        argument = f"--build-arg={base}={project.variables[base]}"
        project.docker.run("build", "--quiet", *arguments, argument, str(project.directory / context))


@pytest.fixture(scope="module")
def client(project: Project) -> Generator[httpx.Client]:
    """A client signed in through the proxy, which made its certificate itself."""
    with contextlib.closing(project.sign_in(None)) as signed_in:
        yield signed_in


def replace(file: Path, before: str, after: str) -> None:
    """Change a source file as an editor does."""
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


def started(project: Project, service: str) -> tuple[str, int]:
    """Which container a service runs in, and how often the engine restarted it."""
    known = project.container(service)
    return known["Id"], known["RestartCount"]


def test_the_platform_works_and_logs_for_debugging(project: Project, client: httpx.Client) -> None:
    register_and_execute(client, "Smoke of the sources")
    assert project.container("server")["Config"]["Env"].count("LOG_LEVEL=debug") == 1


def test_a_change_of_the_server_shows_in_its_answers(project: Project, client: httpx.Client) -> None:
    before = started(project, "server")
    replace(
        project.directory / "server/auth/authentication.py", "The Authorization header must be", "Changed: it must be"
    )

    def answer() -> bool:
        refused = client.get("/api/systems", headers={"Authorization": "Basic nothing"})
        return refused.status_code == httpx.codes.UNAUTHORIZED and "Changed: it must be" in refused.text

    until(answer, "the changed sentence", 60)
    assert started(project, "server") == before


def test_a_change_of_the_worker_shows_in_what_it_does(project: Project, client: httpx.Client) -> None:
    logged = project.compose("logs", "worker").stdout.count('"event":"started"')
    source = project.directory / "server/worker.py"
    source.write_text(source.read_text() + "\n# changed\n")
    until(
        lambda: project.compose("logs", "worker").stdout.count('"event":"started"') > logged,
        "the worker to start anew",
        60,
    )
    until(lambda: client.get("/api/systems").is_success, "the server, which follows the same sources", 60)
    register_and_execute(client, "After the change")


def test_a_change_of_the_console_shows_in_the_open_page(
    project: Project, client: httpx.Client, browser: Browser
) -> None:
    page = browser.new_page(ignore_https_errors=True)
    page.goto(project.url)
    heading = page.get_by_role("button", name=re.compile("sign in", re.IGNORECASE))
    heading.wait_for(timeout=120_000)
    page.evaluate("window.untouched = true")
    source = project.directory / "client/src/auth/SignInPage.tsx"
    replace(source, "            Sign in\n", "            Come in\n")

    page.get_by_text("Come in").first.wait_for(timeout=60_000)
    assert page.evaluate("window.untouched"), "the page was loaded anew instead of being updated"
    page.close()


def test_a_missing_setting_is_named(project: Project) -> None:
    variables = {**project.variables, "DATABASE_OWNER_URL": "", "SYNDIC_PORT": str(free_port())}
    without = Project(project.docker, project.directory, project.files, free_port(), variables)
    done = without.compose("run", "--rm", "--no-deps", "migrate", check=False)
    without.down()
    assert done.returncode == 1
    assert "ERROR: " in done.stderr
    assert "DATABASE_OWNER_URL" in done.stderr


def test_every_file_compose_reads_is_valid_with_both_profiles() -> None:
    files = ["compose.yaml"]
    project = Project(Docker("unix:///nowhere"), checkout(), tuple(files), 0, {})
    shown = project.compose("--profile=local-data", "config", "--services").stdout.split()
    assert {"postgresql", "object-store", "server", "proxy"} <= set(shown)

"""A Compose project of the tests: its files, its variables, and the commands for it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import ssl
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from infra.tree import checkout
from tests.integration.containers.engine import COMPOSE, Docker
from tests.integration.local.waiting import until

ADMINISTRATOR = "admin@example.org"
COPIED = ("compose.yaml", "compose.production.yaml", "server", "client", "infra/containers", "requirements")


def copy_sources(directory: Path) -> Path:
    """The files of the checkout that the containers are made of, to change them without changing the checkout."""
    for name in COPIED:
        source, target = checkout() / name, directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "dist", "__pycache__"))
        else:
            shutil.copy(source, target)
    return directory


@dataclass(frozen=True)
class Project:
    """A Compose project."""

    docker: Docker
    directory: Path
    files: tuple[str, ...]
    port: int
    variables: dict[str, str]
    name: str = field(default_factory=lambda: f"syndic-{secrets.token_hex(3)}")

    @property
    def url(self) -> str:
        """Where the proxy is."""
        return f"https://localhost:{self.port}"

    def compose(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of Compose."""
        files = [f"--file={name}" for name in self.files]
        done = subprocess.run(
            [COMPOSE, f"--project-name={self.name}", *files, *arguments],
            cwd=self.directory,
            env={"PATH": os.environ["PATH"], "DOCKER_HOST": self.docker.host, "DOCKER_BUILDKIT": "1", **self.variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0 or not check, f"compose {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
        return done

    def up(self) -> None:
        """Start everything and wait until it is healthy."""
        done = self.compose("up", "--detach", "--wait", "--wait-timeout=180", "--no-build", check=False)
        assert done.returncode == 0, f"{done.stderr[-3000:]}\n{self.compose('logs', '--tail=40').stdout[-6000:]}"

    def down(self) -> None:
        """Stop and remove everything."""
        self.compose("down", "--volumes", "--timeout=40")

    def container(self, service: str) -> dict[str, Any]:
        """What the engine knows of the container of a service."""
        found = self.compose("ps", "--all", "--format=json", service).stdout
        return self.docker.inspect(json.loads(found.splitlines()[0])["ID"])

    def sign_in(self, authority: Path | None) -> httpx.Client:
        """A client of the console's API through the proxy, signed in as the first administrator."""
        command = ["-m", "server", "create-admin", f"--email={ADMINISTRATOR}"]
        made = self.compose("run", "--rm", "--no-deps", "--entrypoint=python3", "server", *command)
        password = json.loads(made.stdout)["password"]
        client = httpx.Client(base_url=self.url, verify=trusting(authority), timeout=60)
        signed = client.post("/api/auth/sessions", json={"email": ADMINISTRATOR, "password": password})
        assert signed.status_code == httpx.codes.CREATED, signed.text
        client.headers["X-CSRF-Token"] = signed.json()["csrf_token"]
        return client


def trusting(authority: Path | None) -> ssl.SSLContext | bool:
    """Verify certificates by this authority; do not verify them without one."""
    return ssl.create_default_context(cafile=authority) if authority else False


def register_and_execute(client: httpx.Client, name: str) -> str:
    """Register a system, execute a framework on it, wait for its end, and read a result's document back.

    Returns:
        The id of the finished execution.
    """
    system = client.post(
        "/api/systems",
        json={
            "name": name,
            "purpose": "Smoke",
            "owner": "o",
            "provider": "p",
            "risk_tier": "high",
            "lifecycle": "deployed",
        },
    )
    assert system.status_code == httpx.codes.CREATED, system.text
    queued = client.post("/api/executions", json={"system_id": system.json()["id"], "framework_id": "eu_ai_act"})
    assert queued.status_code in (httpx.codes.CREATED, httpx.codes.ACCEPTED), queued.text
    execution = queued.json()["id"]
    until(lambda: finished(client, execution), "the execution to finish")
    return execution


def finished(client: httpx.Client, execution: str) -> bool:
    """Whether an execution has ended well; one that ended otherwise fails the test."""
    state = client.get(f"/api/executions/{execution}").json()
    assert state["status"] in ("queued", "running", "completed"), state
    return state["status"] == "completed"

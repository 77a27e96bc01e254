"""Real secret stores for the tests: OpenBao and moto's AWS server, each a process of its own that can be killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import hvac
import requests

from server.settings import SecretStoreSettings

ROOT_TOKEN = "root-token-of-the-tests"
STARTUP_SECONDS = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@dataclass
class Service:
    """A process of a store: started, killed with SIGKILL, started again on the same port."""

    argv: list[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                self.argv, stdout=output, stderr=output, env={**os.environ, **self.environment}
            )

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def wait_until(ready: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while not ready():
        assert time.monotonic() < deadline, f"{what} did not become ready"
        time.sleep(0.05)


class OpenBao:
    """A development server over TLS with the key-value engine, an AppRole and a policy for one application."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.port = free_port()
        self.address = f"https://127.0.0.1:{self.port}"
        self.ca_file = directory / "vault-ca.pem"
        self.service = Service(
            [
                str(Path(sys.executable).parent / "bao"),
                "server",
                "-dev",
                "-dev-tls",
                f"-dev-tls-cert-dir={directory}",
                f"-dev-root-token-id={ROOT_TOKEN}",
                f"-dev-listen-address=127.0.0.1:{self.port}",
                "-dev-no-store-token",
            ],
            directory / "openbao.log",
            {"HOME": str(directory)},
        )

    @property
    def root(self) -> hvac.Client:
        return hvac.Client(self.address, token=ROOT_TOKEN, verify=str(self.ca_file))

    def start(self) -> None:
        self.service.launch()
        wait_until(self._ready, "OpenBao")
        root = self.root
        root.sys.enable_auth_method("approle")
        root.sys.enable_secrets_engine("database")
        root.sys.create_or_update_policy("application", APPLICATION_POLICY)
        self.role("application", token_ttl="1h")

    def role(self, name: str, **options: object) -> None:
        self.root.auth.approle.create_or_update_approle(name, token_policies=["application"], **options)

    def seal(self) -> None:
        self.root.sys.seal()

    def unseal(self) -> None:
        # Printed a moment after the server answers.
        wait_until(lambda: "Unseal Key: " in self.service.log.read_text(), "the unseal key")
        key = self.service.log.read_text().partition("Unseal Key: ")[2].split()[0]
        self.root.sys.submit_unseal_key(key)

    def settings(self, role: str = "application", **changes: object) -> SecretStoreSettings:
        """How an application reaches it, with a fresh secret id."""
        role_id, secret_id = self.directory / f"{role}.role-id", self.directory / f"{role}.secret-id"
        role_id.write_text(self.root.auth.approle.read_role_id(role)["data"]["role_id"] + "\n")
        secret_id.write_text(self.root.auth.approle.generate_secret_id(role)["data"]["secret_id"] + "\n")
        values: dict[str, Any] = {
            "vault_addr": self.address,
            "vault_cacert": self.ca_file,
            "vault_role_id_file": role_id,
            "vault_secret_id_file": secret_id,
            **changes,
        }
        return SecretStoreSettings(**values)

    def _ready(self) -> bool:
        try:
            return self.ca_file.exists() and not self.root.seal_status["sealed"]
        except (requests.RequestException, OSError):
            return False


APPLICATION_POLICY = """
path "secret/data/syndic/*" { capabilities = ["create", "read", "update"] }
path "secret/metadata/syndic/*" { capabilities = ["read"] }
path "database/creds/application" { capabilities = ["read"] }
path "database/creds/short" { capabilities = ["read"] }
path "database/static-creds/reporting" { capabilities = ["read"] }
"""


class Aws:
    """Moto's server, which speaks the API of AWS Secrets Manager and of IAM."""

    REGION = "eu-central-1"

    def __init__(self, directory: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.service = Service(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)], directory / "moto.log"
        )

    def start(self) -> None:
        self.service.launch()
        wait_until(self._ready, "moto's server")

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
        return boto3.client(
            service,
            region_name=self.REGION,
            endpoint_url=self.address,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )

    def settings(self, **changes: object) -> SecretStoreSettings:
        values: dict[str, Any] = {
            "aws_region": self.REGION,
            "aws_endpoint_url_secrets_manager": self.address,
            **changes,
        }
        return SecretStoreSettings(**values)

    @contextlib.contextmanager
    def permissions_enforced(self) -> Generator[None]:
        """Within the block, IAM policies decide, as they do at AWS."""
        self._requests_before_enforcement("0")
        try:
            yield
        finally:
            self._requests_before_enforcement("inf")

    def _requests_before_enforcement(self, count: str) -> None:
        requests.post(f"{self.address}/moto-api/reset-auth", data=count, timeout=10).raise_for_status()

    def _ready(self) -> bool:
        try:
            return requests.get(f"{self.address}/moto-api/", timeout=1).ok
        except requests.RequestException:
            return False

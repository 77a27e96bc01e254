"""Runs the platform's own commands as real processes."""

from __future__ import annotations

import contextlib
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr

from infra import plain_http
from server.settings import ApiSettings
from tests.integration.environment import free_port

START_SECONDS = 30.0
STOP_SECONDS = 40.0
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "TZ")


@dataclass(frozen=True)
class ServingProcess:
    """A process that serves /readyz on its internal port and, when it is an API, the API on its port."""

    process: subprocess.Popen[bytes]
    port: int
    internal_port: int
    log: Path

    @property
    def url(self) -> str:
        """Address of the API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def internal_url(self) -> str:
        """Address of /healthz, /readyz and /metrics."""
        return f"http://127.0.0.1:{self.internal_port}"

    def log_entries(self) -> list[dict]:
        """What the process logged so far."""
        return [json.loads(line) for line in self.log.read_text().splitlines(keepends=True) if line.endswith("\n")]


def variables(settings: ApiSettings) -> dict[str, str]:
    """The environment variables that are these settings."""
    keys = [{"id": key.id, "key": key.key.get_secret_value()} for key in settings.session_signing_keys]
    plain = settings.model_dump(exclude_none=True, exclude={"session_signing_keys"})
    return {
        **{
            name.upper(): value.get_secret_value() if isinstance(value, SecretStr) else str(value)
            for name, value in plain.items()
        },
        "SESSION_SIGNING_KEYS": json.dumps(keys),
    }


def run_command(arguments: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `python -m server …` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        env=_environment(environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextlib.contextmanager
def serving(
    command: str, environment: Mapping[str, str], directory: Path, *, wait: bool = True
) -> Generator[ServingProcess]:
    """Run a serving process from ready to stopped."""
    port, internal_port = free_port(), free_port()
    arguments = [sys.executable, "-m", "server", command, "--internal-port", str(internal_port)]
    if command == "api":
        arguments += ["--port", str(port)]
    log = directory / f"{command}-{internal_port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(arguments, env=_environment(environment), stdout=output, stderr=subprocess.STDOUT)
    running = ServingProcess(process, port, internal_port, log)
    try:
        if wait:
            wait_ready(running)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_ready(running: ServingProcess) -> None:
    """Wait until the process says that it is ready."""
    deadline = time.monotonic() + START_SECONDS
    answer = "nothing"
    while time.monotonic() < deadline:
        if running.process.poll() is not None:
            raise AssertionError(f"It ended with {running.process.returncode}: {running.log.read_text()[-2000:]}")
        with contextlib.suppress(httpx.TransportError):
            ready = plain_http.ask(running.internal_port, "/readyz", 5)
            answer = ready.text
            if ready.status_code == httpx.codes.OK:
                return
        time.sleep(0.05)
    raise AssertionError(f"It is not ready after {START_SECONDS:g} s; its last answer was {answer}")


def trusting(ca_file: Path) -> ssl.SSLContext:
    """A TLS context that trusts one certificate authority only."""
    return ssl.create_default_context(cafile=ca_file)


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ} | dict(variables)

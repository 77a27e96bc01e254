"""The platform's own processes: two servers, the worker and cron, and the commands that prepare them."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra import shell
from infra.local.certificates import Authority
from infra.local.errors import PlatformCommandError
from infra.local.files import write_atomically
from infra.local.programs import Program
from infra.local.proxy_configuration import Backend
from infra.local.services import Service, with_digest
from server import __version__
from server.settings import Process, declared

SERVERS = ("server-1", "server-2")
WORKER = "worker"
CRON = "cron"
NAMES = (*SERVERS, WORKER, CRON)
CERTIFICATE = "server"
SOURCES = ("*.py", "*.json", "*.rego")
COMMAND_SECONDS = 300.0


@dataclass(frozen=True)
class Platform:
    """What the platform's processes share: the checkout, their settings, and who signs their certificate."""

    checkout: Path
    logs_directory: Path
    env_file: Path
    """The user's settings and every secret."""
    settings: Mapping[Process, Mapping[str, str]]
    """What each process is told about the environment, by the name of the variable; no values of secrets."""
    own: Mapping[str, str]
    """What the user set in the file, which wins."""
    secrets_made: str
    """Changes when the file was lost and its secrets were made again."""
    authority: Authority
    ports: Mapping[str, int]

    def command_log(self, command: str) -> Path:
        """What a command said when it last ran."""
        return self.logs_directory / f"{command}.log"


def services(platform: Platform) -> list[Service]:
    """The processes as services of the environment."""
    api = [_service(platform, name, Process.API, (name, f"{name}-internal")) for name in SERVERS]
    worker = _service(platform, WORKER, Process.WORKER, (f"{WORKER}-internal",))
    return [*api, worker, _service(platform, CRON, Process.CRON, (f"{CRON}-internal",))]


def backends(ports: Mapping[str, int]) -> tuple[Backend, ...]:
    """The servers as the proxy sees them."""
    return tuple(
        Backend(name, f"https://localhost:{ports[name]}", "/readyz", ports[f"{name}-internal"]) for name in SERVERS
    )


def argv(process: Process, ports: Mapping[str, int], names: tuple[str, ...]) -> tuple[str, ...]:
    """The command of a process; the last of its ports is the internal one, the one before it serves users."""
    public = () if len(names) == 1 else ("--port", str(ports[names[0]]))
    return (sys.executable, "-m", "server", str(process), *public, "--internal-port", str(ports[names[-1]]))


def variables(platform: Platform, process: Process) -> dict[str, str]:
    """The environment variables of a process; what the user set is left to the file it reads."""
    told = {name: value for name, value in platform.settings[process].items() if name not in platform.own}
    return {**told, "SYNDIC_ENV_FILE": str(platform.env_file), "PYTHONUNBUFFERED": "1"}


def run_command(platform: Platform, process: Process, *words: str) -> str:
    """Run a command of the platform to its end, with the settings of a process.

    Returns:
        What it printed.

    Raises:
        PlatformCommandError: it failed; the message holds its last lines.
    """
    completed = shell.run(
        [sys.executable, "-m", "server", *words],
        environment={**shell.base_environment(), **variables(platform, process)},
        directory=platform.checkout,
        timeout_seconds=COMMAND_SECONDS,
        check=False,
    )
    # Standard output may hold a new password, so only what else was said is kept.
    write_atomically(platform.command_log(words[0]), completed.stderr)
    if completed.code != 0:
        raise PlatformCommandError(words[0], completed.code, platform.command_log(words[0]), completed.stderr)
    return completed.stdout


def unready_reason(internal_port: int) -> str | None:
    """Why a process is not ready, in its own words, as a clause; None when it is."""
    try:
        answer = httpx.get(f"http://127.0.0.1:{internal_port}/readyz", timeout=3)
    except httpx.HTTPError as error:
        return f"it does not answer ({error or type(error).__name__})"
    if answer.status_code == httpx.codes.OK:
        return None
    return _failing_checks(answer) or f"it answers {answer.status_code}"


def source_digest(checkout: Path) -> str:
    """A digest of the platform's source, so that processes running older source are restarted."""
    digest = hashlib.sha256()
    for path in sorted(found for pattern in SOURCES for found in (checkout / "server").rglob(pattern)):
        digest.update(str(path.relative_to(checkout)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _service(platform: Platform, name: str, process: Process, ports: tuple[str, ...]) -> Service:
    return Service(
        name=name,
        ports=ports,
        version=__version__,
        configure=lambda: _configure(platform, name, process, ports),
        unready=lambda: unready_reason(platform.ports[ports[-1]]),
    )


def _configure(platform: Platform, name: str, process: Process, ports: tuple[str, ...]) -> Program:
    program = Program(
        name=name,
        argv=argv(process, platform.ports, ports),
        directory=platform.checkout,
        environment=variables(platform, process),
        stop_seconds=30,
    )
    # A renewed certificate is read again by the running process, as secrets are, and restarts nothing.
    platform.authority.certificate(CERTIFICATE)
    read = {name: value for name, value in sorted(platform.own.items()) if process in declared()[name][1]}
    return with_digest(program, json.dumps(read), platform.secrets_made, source_digest(platform.checkout))


def _failing_checks(answer: httpx.Response) -> str:
    try:
        checks = answer.json()["checks"]
        return "; ".join(
            f"{name}: {check.get('message') or 'failing'}" for name, check in checks.items() if not check["ok"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""

"""The platform's own processes: two servers, the worker and cron, and the commands that prepare them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from infra import plain_http, shell
from infra.local.certificates import Authority
from infra.local.deployment import Colour, Slot
from infra.local.errors import PlatformCommandError
from infra.local.files import write_atomically
from infra.local.programs import Program
from infra.local.proxy_configuration import Backend
from infra.local.releases import Release, source_digest
from infra.local.services import Service, with_digest
from server.settings import Process, declared

CERTIFICATE = "server"
COMMAND_SECONDS = 300.0


@dataclass(frozen=True)
class Platform:
    """What the processes of one colour share: the release, their settings, and who signs their certificate."""

    release: Release
    colour: Colour
    region: str
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


def servers(colour: Colour) -> tuple[str, ...]:
    """The servers of a colour."""
    return (f"server-1-{colour}", f"server-2-{colour}")


def worker(colour: Colour) -> str:
    """The worker of a colour."""
    return f"worker-{colour}"


def cron(colour: Colour) -> str:
    """The cron of a colour."""
    return f"cron-{colour}"


def names(colour: Colour) -> tuple[str, ...]:
    """Every process of a colour."""
    return (*servers(colour), worker(colour), cron(colour))


def services(platform: Platform, slot: Slot) -> list[Service]:
    """The processes of a colour as services of the environment."""
    serving = [_service(platform, name, Process.API, (name, f"{name}-internal")) for name in servers(platform.colour)]
    working = [
        _service(platform, name, process, (f"{name}-internal",))
        for name, process in ((worker(platform.colour), Process.WORKER), (cron(platform.colour), Process.CRON))
    ]
    return [*(serving if slot.serves else ()), *(working if slot.works else ())]


def backends(colour: Colour, ports: Mapping[str, int]) -> tuple[Backend, ...]:
    """The servers of a colour as the proxy sees them."""
    return tuple(
        Backend(name, f"https://localhost:{ports[name]}", "/readyz", ports[f"{name}-internal"])
        for name in servers(colour)
    )


def argv(python: Path, process: Process, ports: Mapping[str, int], names: tuple[str, ...]) -> tuple[str, ...]:
    """The command of a process; the last of its ports is the internal one, the one before it serves users."""
    public = () if len(names) == 1 else ("--port", str(ports[names[0]]))
    return (str(python), "-m", "server", str(process), *public, "--internal-port", str(ports[names[-1]]))


def variables(platform: Platform, process: Process) -> dict[str, str]:
    """The environment variables of a process; what the user set is left to the file it reads."""
    told = {name: value for name, value in platform.settings[process].items() if name not in platform.own}
    return {
        **told,
        "SYNDIC_ENV_FILE": str(platform.env_file),
        "SYNDIC_RELEASE": platform.release.label,
        "SYNDIC_COLOUR": str(platform.colour),
        "SYNDIC_REGION": platform.region,
        "PYTHONUNBUFFERED": "1",
    }


def run_command(platform: Platform, process: Process, *words: str, timeout_seconds: float = COMMAND_SECONDS) -> str:
    """Run a command of the platform to its end, with the settings of a process.

    Returns:
        What it printed.

    Raises:
        PlatformCommandError: it failed; the message holds its last lines.
    """
    completed = shell.run(
        [str(platform.release.python), "-m", "server", *words],
        environment={**shell.base_environment(), **variables(platform, process)},
        directory=platform.release.source,
        timeout_seconds=timeout_seconds,
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
        answer = plain_http.ask(internal_port, "/readyz", 3)
    except httpx.HTTPError as error:
        return f"it does not answer ({error or type(error).__name__})"
    if answer.status_code == httpx.codes.OK:
        return None
    return _failing_checks(answer) or f"it answers {answer.status_code}"


def _service(platform: Platform, name: str, process: Process, ports: tuple[str, ...]) -> Service:
    return Service(
        name=name,
        ports=ports,
        version=platform.release.label,
        configure=lambda: _configure(platform, name, process, ports),
        unready=lambda: unready_reason(platform.ports[ports[-1]]),
    )


def _configure(platform: Platform, name: str, process: Process, ports: tuple[str, ...]) -> Program:
    program = Program(
        name=name,
        argv=argv(platform.release.python, process, platform.ports, ports),
        directory=platform.release.source,
        environment=variables(platform, process),
        stop_seconds=30,
    )
    # A renewed certificate is read again by the running process, as secrets are, and restarts nothing.
    platform.authority.certificate(CERTIFICATE)
    read = {name: value for name, value in sorted(platform.own.items()) if process in declared()[name][1]}
    return with_digest(program, json.dumps(read), platform.secrets_made, source_digest(platform.release.source))


def _failing_checks(answer: httpx.Response) -> str:
    try:
        checks = answer.json()["checks"]
        return "; ".join(
            f"{name}: {check.get('message') or 'failing'}" for name, check in checks.items() if not check["ok"]
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""

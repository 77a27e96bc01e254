"""What watches over the environment, as services: how each program is run, and when it can be used."""

from __future__ import annotations

import re
import shutil
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx

from infra import shell
from infra.errors import CommandFailedError
from infra.local import credentials, memory
from infra.local.certificates import Authority
from infra.local.discovery import PROMETHEUS
from infra.local.files import make_private_directory, write_atomically
from infra.local.postgresql import DATABASE, Role
from infra.local.programs import Program
from infra.local.services import Service, with_digest

ALERTMANAGER = "alertmanager"
NODE_EXPORTER = "node-exporter"
POSTGRES_EXPORTER = "postgres-exporter"

PROGRAMS: Mapping[str, tuple[str, ...]] = {
    PROMETHEUS: ("prometheus",),
    ALERTMANAGER: ("prometheus-alertmanager", "alertmanager"),
    NODE_EXPORTER: ("prometheus-node-exporter", "node_exporter"),
    POSTGRES_EXPORTER: ("prometheus-postgres-exporter", "postgres_exporter"),
}
"""The programs, as Debian calls them and as their authors do."""

KEPT = ("--storage.tsdb.retention.time=31d", "--storage.tsdb.retention.size=1GB")
"""The longest window of an objective, as long as the disk of a developer's machine is not filled by it."""

WANTED_OF_THE_MACHINE = ("cpu", "filesystem", "loadavg", "meminfo")

_VERSION = re.compile(r"version (\S+)")


@dataclass(frozen=True)
class Place:
    """Where they keep their files, who signs their certificate, and their ports."""

    directory: Path
    authority: Authority
    ports: Mapping[str, int]

    @property
    def web(self) -> Path:
        """How they are reached over TLS."""
        return self.directory / "web.yaml"


def find(program: str) -> Path | None:
    """Where a program is; None when it is not installed."""
    return next((Path(found) for name in PROGRAMS[program] if (found := shutil.which(name))), None)


def region_of(name: str) -> str:
    """The region a service watches; empty when it watches all."""
    return name.removeprefix(f"{POSTGRES_EXPORTER}-") if name.startswith(f"{POSTGRES_EXPORTER}-") else ""


def service(place: Place, program: str) -> Service:
    """Prometheus, Alertmanager, or the exporter of the machine."""
    configure = {PROMETHEUS: _prometheus, ALERTMANAGER: _alertmanager, NODE_EXPORTER: _node_exporter}[program]
    path = "/metrics" if program == NODE_EXPORTER else "/-/ready"
    return _service(place, program, program, path, lambda: configure(place))


def postgres_exporter(place: Place, region: str, port: int, env_file: Path) -> Service:
    """The exporter of a region's database.

    Args:
        place: where its files are.
        region: which.
        port: of the database.
        env_file: the secrets of the environment.
    """
    name = f"{POSTGRES_EXPORTER}-{region}"
    return _service(
        place, name, POSTGRES_EXPORTER, "/metrics", lambda: _postgres_exporter(place, name, region, port, env_file)
    )


def _service(place: Place, name: str, program: str, path: str, configure: Callable[[], Program]) -> Service:
    return Service(
        name=name,
        ports=(name,),
        version=_version(find(program)),
        configure=configure,
        unready=lambda: _unready(place, name, path),
    )


def _prometheus(place: Place) -> Program:
    home = make_private_directory(place.directory / PROMETHEUS)
    port = place.ports[PROMETHEUS]
    program = _program(
        place,
        PROMETHEUS,
        PROMETHEUS,
        f"--config.file={home / 'prometheus.yaml'}",
        f"--storage.tsdb.path={make_private_directory(home / 'data')}",
        *KEPT,
        f"--web.listen-address=127.0.0.1:{port}",
        f"--web.external-url=https://localhost:{port}",
        f"--web.config.file={place.web}",
        "--log.format=json",
    )
    rules = sorted((home / "rules").glob("*.yaml"))
    # Targets are read again as they change; configuration and rules at its start only.
    return with_digest(program, home / "prometheus.yaml", *rules)


def _alertmanager(place: Place) -> Program:
    home = make_private_directory(place.directory / ALERTMANAGER)
    port = place.ports[ALERTMANAGER]
    program = _program(
        place,
        ALERTMANAGER,
        ALERTMANAGER,
        f"--config.file={home / 'alertmanager.yaml'}",
        f"--storage.path={make_private_directory(home / 'data')}",
        f"--web.listen-address=127.0.0.1:{port}",
        f"--web.external-url=https://localhost:{port}",
        f"--web.config.file={place.web}",
        "--cluster.listen-address=",
        "--log.format=json",
    )
    return with_digest(program, home / "alertmanager.yaml")


def _node_exporter(place: Place) -> Program:
    return _program(
        place,
        NODE_EXPORTER,
        NODE_EXPORTER,
        "--collector.disable-defaults",
        *(f"--collector.{name}" for name in WANTED_OF_THE_MACHINE),
        f"--web.listen-address=127.0.0.1:{place.ports[NODE_EXPORTER]}",
        f"--web.config.file={place.web}",
        "--log.format=json",
    )


def _postgres_exporter(place: Place, name: str, region: str, port: int, env_file: Path) -> Program:
    """It reads its password from a file, so that no list of processes shows it."""
    login = credentials.read(env_file).login(Role.MONITORING)
    held = memory.ensure(place.directory)
    user, password = held / f"{region}.user", held / f"{region}.password"
    write_atomically(user, login.name)
    write_atomically(password, login.password)
    program = _program(
        place,
        name,
        POSTGRES_EXPORTER,
        # PostgreSQL 17 moved what this collector of exporters before 0.16 reads.
        "--no-collector.bgwriter",
        "--disable-settings-metrics",
        f"--web.listen-address=127.0.0.1:{place.ports[name]}",
        f"--web.config.file={place.web}",
        "--log.format=json",
        environment={
            "DATA_SOURCE_URI": f"127.0.0.1:{port}/{DATABASE}?sslmode=disable",
            "DATA_SOURCE_USER_FILE": str(user),
            "DATA_SOURCE_PASS_FILE": str(password),
        },
    )
    return with_digest(program, user, password)


def _program(
    place: Place, name: str, program: str, *words: str, environment: Mapping[str, str] | None = None
) -> Program:
    return Program(
        name=name,
        argv=(str(find(program)), *words),
        directory=place.directory,
        environment={"HOME": str(place.directory), **(environment or {})},
    )


def _unready(place: Place, name: str, path: str) -> str | None:
    """Why it cannot be used, as a clause; None when it can."""
    try:
        context = ssl.create_default_context(cafile=place.authority.ca_file)
        answer = httpx.get(f"https://localhost:{place.ports[name]}{path}", verify=context, timeout=3)
    except (httpx.HTTPError, OSError) as error:
        return f"it does not answer ({error or type(error).__name__})"
    return None if answer.status_code == httpx.codes.OK else f"it answers {answer.status_code}"


@cache
def _version(path: Path | None) -> str:
    try:
        said = shell.run([str(path), "--version"])
    except CommandFailedError:
        return "unknown"
    found = _VERSION.search(said.stdout + said.stderr)
    return found[1] if found else "unknown"

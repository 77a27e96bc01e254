"""The exact commands of every program, and that none of them carries a secret."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from infra import shell
from infra.local import client, memory, object_store, postgresql, processes, proxy
from infra.local.certificates import Authority, KeyPair
from infra.local.client import Client
from infra.local.deployment import Colour
from infra.local.identity import Identity
from infra.local.layout import Layout
from infra.local.object_store import ObjectStore, StorePorts
from infra.local.object_store_configuration import AccessKey, bucket_identity
from infra.local.postgresql import Cluster, Role
from infra.local.proxy import Proxy
from infra.local.proxy_configuration import Listeners
from infra.local.releases import of_checkout
from server.settings import Process

STATE = Path("/state")
PASSWORDS = {Role.OWNER: "owner-secret", Role.APP: "app-secret"}
CLUSTER = Cluster(STATE / "postgresql", 5001, PASSWORDS)
AUTHORITY = Authority(STATE / "certificates")
STORE = ObjectStore(
    STATE / "object-store",
    StorePorts.consecutive(6000),
    AUTHORITY,
    AccessKey("ADMINISTRATOR", "administrator-secret"),
    (bucket_identity("platform", "syndic", AccessKey("PLATFORM", "platform-secret")),),
)


def binary(name: str) -> str:
    return str(shell.find_program(name))


def test_postgresql() -> None:
    program = postgresql.program(CLUSTER, Identity())

    assert program.argv == (str(postgresql.binary("postgres")), "-D", "/state/postgresql/data")
    assert program.stop_signal.name == "SIGINT"


def test_postgresql_of_root_runs_as_nobody_who_matters() -> None:
    program = postgresql.program(CLUSTER, Identity(prefix=("unshare", "--user")))

    assert program.argv[:3] == ("unshare", "--user", str(postgresql.binary("postgres")))


def test_initdb_takes_the_password_from_a_file_and_fixes_what_depends_on_the_machine() -> None:
    assert postgresql.initdb_argv(Path("/state/data.partial"), Path("/state/password")) == [
        str(postgresql.binary("initdb")),
        "--pgdata=/state/data.partial",
        "--username=postgres",
        "--pwfile=/state/password",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions",
    ]


def test_object_store() -> None:
    pair = KeyPair(Path("/state/c.pem"), Path("/state/c.key"))

    assert object_store.program(STORE, pair).argv == (
        binary("weed"),
        "server",
        "-dir=data",
        "-ip=localhost",
        "-ip.bind=127.0.0.1",
        "-master.port=6002",
        "-master.port.grpc=6003",
        "-master.electionTimeout=1s",
        "-master.heartbeatInterval=100ms",
        "-master.telemetry=false",
        "-master.volumeSizeLimitMB=1024",
        "-volume.port=6004",
        "-volume.port.grpc=6005",
        "-volume.max=0",
        "-volume.minFreeSpace=1",
        "-volume.preStopSeconds=0",
        "-filer",
        "-filer.port=6006",
        "-filer.port.grpc=6007",
        "-s3",
        f"-s3.config={memory.beside(STORE.directory)}/s3.json",
        "-s3.port=6000",
        "-s3.port.grpc=6001",
        "-s3.cert.file=/state/c.pem",
        "-s3.key.file=/state/c.key",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-s3.iam=false",
        "-metricsPort=6008",
        "-metricsIp=127.0.0.1",
    )


def test_proxy() -> None:
    described = Proxy(STATE / "proxy", Listeners(8443, 5002, ipv6=True), AUTHORITY, ())

    assert proxy.program(described).argv == (binary("traefik"), "--configFile=/state/proxy/traefik.yaml")


def test_client() -> None:
    release = of_checkout(Layout(Path("/checkout"), STATE))

    assert client.program(Client(Colour.BLUE, STATE / "client", release, 5003)).argv == (
        binary("caddy"),
        "run",
        "--adapter=caddyfile",
        "--config=/checkout/client/Caddyfile",
    )


@pytest.mark.parametrize(
    ("process", "names", "expected"),
    [
        (
            Process.API,
            ("server-2", "server-2-internal"),
            (sys.executable, "-m", "server", "api", "--port", "7002", "--internal-port", "7003"),
        ),
        (Process.WORKER, ("worker-internal",), (sys.executable, "-m", "server", "worker", "--internal-port", "7004")),
        (Process.CRON, ("cron-internal",), (sys.executable, "-m", "server", "cron", "--internal-port", "7005")),
    ],
)
def test_processes(process: Process, names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    ports = {"server-2": 7002, "server-2-internal": 7003, "worker-internal": 7004, "cron-internal": 7005}

    assert processes.argv(Path(sys.executable), process, ports, names) == expected


def test_no_command_and_no_variable_of_a_store_carries_a_secret() -> None:
    pair = KeyPair(Path("/state/c.pem"), Path("/state/c.key"))
    for program in (postgresql.program(CLUSTER, Identity()), object_store.program(STORE, pair)):
        told = " ".join([*program.argv, *program.environment.values()])
        assert "secret" not in told

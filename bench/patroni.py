"""A Patroni cluster of two servers and a witness, put through the same kill as a region of ours.

Patroni is not part of the project; an installed one is named by whoever measures. It keeps its state in the Raft of its
own members, because no etcd can be installed from the packages that the rest comes from.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
import yaml

from bench.platform import await_condition
from bench.report import BenchError
from infra.local.identity import Identity, unprivileged_identity
from infra.local.postgresql import binary
from tests.integration.environment import free_port

PASSWORD = "measured"  # noqa: S105 - of a cluster that lives for a minute, on loopback
WARM_ROWS = 200
SETTLE_SECONDS = 180

DEFAULT = {"ttl": 30, "loop_wait": 10, "retry_timeout": 10}
TUNED = {"ttl": 20, "loop_wait": 2, "retry_timeout": 3}
"""The shortest time to live that Patroni accepts; the two others leave it room for its own rule."""


@dataclass
class Node:
    """One server and the Patroni that keeps it."""

    name: str
    directory: Path
    sql_port: int
    api_port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def configuration(self) -> Path:
        """Its file."""
        return self.directory / "patroni.yaml"

    def cluster(self) -> list[dict[str, Any]]:
        """The members as it knows them; none while it does not answer."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.api_port}/cluster", timeout=2).json()["members"]
        except (httpx.HTTPError, ValueError, KeyError):
            return []


@dataclass
class Cluster:
    """The whole cluster."""

    nodes: list[Node]
    patroni: str
    identity: Identity
    rows: dict[int, float] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Whichever server takes writes."""
        hosts = ",".join(f"127.0.0.1:{node.sql_port}" for node in self.nodes)
        return f"postgresql://postgres:{PASSWORD}@{hosts}/postgres?target_session_attrs=read-write&connect_timeout=2"

    def start(self, node: Node) -> None:
        """Start a node."""
        argv = [*self.identity.prefix, self.patroni, str(node.configuration)]
        with (node.directory / "log").open("ab") as log:
            node.process = subprocess.Popen(argv, stdout=log, stderr=log, start_new_session=True)

    def leader(self) -> Node | None:
        """The server that takes writes, once the other one follows it and is waited for."""
        for node in self.nodes:
            roles = {member["name"]: (member["role"], member["state"]) for member in node.cluster()}
            if ("sync_standby", "streaming") in roles.values():
                return next((one for one in self.nodes if roles.get(one.name, ("", ""))[0] == "leader"), None)
        return None

    def settle(self) -> Node:
        """Wait until both servers are where they should be."""
        await_condition(lambda: self.leader() is not None, SETTLE_SECONDS, "the Patroni cluster to settle")
        leader = self.leader()
        if leader is None:
            raise BenchError("The Patroni cluster did not stay settled.")
        return leader


def kill(node: Node) -> None:
    """Kill a node with its server and all its sessions at once."""
    assert node.process is not None  # noqa: S101 - it was started
    below = psutil.Process(node.process.pid).children(recursive=True)
    data = node.directory / "data"
    servers = [process for process in psutil.process_iter() if _works_in(process, data)]
    for process in {process.pid: process for process in (*below, *servers)}.values():
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(node.process.pid, signal.SIGKILL)
    node.process.wait()


def recovery_seconds(patroni: str, place: Path, timing: Mapping[str, int], rounds: int) -> tuple[list[float], int, int]:
    """Seconds from a kill of the leader to the next acknowledged row, for every round; rows written, and rows lost."""
    with running(patroni, place, timing) as cluster:
        taken: list[float] = []
        cluster.settle()
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE probe (number bigint PRIMARY KEY)")
        ended = threading.Event()
        writer = threading.Thread(target=_write, args=(cluster, ended), daemon=True)
        writer.start()
        for _ in range(rounds):
            leader = cluster.settle()
            seen = len(cluster.rows)
            await_condition(lambda seen=seen: len(cluster.rows) >= seen + WARM_ROWS, SETTLE_SECONDS, "rows")
            began = time.monotonic()
            kill(leader)
            killed = time.monotonic()
            await_condition(lambda killed=killed: _after(cluster, killed), SETTLE_SECONDS, "a row after the kill")
            taken.append(min(at for at in list(cluster.rows.values()) if at > killed) - began)
            cluster.start(leader)
        cluster.settle()
        ended.set()
        writer.join(timeout=30)
        with psycopg.connect(cluster.url) as connection:
            found = {int(row[0]) for row in connection.execute("SELECT number FROM probe")}
        return taken, len(cluster.rows), len(cluster.rows.keys() - found)


@contextmanager
def running(patroni: str, place: Path, timing: Mapping[str, int]) -> Generator[Cluster]:
    """A cluster, from started to killed."""
    nodes = [Node(name, place / name, free_port(), free_port()) for name in ("a", "b")]
    raft = [free_port() for _ in range(3)]
    for node, own in zip(nodes, raft, strict=False):
        node.directory.mkdir(parents=True)
        node.configuration.write_text(yaml.safe_dump(_configuration(node, own, raft, timing)))
        node.configuration.chmod(0o644)
    witness = place / "witness"
    witness.mkdir()
    (witness / "patroni.yaml").write_text(
        yaml.safe_dump({"raft": _raft(witness, raft[2], raft), "scope": "bench", "name": "witness"})
    )
    identity = unprivileged_identity(binary("postgres"), place)
    identity.take(place)
    cluster = Cluster(nodes, patroni, identity)
    controller = str(Path(patroni).with_name("patroni_raft_controller"))
    with (witness / "log").open("ab") as log:
        argv = [*identity.prefix, controller, str(witness / "patroni.yaml")]
        third = subprocess.Popen(argv, stdout=log, stderr=log, start_new_session=True)
    try:
        for node in nodes:
            cluster.start(node)
        yield cluster
    finally:
        for node in nodes:
            kill(node)
        third.kill()
        third.wait()


def _configuration(node: Node, own: int, raft: list[int], timing: Mapping[str, int]) -> dict[str, Any]:
    credentials = {"username": "postgres", "password": PASSWORD}
    return {
        "scope": "bench",
        "name": node.name,
        "restapi": {"listen": f"127.0.0.1:{node.api_port}", "connect_address": f"127.0.0.1:{node.api_port}"},
        "raft": _raft(node.directory, own, raft),
        "bootstrap": {
            "dcs": {
                **timing,
                "synchronous_mode": True,
                "postgresql": {"use_pg_rewind": True, "use_slots": True, "parameters": {"wal_log_hints": "on"}},
            },
            "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, "data-checksums"],
        },
        "postgresql": {
            "listen": f"127.0.0.1:{node.sql_port}",
            "connect_address": f"127.0.0.1:{node.sql_port}",
            "data_dir": str(node.directory / "data"),
            "bin_dir": str(binary("postgres").parent),
            "pgpass": str(node.directory / "pgpass"),
            "authentication": {"superuser": credentials, "replication": credentials, "rewind": credentials},
            "parameters": {"unix_socket_directories": "", "shared_buffers": "128MB"},
            "pg_hba": [
                "host all all 127.0.0.1/32 scram-sha-256",
                "host replication all 127.0.0.1/32 scram-sha-256",
            ],
        },
    }


def _raft(directory: Path, own: int, raft: list[int]) -> dict[str, Any]:
    return {
        "data_dir": str(directory / "raft"),
        "self_addr": f"127.0.0.1:{own}",
        "partner_addrs": [f"127.0.0.1:{port}" for port in raft if port != own],
    }


def _write(cluster: Cluster, ended: threading.Event) -> None:
    number = 0
    while not ended.is_set():
        try:
            with psycopg.connect(cluster.url, autocommit=True) as connection:
                while not ended.is_set():
                    number += 1
                    connection.execute("INSERT INTO probe VALUES (%s)", (number,))
                    cluster.rows[number] = time.monotonic()
                    time.sleep(0.005)
        except psycopg.Error:
            time.sleep(0.02)


def _after(cluster: Cluster, moment: float) -> bool:
    return any(at > moment for at in list(cluster.rows.values()))


def _works_in(process: psutil.Process, directory: Path) -> bool:
    try:
        return process.name() == "postgres" and Path(process.cwd()) == directory.resolve()
    except (psutil.Error, OSError):
        return False

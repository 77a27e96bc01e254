"""Faults, each done for real, and what is told about it. Leaving the block of one repairs it."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from infra.local import credentials, proxy
from infra.local.credentials import KeyNames
from infra.platform import Execution, System
from tests.integration.local.waiting import until
from tests.integration.monitoring.scene import Scene

SPENT = frozenset({"ErrorBudgetBurnsFast", "ErrorBudgetBurnsSlowly"})
"""Users got no answer, so a promise to them is being broken."""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong."""

    name: str
    alert: str
    inject: Callable[[Scene], AbstractContextManager[None]]
    labels: dict[str, str] = field(default_factory=dict)
    """What the alert must be about."""
    companions: frozenset[str] = frozenset()
    """Other alerts that say something true about it, and may be sent."""
    told_too: frozenset[str] = frozenset()
    """Other alerts that must be sent."""


@contextmanager
def database_killed(scene: Scene) -> Generator[None]:
    with scene.stopped("postgresql", killed=True):
        yield


@contextmanager
def standby_stopped(scene: Scene) -> Generator[None]:
    with scene.stopped("postgresql", "two"):
        yield


@contextmanager
def queue_filled(scene: Scene) -> Generator[None]:
    """A worker that hangs; what is queued has waited for an hour."""
    worker = psutil.Process(scene.pid("worker-blue"))
    worker.suspend()
    try:
        with scene.syndic.connect() as platform:
            body = {
                "name": f"Queued {time.monotonic_ns()}",
                "purpose": "Waits.",
                "owner": "A test",
                "risk_tier": "minimal",
                "lifecycle": "testing",
            }
            system = platform.post(System, "/api/systems", body)
            wanted = {"system_id": system.id, "framework_id": "nist_ai_rmf"}
            platform.post(Execution, "/api/executions", wanted)
        with scene.database() as connection:
            connection.execute("UPDATE executions SET queued_at = now() - interval '1 hour' WHERE status = 'queued'")
        yield
    finally:
        worker.resume()


@contextmanager
def queries_slowed(scene: Scene) -> Generator[None]:
    """Somebody locks a table, again and again, while users read it."""
    over = threading.Event()

    def lock() -> None:
        with scene.database() as connection:
            while not over.wait(0.1):
                with connection.transaction():
                    connection.execute("LOCK TABLE systems IN ACCESS EXCLUSIVE MODE")
                    over.wait(0.9)

    locking = threading.Thread(target=lock, daemon=True)
    with scene.users_want("/api/systems"):
        locking.start()
        try:
            yield
        finally:
            over.set()
            locking.join()


@contextmanager
def failing_requests(scene: Scene) -> Generator[None]:
    """A grant is lost, so that the servers fail at what users ask for."""
    with scene.database() as connection:
        connection.execute("REVOKE SELECT ON systems FROM syndic_api")
        try:
            with scene.users_want("/api/systems"):
                yield
        finally:
            connection.execute("GRANT SELECT ON systems TO syndic_api")


@contextmanager
def certificate_expired(scene: Scene) -> Generator[None]:
    """The proxy was started with a certificate that ended three days ago."""
    served, authority = scene.composed().proxy, scene.authority
    authority.remove(proxy.NAME)
    expired = authority.certificate(proxy.NAME, datetime.now(UTC) - timedelta(days=400))
    proxy.write_routes(served, expired)
    psutil.Process(scene.pid(proxy.NAME)).kill()
    try:
        yield
    finally:
        authority.remove(proxy.NAME)
        proxy.write_routes(served, authority.certificate(proxy.NAME))


@contextmanager
def backup_stale(scene: Scene) -> Generator[None]:
    """The newest physical backup was proved five days ago; the dashboards' test proves logical ones only."""
    old = datetime.now(UTC) - timedelta(days=5)
    record(scene, "backup", datetime.now(UTC), of="physical")
    record(scene, "backup-verification", old, of="physical")
    try:
        yield
    finally:
        record(scene, "backup-verification", datetime.now(UTC), of="physical")


def record(scene: Scene, kind: str, at: datetime, *, of: str = "logical") -> None:
    moment = at.isoformat()
    body = {
        "kind": kind,
        "environment": "development",
        "started_at": moment,
        "finished_at": moment,
        "outcome": "succeeded",
        "summary": "Recorded by a test.",
        "details": {"kind": of},
    }
    with scene.syndic.connect() as platform:
        platform.request("POST", "/api/operations", json=body)


@contextmanager
def secret_over_age(scene: Scene) -> Generator[None]:
    """A key of the object store was made longer ago than the policy allows."""
    path: Path = scene.main.env_file
    dates = json.loads(credentials.read(path)[credentials.CHANGED])
    old = (datetime.now(UTC) - timedelta(days=400)).isoformat(timespec="seconds")
    aged = {**dates, KeyNames("worker").key_id: old}
    credentials._write(path, {credentials.CHANGED: json.dumps(aged)})
    try:
        yield
    finally:
        credentials._write(path, {credentials.CHANGED: json.dumps(dates)})


@contextmanager
def worker_crashes(scene: Scene) -> Generator[None]:
    """The worker is killed each time it has come back and was seen."""
    for _ in range(2):
        before = scene.pid("worker-blue")
        started = _seen_start(scene)
        psutil.Process(before).kill()
        until(lambda seen=started: _seen_start(scene) not in {seen, ""}, "the worker to be scraped again")
    yield


def _seen_start(scene: Scene) -> str:
    found = scene.query('process_start_time_seconds{instance="worker-blue"}')
    return found[0]["value"][1] if found else ""


@contextmanager
def disk_filled(scene: Scene) -> Generator[None]:
    """A small file system of its own, almost full."""
    place = scene.syndic.state.parent / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "syndic-test", str(place)], check=True)
    try:
        (place / "filling").write_bytes(bytes(15 * 1024 * 1024))
        try:
            yield
        finally:
            (place / "filling").unlink()
            empty = f'node_filesystem_avail_bytes{{mountpoint="{place}"}} > 15e6'
            until(lambda: scene.query(empty), "the room to be seen")
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def server_stopped(scene: Scene) -> Generator[None]:
    """One of the two servers that the proxy leads to is gone."""
    with scene.stopped("server-1-blue", killed=True):
        yield


FAULTS = (
    # Nobody can say how far the standby is behind a primary that does not answer.
    Fault(
        "the database is killed",
        "DatabaseDown",
        database_killed,
        {"region": "one"},
        SPENT | {"DatabaseSlow", "ReplicaDoesNotFollow", "ErrorsLogged"},
    ),
    # The exporter of the standby sees the same.
    Fault(
        "the standby is stopped",
        "ReplicaDoesNotFollow",
        standby_stopped,
        {"kind": "database"},
        frozenset({"DatabaseDown"}),
    ),
    # A worker that hangs does not answer, and what is queued waits longer than promised.
    Fault("the queue fills up", "QueueStuck", queue_filled, {"queue": "executions"}, SPENT | {"ProcessDown"}),
    Fault("queries are slow", "DatabaseSlow", queries_slowed, {"region": "one"}, SPENT),
    Fault(
        "requests fail",
        "ErrorBudgetBurnsFast",
        failing_requests,
        {"objective": "availability"},
        SPENT,
        told_too=frozenset({"ErrorsLogged"}),
    ),
    Fault("a certificate expired", "CertificateExpires", certificate_expired, {"cn": "Syndic local proxy"}),
    Fault("the newest proof of a backup is old", "BackupNotVerified", backup_stale, {"kind": "physical"}),
    Fault("a secret is too old", "SecretOverAge", secret_over_age, {"name": "OBJECT_STORE_ACCESS_KEY_ID"}),
    Fault("a disk is nearly full", "DiskNearlyFull", disk_filled, {"device": "syndic-test"}),
    Fault("one of the proxy's servers is gone", "TargetDown", server_stopped, {"instance": "server-1-blue"}),
    # For a moment there is no worker at all.
    Fault(
        "the worker crashes", "ProcessRestarts", worker_crashes, {"instance": "worker-blue"}, frozenset({"ProcessDown"})
    ),
)

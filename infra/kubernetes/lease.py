"""A lock between operators, as a Lease of the cluster: it has a holder, ends by itself, and is renewed while held.

Expiry is judged by the clocks of two machines. So a lease that another machine holds is left alone for a while longer
than it says, and its holder stops to act when it could not renew it for as long as it says, by its own clock. A holder
that was killed on this very machine is known to be gone, and is not waited for.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import socket
import threading
import time
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from infra.errors import LockHeldError, LockLostError, OperatorError
from infra.kubernetes.cluster import LEASE, Cluster
from infra.kubernetes.errors import ObjectChangedError
from infra.kubernetes.manifests import Manifest

SECONDS = 30
"""How long a lease is good for without being renewed."""

ALLOWANCE_SECONDS = 10
"""How much the clocks of two machines may differ."""

MACHINE = "syndic/machine"
PROCESS = "syndic/process"
STATED = "%Y-%m-%dT%H:%M:%S.%fZ"


class HeldLease:
    """A lease that this run holds."""

    def __init__(self, cluster: Cluster, name: str, purpose: str, seconds: int) -> None:
        self._cluster = cluster
        self._name = name
        self._seconds = seconds
        self._holder = f"{purpose}, {_user()}@{socket.gethostname()}, {uuid.uuid4().hex[:8]}"
        self._lost: str | None = None
        self._renewed = time.monotonic()
        self._ended = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._lease: Manifest = {}

    def require(self) -> None:
        """Refuse to go on without the lock.

        Raises:
            LockLostError: another run may hold it by now.
        """
        if self._lost is None and time.monotonic() - self._renewed >= self._seconds:
            self._lost = f"it could not be renewed for {self._seconds} seconds"
        if self._lost is not None:
            raise LockLostError(self._where, self._lost)

    def take(self) -> None:
        """Take it, when nobody holds it.

        Raises:
            LockHeldError: somebody does.
        """
        found = self._cluster.get(LEASE, self._name)
        if found is not None and not _is_free(found, self._seconds):
            raise LockHeldError(self._where, _holder(found))
        asked = time.monotonic()
        try:
            if found is None:
                self._lease = self._cluster.create(self._stated({}))
            else:
                self._lease = self._cluster.replace(self._stated(found))
        except ObjectChangedError as error:
            now = self._cluster.get(LEASE, self._name)
            if now is None or now["spec"].get("holderIdentity") != self._holder:
                raise LockHeldError(self._where, _holder(now or {})) from error
            self._lease = now
        self._renewed = asked
        self._keeper.start()

    def _keep(self) -> None:
        """Renew it until it is given back."""
        while not self._ended.wait(self._seconds / 3):
            asked = time.monotonic()
            try:
                self._lease = self._cluster.replace(self._stated(self._lease))
            except ObjectChangedError:
                found = self._read()
                if found is None:
                    continue
                if found.get("spec", {}).get("holderIdentity") != self._holder:
                    self._lost = f"{_holder(found)} holds it now"
                    return
                self._lease = found
            except OperatorError:
                # What could not be renewed is tried again until it is too late, which `require` finds out.
                continue
            self._renewed = asked

    def give_back(self) -> None:
        """Let others have it. What fails here is left to expire."""
        self._ended.set()
        self._keeper.join()
        with contextlib.suppress(OperatorError):
            found = self._cluster.get(LEASE, self._name)
            if found is not None and found["spec"].get("holderIdentity") == self._holder:
                found["spec"]["holderIdentity"] = ""
                self._cluster.replace(found)

    @property
    def _where(self) -> str:
        return f"Lease {self._cluster.namespace}/{self._name} of {self._cluster.where}"

    def _read(self) -> Manifest | None:
        try:
            return self._cluster.get(LEASE, self._name) or {}
        except OperatorError:
            return None

    def _stated(self, found: Manifest) -> Manifest:
        """The lease as held by this run, in the place of what was read."""
        now = datetime.now(UTC).strftime(STATED)
        before = found.get("spec", {})
        mine = before.get("holderIdentity") == self._holder
        metadata = {**found.get("metadata", {}), "name": self._name, "namespace": self._cluster.namespace}
        metadata["annotations"] = {MACHINE: _machine(), PROCESS: _process(os.getpid()) or ""}
        return {
            "apiVersion": LEASE.api_version,
            "kind": LEASE.kind,
            "metadata": metadata,
            "spec": {
                "holderIdentity": self._holder,
                "leaseDurationSeconds": self._seconds,
                "acquireTime": before.get("acquireTime", now) if mine else now,
                "renewTime": now,
                "leaseTransitions": int(before.get("leaseTransitions", 0)) + (0 if mine else 1),
            },
        }


@contextmanager
def hold(cluster: Cluster, name: str, purpose: str, seconds: int = SECONDS) -> Generator[HeldLease]:
    """Hold a lease while the block runs; every change of the cluster meanwhile needs it.

    Args:
        cluster: where it is.
        name: what it is called.
        purpose: the command, for the message that others get.
        seconds: how long it is good for without being renewed.

    Raises:
        LockHeldError: somebody else holds it; the message names who.
        LockLostError: from the block, when it was lost meanwhile.
    """
    held = HeldLease(cluster.unguarded(seconds / 3), name, purpose, seconds)
    held.take()
    before = cluster.before_writing

    def require() -> None:
        before()
        held.require()

    cluster.before_writing = require
    try:
        yield held
    finally:
        cluster.before_writing = before
        held.give_back()


def _is_free(lease: Manifest, seconds: int) -> bool:
    spec = lease["spec"]
    if not spec.get("holderIdentity"):
        return True
    annotations = lease["metadata"].get("annotations", {})
    if annotations.get(MACHINE) == _machine() and not _runs(annotations.get(PROCESS, "")):
        return True
    renewed = datetime.fromisoformat(spec["renewTime"])
    good_for = int(spec.get("leaseDurationSeconds", seconds)) + ALLOWANCE_SECONDS
    return (datetime.now(UTC) - renewed).total_seconds() > good_for


def _holder(lease: Manifest) -> str:
    spec = lease.get("spec", {})
    since, until = spec.get("acquireTime", ""), spec.get("leaseDurationSeconds", "")
    return f"{spec.get('holderIdentity') or 'somebody'}, since {since[:19]}, unless not renewed for {until} seconds,"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A pod's user has no name.
        return str(os.getuid())


def _machine() -> str:
    """Tells this machine, since it was started, and the processes it can see, from every other one."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return hashlib.sha256(f"{boot} {Path('/proc/self/ns/pid').readlink()}".encode()).hexdigest()[:16]
    except OSError:
        # Nothing is known about where a holder runs, so none is ever taken for gone before its lease expired.
        return uuid.uuid4().hex


def _process(pid: int) -> str | None:
    """Tells a process from a later one with the same number; None when there is none."""
    try:
        return f"{pid} {psutil.Process(pid).create_time()}"
    except psutil.Error:
        return None


def _runs(process: str) -> bool:
    pid, _, _ = process.partition(" ")
    return pid.isdigit() and _process(int(pid)) == process

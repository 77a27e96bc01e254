"""The ports of the environment: chosen free once, remembered, the same at every start."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import socket
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from infra.local.deployment import Colour
from infra.local.errors import NoFreePortError, PortTakenError
from infra.local.files import write_atomically

PROXY = "proxy"
"""What users open."""

PROXY_OF_REGION = "proxy-region"
"""What the proxy of a region listens on where two regions share the port that users open."""

PREFERRED_PROXY_PORT = 8443
PROXY_RANGE = range(PREFERRED_PROXY_PORT, PREFERRED_PROXY_PORT + 100)

INNER_RANGE = range(20_000, 32_000)
"""Below the ports that systems hand out to outgoing connections, which could take one between two starts."""

NAMES = (
    PROXY,
    PROXY_OF_REGION,
    "proxy-internal",
    *(
        f"{name}-{colour}{suffix}"
        for colour in Colour
        for name, suffixes in (
            ("client", ("",)),
            ("server-1", ("", "-internal")),
            ("server-2", ("", "-internal")),
            ("worker", ("-internal",)),
            ("cron", ("-internal",)),
        )
        for suffix in suffixes
    ),
    "postgresql",
    "object-store",
    "object-store-s3-grpc",
    "object-store-master",
    "object-store-master-grpc",
    "object-store-volume",
    "object-store-volume-grpc",
    "object-store-filer",
    "object-store-filer-grpc",
    "object-store-metrics",
    "object-store-follower",
)

MONITORING_NAMES = (
    "prometheus",
    "alertmanager",
    "node-exporter",
    "postgres-exporter-one",
    "postgres-exporter-two",
)
"""What watches over the environment; remembered apart, because it belongs to no region."""


def is_free(port: int) -> bool:
    """Whether a service could listen on a port of loopback now, for IPv4 and, where the machine has it, IPv6."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                # As the services do: a port of connections that ended just now is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError:
            if family == socket.AF_INET or has_ipv6_loopback():
                return False
    return True


def has_ipv6_loopback() -> bool:
    """Whether this machine has the address ::1."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


class Reservations:
    """Ports that are not to be had although nobody listens on them; other runs on this machine pass over them.

    A run holds what it chose until its services listen, and the operating system ends that with the process at the
    latest. What an environment remembers stays its own: the colour that stands idle listens nowhere, and will. All
    users of a machine share both, as they share its ports.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory or Path(tempfile.gettempdir()) / "syndic-ports"
        self._held: list[int] = []

    def take(self, port: int, remembered_in: Path | None = None) -> bool:
        """Set a port aside; whether nobody else has.

        Args:
            port: the port.
            remembered_in: the file that will remember it; absent for one that is needed only now.
        """
        try:
            descriptor = self._open(self._directory / str(port))
        except OSError:
            # Something of that name is there that cannot be held, so nothing is known of the port.
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        if _is_remembered_elsewhere(descriptor, port, remembered_in):
            os.close(descriptor)
            return False
        if remembered_in is not None:
            # Not possible where another user made the file: then the port is held, and forgotten afterwards.
            with suppress(OSError):
                os.pwrite(descriptor, f"{remembered_in}\n".encode(), 0)
                os.ftruncate(descriptor, len(f"{remembered_in}\n".encode()))
        self._held.append(descriptor)
        return True

    def _open(self, path: Path) -> int:
        """A file to hold, which stays: one that is removed while it is held would be another one to the next run."""
        try:
            return os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except PermissionError:
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            with suppress(FileExistsError):
                self._directory.mkdir()
                # As of a directory for temporary files: anybody may add, and nobody remove what is another's.
                self._directory.chmod(0o1777)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
            with suppress(PermissionError):
                os.fchmod(descriptor, 0o644)
            return descriptor

    def release(self) -> None:
        """Leave them to whoever listens on them by now."""
        while self._held:
            os.close(self._held.pop())


def _is_remembered_elsewhere(descriptor: int, port: int, file: Path | None) -> bool:
    """Whether the last file that was to remember a port is another one, and still does."""
    last = os.pread(descriptor, 4096, 0).decode(errors="replace").strip()
    if not last or (file is not None and last == str(file)):
        return False
    try:
        remembered = json.loads(Path(last).read_text())
    except (OSError, ValueError):
        return False
    return isinstance(remembered, dict) and port in remembered.values()


def read(path: Path, names: Sequence[str] = NAMES) -> dict[str, int]:
    """The remembered ports of these names; none when there is no usable file."""
    try:
        remembered = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    entries = remembered.items() if isinstance(remembered, dict) else ()
    return {name: port for name, port in entries if name in names and type(port) is int and 0 < port < 65536}


def choose(
    remembered: dict[str, int],
    seed: str,
    proxy: int | None = None,
    free: Callable[[int], bool] = is_free,
    names: Sequence[str] = NAMES,
) -> dict[str, int]:
    """The ports of every name: those remembered, and free ones for the others.

    Args:
        remembered: ports chosen before; kept even when they are taken now.
        seed: where the search starts; different for every state directory, so that two rarely want the same.
        proxy: the port asked for on the command line.
        free: whether a port can be used.
        names: what needs a port.

    Raises:
        NoFreePortError: a range has no free port left.
    """
    chosen = dict(remembered)
    if proxy is not None:
        chosen[PROXY] = proxy
    for name in names:
        if name not in chosen:
            candidates = PROXY_RANGE if name == PROXY else _rotated(INNER_RANGE, seed)
            chosen[name] = _first_free(candidates, set(chosen.values()), free)
    return {name: chosen[name] for name in names}


def write(path: Path, chosen: dict[str, int]) -> None:
    """Remember ports."""
    write_atomically(path, json.dumps(chosen, indent=2) + "\n")


def refuse_taken(ports: dict[str, int], path: Path, free: Callable[[int], bool] = is_free) -> None:
    """Refuse ports that something else listens on.

    Args:
        ports: ports that none of our services holds now, by name.
        path: the file that remembers them.
        free: whether a port can be used.

    Raises:
        PortTakenError: naming the port, its use, and who has it as far as this user may know.
    """
    for name, port in ports.items():
        if not free(port):
            remedy = (
                "Stop it, or choose another port with --port."
                if name == PROXY
                else f"Stop it, or delete {path} to have all ports chosen again."
            )
            raise PortTakenError(port, name, _holder(port), remedy)


def _rotated(numbers: range, seed: str) -> Iterable[int]:
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % len(numbers)
    yield from numbers[start:]
    yield from numbers[:start]


def _first_free(candidates: Iterable[int], taken: set[int], free: Callable[[int], bool]) -> int:
    tried: list[int] = []
    for port in candidates:
        if port not in taken and free(port):
            return port
        tried.append(port)
    raise NoFreePortError(min(tried), max(tried))


def _holder(port: int) -> str:
    unknown = "another program"
    try:
        listening = [found for found in psutil.net_connections(kind="tcp") if found.status == psutil.CONN_LISTEN]
        pid = next((found.pid for found in listening if found.laddr.port == port), None)
        return f"{psutil.Process(pid).name()} (pid {pid})" if pid else unknown
    except psutil.Error:
        return unknown

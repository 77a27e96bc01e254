"""Where the embedded environment keeps what: one state directory, so that deleting it deletes everything."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from infra.local.errors import StateDirectoryError
from infra.local.files import make_private_directory

FIRST_REGION = "one"
SECOND_REGION = "two"
MONITORING = "monitoring"
"""Directory of what watches over the regions."""

LONGEST_SOCKET_PATH = 100
"""Bytes of a path that every system accepts as the address of a unix socket."""


@dataclass(frozen=True)
class Layout:
    """The paths of one embedded environment."""

    checkout: Path
    state: Path
    """Where this region keeps what is its own; with one region, where everything is."""
    region: str = FIRST_REGION
    shared: Path | None = None
    """Where the regions of an environment keep what is theirs together; the state directory when absent."""

    @property
    def common(self) -> Path:
        """Where the regions of an environment keep what is theirs together."""
        return self.shared or self.state

    @property
    def env_file(self) -> Path:
        """Secrets and the user's own settings: at the checkout's root, or inside any other state directory."""
        at_root = self.common == self.checkout / ".syndic"
        return (self.checkout if at_root else self.common) / ".env"

    def of_region(self, name: str) -> Layout:
        """The layout of a region of the same environment; the first one keeps its own where both keep theirs."""
        if name == FIRST_REGION:
            return Layout(self.checkout, self.common)
        return Layout(self.checkout, self.common / "regions" / name, name, self.common)

    @property
    def recovery(self) -> Path:
        """What is remembered of a failover, a return or a switchover while it is under way."""
        return self.common / "recovery"

    @property
    def regions_file(self) -> Path:
        """Which regions there are, and which of them is live."""
        return self.common / "regions.json"

    @property
    def lock(self) -> Path:
        """The lock that `up` and `down` hold."""
        return self.state / "lock"

    @property
    def ports_file(self) -> Path:
        """The ports that were chosen."""
        return self.state / "ports.json"

    @property
    def certificates(self) -> Path:
        """The local certificate authority and the certificates it signed."""
        return self.common / "certificates"

    @property
    def postgresql(self) -> Path:
        """Files of PostgreSQL."""
        return self.state / "postgresql"

    @property
    def object_store(self) -> Path:
        """Files of the object store."""
        return self.state / "object-store"

    @property
    def proxy(self) -> Path:
        """Configuration of the proxy."""
        return self.state / "proxy"

    @property
    def client(self) -> Path:
        """Configuration of the server of the console's files."""
        return self.state / "client"

    @property
    def client_files(self) -> Path:
        """The built console."""
        return self.checkout / "client" / "dist"

    @property
    def examples(self) -> Path:
        """The example systems."""
        return self.checkout / "examples"

    @property
    def supervisor(self) -> Path:
        """Files of the supervisor."""
        return self.state / "supervisor"

    @property
    def supervisor_socket(self) -> Path:
        """The supervisor's control socket; outside the state directory when its path is too long for a socket."""
        inside = self.supervisor / "control.sock"
        if len(bytes(inside)) <= LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(bytes(self.state)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"syndic-{name}" / "control.sock"

    @property
    def logs(self) -> Path:
        """The logs, one file per service and its rotated predecessors."""
        return self.state / "logs"

    def log(self, service: str) -> Path:
        """The log of a service."""
        return self.logs / f"{service}.log"

    def make(self) -> None:
        """Make the state directory.

        Raises:
            StateDirectoryError: it cannot be made or written.
        """
        try:
            for directory in (self.state, self.logs, self.supervisor, self.supervisor_socket.parent):
                make_private_directory(directory)
        except OSError as error:
            raise StateDirectoryError(self.state, error) from error


def find_main_layout(state_directory: Path | None) -> Layout:
    """The layout of this checkout: that of its first region.

    Args:
        state_directory: another place for the state than `.syndic` in the checkout.
    """
    checkout = Path(__file__).resolve().parents[2]
    return Layout(checkout, (state_directory or checkout / ".syndic").resolve())


def find_layout(state_directory: Path | None) -> Layout:
    """The layout of the region that is live.

    Args:
        state_directory: another place for the state than `.syndic` in the checkout.
    """
    main = find_main_layout(state_directory)
    try:
        live = str(json.loads(main.regions_file.read_text())["live"])
    except (OSError, ValueError, KeyError, TypeError):
        # One region, or a file that `syndic up` and `syndic dr` complain of.
        return main
    return main.of_region(live)

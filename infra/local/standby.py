"""The data directory of a PostgreSQL that follows the other region's: copied from there, or rewound to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra import shell
from infra.errors import CommandFailedError
from infra.local.files import write_atomically
from infra.local.identity import Identity
from infra.local.replication import Peer

COPY_SECONDS = 3600.0


@dataclass(frozen=True)
class Standby:
    """One such data directory, and what brings it there. No server runs on it meanwhile."""

    data: Path
    peer: Peer
    """Whom it follows."""
    passfile: Path
    """The password for the peer."""
    identity: Identity
    """As whom the programs are run."""
    binary: Callable[[str], Path]
    """A program of PostgreSQL by its name."""

    def copy(self) -> None:
        """Copy the data directory of the peer; it appears in one step."""
        directory = self.data.parent
        partial = directory / "data.partial"
        if partial.exists():
            shutil.rmtree(partial)
        # The superuser's password belongs to the data, and a copy of the data has the same.
        write_atomically(directory / "superuser.password", (self.peer.directory / "superuser.password").read_text())
        self.identity.take(directory)
        self._run(base_backup_argv(self.binary("pg_basebackup"), self.peer, self.passfile, partial))
        follow(partial)
        os.replace(partial, self.data)  # noqa: PTH105 - one step, and it must fail when the target is not empty

    def rejoin(self) -> str:
        """Make the data directory of a server that was primary follow its peer, which has taken over.

        What only this server had is given up: it was never acknowledged where commits wait for the standby. All is
        copied anew where the two cannot be told apart any more, and where a page is damaged: rewinding copies only what
        changed, and the damage would wait in the region for the day it is live again.

        Returns:
            What was done, as a sentence.
        """
        try:
            if (self.data / "PG_VERSION").is_file():
                for check in soundness_argvs(self.binary("postgres"), self.binary("pg_checksums"), self.data):
                    self._run(check)
                self._run(rewind_argv(self.binary("pg_rewind"), self.peer, self.passfile, self.data))
                follow(self.data)
                return "Rewound to where the two histories parted."
        except CommandFailedError as error:
            reason = str(error).splitlines()[-1]
            shutil.rmtree(self.data)
        else:
            reason = "it had no data"
        self.copy()
        return f"Copied anew from the live region: {reason}"

    def _run(self, argv: list[str]) -> None:
        home = self.data.parent
        environment = {**shell.base_environment(), "HOME": str(home), "TZ": "UTC"}
        shell.run([*self.identity.prefix, *argv], environment=environment, directory=home, timeout_seconds=COPY_SECONDS)


def base_backup_argv(program: Path, peer: Peer, passfile: Path, target: Path) -> list[str]:
    """The command that copies the other region's data directory, with the log written meanwhile."""
    return [
        str(program),
        f"--pgdata={target}",
        f"--dbname={peer.connection(passfile)}",
        "--wal-method=stream",
        f"--slot={peer.region}",
        "--checkpoint=fast",
        "--no-password",
    ]


def soundness_argvs(postgres: Path, checksums: Path, data: Path) -> list[list[str]]:
    """The commands that bring a data directory to a clean end, as a crash left it, and read every page of it."""
    # The same call that pg_rewind makes for a server that was killed; checksums are read of a clean one only.
    return [
        [str(postgres), "--single", "-F", "-D", str(data), "template1"],
        [str(checksums), "--check", f"--pgdata={data}"],
    ]


def rewind_argv(program: Path, peer: Peer, passfile: Path, data: Path) -> list[str]:
    """The command that makes a data directory what it was before it and the other region's went apart."""
    return [
        str(program),
        f"--target-pgdata={data}",
        f"--source-server={peer.connection(passfile)} dbname=postgres",
    ]


def follow(data: Path) -> None:
    """Make a data directory that of a standby; whom it follows is in its configuration."""
    (data / "standby.signal").touch(mode=0o600)

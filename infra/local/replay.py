"""A PostgreSQL that replays the log on a base backup by itself, up to a moment, and then runs for as long as needed."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from infra import shell
from infra.local import postgresql
from infra.local.postgresql import SUPERUSER, Cluster
from infra.local.programs import running

REPLAY_SECONDS = 12 * 3600.0
LOG = "replay.log"


@contextmanager
def replayed(directory: Path, port: int, settings: Mapping[str, str]) -> Generator[Cluster]:
    """Replay, then run.

    Args:
        directory: holds the base in its folder `data`; whoever was its superuser does not matter.
        port: a free port of 127.0.0.1.
        settings: where the log comes from and how far it is replayed (restore_command, recovery_target_…).

    Raises:
        ServiceEndedError: the log could not be replayed; `replay.log` in the directory says why.
    """
    cluster = Cluster(directory, port, {})
    # What the server was told at run time, such as whom to wait for, is not for this one.
    told = {
        **settings,
        "recovery_target_action": "promote",
        "recovery_target_timeline": "current",
        # Nobody is let in before the moment is reached, so that being ready means just that.
        "hot_standby": "off",
    }
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in told.items()]
    (cluster.data / "postgresql.auto.conf").write_text("".join(lines))
    (cluster.data / "recovery.signal").touch(mode=0o600)
    (cluster.data / "standby.signal").unlink(missing_ok=True)
    postgresql.prepare(cluster)
    with running(postgresql.configure(cluster), directory / LOG, lambda: _unfinished(cluster), REPLAY_SECONDS):
        pass
    (cluster.data / "postgresql.auto.conf").write_text("")
    _set_superuser_password(cluster)
    with postgresql.running_postgresql(directory, port) as promoted:
        yield promoted


def _unfinished(cluster: Cluster) -> str | None:
    """Why the moment is not reached, as a clause; None when it is."""
    return None if postgresql.pid_file_status(cluster.data) == "ready" else "it is replaying the log"


def _set_superuser_password(cluster: Cluster) -> None:
    """Sign in without a network to set the password that lies beside the data; the one it had is not known here."""
    identity = postgresql.identity_of(cluster)
    argv = [*identity.prefix, str(postgresql.binary("postgres")), "--single", "-D", str(cluster.data), "postgres"]
    statement = f"ALTER ROLE {SUPERUSER} PASSWORD '{cluster.superuser_password}'\n"
    environment = {**shell.base_environment(), "HOME": str(cluster.directory), "TZ": "UTC"}
    identity.take(cluster.directory)
    shell.run(argv, environment=environment, directory=cluster.directory, stdin=statement)

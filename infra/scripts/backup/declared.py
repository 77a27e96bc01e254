"""What backups of an environment are made of that is not this machine's, found in its declaration.

The database and the key are reached by their references, the buckets as the operator. What judges a restored database
is the release that this command belongs to, which is the one that runs there.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from infra import shell
from infra.backups import keys
from infra.backups.cloud.aws import client
from infra.backups.cloud.standings import Standings
from infra.backups.database import Database
from infra.backups.errors.regions import UnreadableStandingError
from infra.backups.keys import Keyring
from infra.backups.locking import BucketLock
from infra.backups.objects import Copies
from infra.backups.repository import Repository
from infra.environments.environment import Environment, Region
from infra.errors import MissingCommandError, PlatformUnreachableError
from infra.local import postgresql
from infra.local.connection import connect_by_environment
from infra.local.files import make_private_directory
from infra.local.layout import Layout
from infra.output import Progress
from infra.platform import Platform
from infra.scripts import reaching
from infra.scripts.backup import parts
from infra.scripts.backup.parts import COMMAND_SECONDS
from infra.scripts.errors import NotReachableError, PhysicalBackupElsewhereError
from infra.scripts.stores import OF_PROCESSES
from infra.tree import checkout
from infra.version import current
from server.settings import Process

ADMINISTRATOR_URL = "SYNDIC_ADMINISTRATOR_DATABASE_URL"
"""Address of the database as a role that makes databases; a reference, or one with references in it."""

COPIES = "objects"
CLOUD_VARIABLES = ("AWS_", "AZURE_", "VAULT_", "KUBERNETES_")
"""Beginnings of variables by which libraries of clouds and stores sign the operator in."""


@dataclass(frozen=True)
class Parts(parts.Parts):
    """What a backup of a declared environment needs."""

    declared: Environment
    home: Region
    """The region whose database and objects are backed up."""
    keeper: Region
    """The region whose bucket holds the backups."""
    layout: Layout

    @property
    def environment(self) -> str:
        """Its name."""
        return self.declared.name

    @property
    def workspace(self) -> Path:
        """A directory of this machine's; several environments are backed up from one."""
        return make_private_directory(self.layout.common / "environments" / self.environment / "backups")

    @property
    def release(self) -> str:
        """The release of this command."""
        return current(checkout()).version

    @property
    def remembers_rotations(self) -> bool:
        """Where every rotator finds it."""
        return True

    def releases(self) -> Mapping[str, Any]:
        """The one release that is known from here."""
        return {"release": self.release}

    @contextmanager
    def connect(self) -> Generator[Platform]:
        """By SYNDIC_URL and SYNDIC_API_TOKEN."""
        with connect_by_environment() as platform:
            if platform is None:
                why = "SYNDIC_URL and SYNDIC_API_TOKEN say where it is and as whom"
                raise PlatformUnreachableError(str(self._told(Process.API).get("PUBLIC_URL", "")), why)
            yield platform

    def keyring(self) -> Keyring:
        """From the store that backups.encryption_key refers to.

        Raises:
            NotReachableError: there is no such reference, or the store does not answer.
        """
        reference = self.declared.backups.encryption_key
        if reference is None:
            raise NotReachableError("the key of backups", "backups.encryption_key is not stated")
        return keys.parse(reaching.secret(self.declared, self.home, reference, "the key of backups"))

    def repository(self) -> Repository:
        """The keeper's bucket, with its lock where the store has one."""
        url = self._repository_url()
        store = reaching.bucket(self.declared, self.keeper, url)
        lock = None
        if self.declared.backups.lock_days is not None and url.startswith("s3://"):
            options = reaching.s3_options(self.declared, self.keeper)
            lock = BucketLock(client("s3", **options), url.removeprefix("s3://"))
        return Repository(store, url, self.environment, lock)

    def copies(self) -> Copies:
        """From the home region's store to the keeper's bucket."""
        url, prefix = self._repository_url(), f"{COPIES}/{self.environment}"
        return Copies(
            store=reaching.evidence(self.declared, self.home),
            copy=reaching.bucket(self.declared, self.keeper, url, prefix),
            place=str(self._told(Process.API).get("OBJECT_STORE_URL")),
            copy_place=f"{url}/{prefix}",
        )

    def copies_as_administrator(self) -> Copies:
        """The same: the operator signs in as itself."""
        return self.copies()

    def database(self) -> Database:
        """As the owner of the database."""
        return Database(reaching.owner_url(self.declared, self.home), program, postgresql.tls_variables())

    def server(self) -> Database:
        """As whoever the administrator's variable names.

        Raises:
            NotReachableError: it is not set.
        """
        given = os.environ.get(ADMINISTRATOR_URL)
        if not given:
            why = f"{ADMINISTRATOR_URL} is not set; a restore makes a database, which its owner may not"
            raise NotReachableError("the database's administrator", why)
        url = reaching.secret(self.declared, self.home, given, "the database's administrator")
        return Database(reaching.named(url, "postgres"), program, postgresql.tls_variables())

    def maintenance(self) -> Database:
        """Not from here."""
        self._elsewhere()

    def archives_log(self) -> bool:
        """Never from here."""
        return False

    def begin_archiving(self, display: Progress) -> None:  # noqa: ARG002 - nothing is begun
        """Not from here."""
        self._elsewhere()

    def replay(self, directory: Path, settings: Mapping[str, str]) -> AbstractContextManager[Database]:  # noqa: ARG002
        """Not from here."""
        self._elsewhere()

    def run(self, words: Sequence[str], url: str) -> shell.Completed:
        """By this interpreter; the store is the environment's own, and secrets come from where it keeps them.

        Where that is signed in to, it is by the operator's own account: a store lets no other one be the API.
        """
        signed = {name: value for name, value in os.environ.items() if name.startswith(CLOUD_VARIABLES)}
        stated = {**self._told(Process.MIGRATE), **self._told(Process.API)}
        told = {name: value for name, value in stated.items() if name not in OF_PROCESSES}
        own = {"DATABASE_URL": url, "DATABASE_OWNER_URL": url}
        return shell.run(
            [sys.executable, "-m", "server", *words],
            environment={**shell.base_environment(), **told, **signed, **own},
            directory=checkout(),
            timeout_seconds=COMMAND_SECONDS,
            check=False,
        )

    def _repository_url(self) -> str:
        found = self.declared.backups.repositories.get(self.keeper.name)
        if found is None:
            why = f"backups.repositories states no bucket of {self.keeper.name}"
            raise NotReachableError("the place of backups", why)
        return found

    def _told(self, process: Process) -> dict[str, str]:
        return reaching.stated(self.declared, self.home, process)

    def _elsewhere(self) -> NoReturn:
        raise PhysicalBackupElsewhereError(self.environment)


def open_parts(declared: Environment, region: str | None, layout: Layout) -> Parts:
    """The parts of a declared environment.

    Args:
        declared: the environment.
        region: whose bucket holds the backups; of the region that is not live when absent.
        layout: where this machine keeps what is under way.
    """
    live = _live(declared)
    other = next((one for one in declared.regions if one.name != live.name), live)
    keeper = reaching.region_of(declared, region) if region else other
    return Parts(declared, live, keeper, layout)


def _live(declared: Environment) -> Region:
    """The region that takes writes: as the last failover left it, else as it is declared."""
    primary = next(one for one in declared.regions if one.role == "primary")
    if declared.recovery is None:
        return primary
    stores = {one.name: reaching.evidence(declared, one, impatient=True) for one in declared.regions}
    try:
        return reaching.region_of(declared, Standings(stores, primary.name).read().live)
    except UnreadableStandingError:
        # Where no region can be asked, the backup itself says what cannot be reached.
        return primary


def program(name: str) -> Path:
    """A program of PostgreSQL: the embedded one, which is of the newest version, else what is on PATH.

    Raises:
        MissingCommandError: neither is installed.
    """
    try:
        return postgresql.binary(name)
    except MissingCommandError:
        found = shutil.which(name)
        if found is None:
            raise
        return Path(found)

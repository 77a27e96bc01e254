"""The backups of an environment: made, listed, verified, restored and pruned, each leaving its record."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from infra import locks
from infra.backups import objects
from infra.backups.base_backup import BaseBackup
from infra.backups.catalog import Catalog, Listed
from infra.backups.creation import Creation, Place
from infra.backups.kinds import Kind
from infra.backups.manifest import Manifest
from infra.backups.memory import Making
from infra.backups.moments import Time, Transaction
from infra.backups.production import Configuration, LogicalDump, ObjectInventory, Producer
from infra.backups.replaying import Replayer
from infra.backups.restore import Restore, Restoring
from infra.backups.retention import Judgement, Retention
from infra.backups.rows import RowsRestore, RowsRestored
from infra.backups.sources import Dump, PastMoment, Source
from infra.backups.verification import Verification, Verifier
from infra.backups.wal_store import WalStore
from infra.environments import reading
from infra.errors import PlatformRefusedError, PlatformUnreachableError
from infra.local.files import make_private_directory
from infra.local.layout import find_layout
from infra.output import Progress
from infra.platform import Platform
from infra.scripts.backup import archive, record
from infra.scripts.backup.embedded import find_parts
from infra.scripts.backup.parts import Parts
from infra.scripts.backup.wishes import RowsWish
from infra.scripts.errors import ON_THIS_MACHINE
from infra.scripts.outbox import Outbox
from infra.tree import Tree

SERVING_SECONDS = 60.0
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Options:
    """How a backup is made."""

    jobs: int = 2
    """Tables dumped at the same time."""
    bytes_per_second: float | None = None
    """Most that is sent to where backups are kept; no limit when absent."""


def open_backups(
    environment: str, state_directory: Path | None, display: Progress, keeper: str | None = None
) -> Backups:
    """The backups of an environment.

    Args:
        environment: its name.
        state_directory: where this machine keeps what is under way.
        display: is told of every step.
        keeper: region whose bucket holds the backups, where regions have buckets; the one not live when absent.

    Raises:
        UnknownEnvironmentError: it is not declared.
        NotSetUpError: it is the one of this machine, and was never up.
        NotReachableError: something that it declares cannot be reached.
    """
    layout = find_layout(state_directory)
    file = reading.read(Tree.of_checkout(layout.checkout), environment)
    retention = Retention(**file.environment.backups.retention.model_dump())
    text = (layout.checkout / file.file).read_text()
    if environment == ON_THIS_MACHINE:
        region = next(region.name for region in file.environment.regions if region.role == "primary")
        return Backups(find_parts(layout, environment), retention, region, text, display)
    # Libraries of clouds take longer to load than most commands.
    from infra.scripts.backup import declared

    parts = declared.open_parts(file.environment, keeper, layout)
    return Backups(parts, retention, parts.home.name, text, display)


class Backups:
    """The backups of one environment."""

    def __init__(self, parts: Parts, retention: Retention, region: str, declared: str, display: Progress) -> None:
        self._parts = parts
        self._retention = retention
        self._declared = declared
        self._display = display
        self._keyring = parts.keyring()
        self._repository = parts.repository()
        self._catalog = Catalog(self._repository, self._keyring)
        self._place = Place(parts.environment, region, parts.release, make_private_directory(parts.workspace))
        self._outbox = Outbox(parts.workspace / "records", parts.connect)

    def all(self) -> list[Listed]:
        """Every backup, the oldest first."""
        return self._catalog.all()

    def usual_kinds(self) -> list[Kind]:
        """What is backed up when nothing is named: everything, and the server's files where its log is archived."""
        return [kind for kind in Kind if kind is not Kind.PHYSICAL or self._parts.archives_log()]

    def create(self, kinds: Sequence[Kind], options: Options) -> list[Manifest]:
        """Make a backup of every kind, or go on with one that was cut off."""
        with self._alone("syndic backup create"):
            if Kind.PHYSICAL in kinds:
                self._parts.begin_archiving(self._display)
            return [self._creation(kind, options).run() for kind in kinds]

    def verify(
        self, backup: str | None, options: Options, *, kind: Kind = Kind.LOGICAL, any_older: bool = False
    ) -> Verification:
        """Verify a backup; the newest of the kind when none is named, or an older one that chance chooses."""
        with self._alone("syndic backup verify"):
            chosen = backup or (self._by_chance(kind) if any_older else self._catalog.newest(kind).id)
            verifier = Verifier(
                self._repository,
                self._keyring,
                self._parts.workspace,
                self._parts.scratch,
                self._parts.check,
                self._display,
                self._replayer(),
                options.jobs,
            )
            result = verifier.run(chosen)
            self._send(record.of_verification(result, self._parts.environment), f"verify-{chosen}-{_stamp(result)}")
            return result

    def restore(self, backup: str | None, options: Options) -> Restoring:
        """Restore a backup in the place of the live database; the newest one when none is named."""
        with self._alone("syndic backup restore"):
            restore = self._restore(options)
            under_way = restore.under_way()
            going_on = under_way.backup if under_way and " " not in under_way.backup else None
            chosen = backup or going_on or self._catalog.newest(Kind.LOGICAL).id
            return restore.run(Dump(chosen, self._repository, self._keyring, self._display))

    def restore_moment(self, moment: Time | Transaction, options: Options) -> Restoring:
        """Restore the database as it was at a moment in the place of the live one."""
        self._parts.maintenance()  # refuses where the log is somebody else's
        with self._alone("syndic backup restore"):
            restore = self._restore(options)
            under_way = restore.under_way()
            if under_way is not None and under_way.backup.endswith(f" {moment}"):
                base = under_way.backup.partition(" ")[0]
                return restore.run(self._past_moment(base, moment, options))
            return restore.run(self._source(None, moment, options))

    def restore_rows(
        self, backup: str | None, moment: Time | Transaction | None, wish: RowsWish, options: Options
    ) -> RowsRestored:
        """Bring back the rows that tables lack, or those of a framework with their objects."""
        with self._alone("syndic backup restore"):
            parts = self._parts
            server, live = parts.server(), parts.database().name
            restore = RowsRestore(parts.workspace, server, live, parts.note_rows, self._display, options.jobs)
            started = datetime.now(UTC)
            restored = restore.run(self._source(backup, moment, options), wish.rows(), dry_run=wish.dry_run)
            if not wish.dry_run:
                if wish.framework is not None:
                    self._bring_back_objects()
                body = record.of_rows(restored, started, parts.environment)
                self._send(body, f"rows-{started:%Y%m%d%H%M%S}")
            return restored

    def _source(self, backup: str | None, moment: Time | Transaction | None, options: Options) -> Source:
        """What is restored from: the newest dump when neither a backup nor a moment is named."""
        if moment is None:
            chosen = backup or self._catalog.newest(Kind.LOGICAL).id
            return Dump(chosen, self._repository, self._keyring, self._display)
        maintenance = self._parts.maintenance()  # refuses where the log is somebody else's
        base = self._catalog.base_for(moment, datetime.now(UTC)).id
        archive.catch_up(maintenance, self._wal_store, self._display)
        return self._past_moment(base, moment, options)

    def _past_moment(self, base: str, moment: Time | Transaction, options: Options) -> PastMoment:
        return PastMoment(base, moment, self._repository, self._keyring, self._replayer(), options.jobs, self._display)

    def restore_objects(self) -> dict[str, Any]:
        """Bring back the objects that the store has lost, from their copies."""
        with self._alone("syndic backup restore"):
            return self._bring_back_objects()

    def _bring_back_objects(self) -> dict[str, Any]:
        with self._display.step("Brought back what the store had lost"):
            report, _ = objects.complete(self._parts.copies_as_administrator().turned())
            return report.details()

    def plan(self, backup: str | None, moment: Time | Transaction | None = None) -> Listed:
        """The backup that a restore would use."""
        if moment is not None:
            self._parts.maintenance()  # refuses where the log is somebody else's
            return self._catalog.base_for(moment, datetime.now(UTC))
        if backup is None:
            return self._catalog.newest(Kind.LOGICAL)
        self._repository.manifest(backup)  # refuses what does not exist
        return next(listed for listed in self._catalog.all() if listed.id == backup)

    def confirm(self) -> Restoring:
        """Drop the database that a restore replaced."""
        with self._alone("syndic backup confirm"):
            return self._restore(Options()).confirm()

    def discard(self) -> Restoring:
        """Drop what was restored; the database that was replaced comes back."""
        with self._alone("syndic backup discard"):
            state = self._restore(Options()).discard()
            self._await_serving()
            return state

    def prune(self, *, dry_run: bool) -> list[Judgement]:
        """Remove what retention does not ask for, and copies of objects that the platform deleted on purpose."""
        with self._alone("syndic backup prune"):
            judged = self._catalog.prune(self._retention, datetime.now(UTC), dry_run=dry_run)
            if not dry_run:
                with self._display.step("Removed copies of deleted objects") as step:
                    step.outcome = f"Removed copies of {objects.forget(self._parts.copies())} deleted objects"
            return judged

    def _creation(self, kind: Kind, options: Options) -> Creation:
        return Creation(
            self._producer(kind, options),
            self._repository,
            self._keyring,
            self._place,
            self._record_backup,
            self._display,
            options.bytes_per_second,
        )

    def _replayer(self) -> Replayer:
        return Replayer(
            self._repository, self._keyring, self._parts.replay, self._parts.database().program, self._display
        )

    def _wal_store(self, system: str) -> WalStore:
        return WalStore(self._repository, self._keyring, system)

    def _producer(self, kind: Kind, options: Options) -> Producer:
        match kind:
            case Kind.LOGICAL:
                return LogicalDump(self._parts.database(), options.jobs)
            case Kind.PHYSICAL:
                return BaseBackup(self._parts.database(), self._parts.maintenance(), self._wal_store)
            case Kind.OBJECTS:
                return ObjectInventory(self._parts.copies())
            case Kind.CONFIG:
                return Configuration(*self._configuration())

    def _configuration(self) -> tuple[Mapping[str, str], Mapping[str, Any]]:
        """The environment's declarations and what runs; no value of a secret is part of either."""
        releases = dict(self._parts.releases())
        details = {**releases, "retention": asdict(self._retention)}
        return {"environment.yaml": self._declared, "releases.json": json.dumps(releases, indent=1)}, details

    def _restore(self, options: Options) -> Restore:
        return Restore(
            self._place,
            self._parts.server(),
            self._parts.database().name,
            self._parts.platform(),
            self._record_restore,
            self._display,
            options.jobs,
            carries_rotations=self._parts.remembers_rotations,
        )

    def _by_chance(self, kind: Kind) -> str:
        complete = [found.id for found in self._catalog.all() if found.kind is kind and found.complete]
        newest = self._catalog.newest(kind).id
        return random.choice([found for found in complete if found != newest] or [newest])  # noqa: S311 - no secret

    def _record_backup(self, manifest: Manifest, making: Making) -> None:
        self._send(record.of_backup(manifest, making), manifest.id)

    def _record_restore(self, state: Restoring) -> None:
        self._await_serving()
        self._send(record.of_restore(state, self._parts.environment), f"restore-{state.kept}")

    def _await_serving(self) -> None:
        """Wait until the servers that run have noticed that their database was exchanged."""
        with self._display.step("The platform serves again") as line:
            try:
                with self._parts.connect() as platform:
                    self._await_answer(platform)
            except PlatformUnreachableError:
                line.outcome = "The platform does not run, or cannot be reached from here"

    def _await_answer(self, platform: Platform) -> None:
        deadline = time.monotonic() + SERVING_SECONDS
        while True:
            try:
                platform.request("GET", "/api/operations", params={"limit": 1})
            except PlatformRefusedError as error:
                if error.status < httpx.codes.INTERNAL_SERVER_ERROR or time.monotonic() > deadline:
                    raise
            else:
                return
            time.sleep(POLL_SECONDS)

    def _send(self, body: Mapping[str, Any], key: str) -> None:
        self._outbox.put(body, key)
        self._outbox.send(self._display)

    def _alone(self, purpose: str) -> Any:  # noqa: ANN401 - a context manager
        return locks.hold(self._parts.workspace / "lock", purpose)


def _stamp(result: Verification) -> str:
    return f"{result.started_at:%Y%m%d%H%M%S}"

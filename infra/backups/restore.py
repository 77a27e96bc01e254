"""Restores a backup: into a new database first, proved there, then put in the place of the live one.

    begun ──> loaded ──> proved ──> migrated ──> swapped ──> recorded ──> (confirmed | returned)

The live database is not touched before the swap, and is kept under another name after it until somebody confirms. A
run that was cut off is gone on with: a database that was half loaded is dropped and loaded anew, and every later step
can be repeated. What the live database remembers of rotations goes with every swap, back as well (rotation_memory.py).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from infra.backups import clear_text, loading, proofs, rotation_memory
from infra.backups.creation import Place
from infra.backups.database import Database
from infra.backups.errors.backups import (
    DatabaseInTheWayError,
    NothingReplacedError,
    NothingRestoredError,
    NotProvedError,
    RestoreUnderWayError,
)
from infra.backups.manifest import DatabaseFacts
from infra.backups.memory import Memory, Remembered, Step
from infra.backups.proofs import PlatformCheck
from infra.backups.rotation_memory import Carried
from infra.backups.sources import Source
from infra.backups.verification import OWNER
from infra.output import Progress as Display

FILES = "files"
SCRATCH = "scratch"


class Restoring(Remembered):
    """A restore that was begun."""

    backup: str
    """What is restored: a backup, and the moment when it is not the backup's own."""
    live: str
    """Name of the database that is replaced."""
    restored: str
    """Name of the database that is restored into."""
    kept: str
    """Name the replaced database has afterwards."""
    started_at: datetime
    replaces: bool = True
    """Whether there was a live database when it was begun."""
    loading: bool = False
    """Whether the database was made by this restore."""
    expected: DatabaseFacts | None = None
    """What the database must be after it was loaded."""
    loaded: bool = False
    proved: bool = False
    migrated: bool = False
    swap_began_at: datetime | None = None
    rotations_forgotten: bool = False
    """Whether nothing was remembered of the environment's rotations that could be carried over."""
    swapped_at: datetime | None = None
    recorded: bool = False
    put_back: bool = False
    """Whether the replaced database is the live one again."""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Platform:
    """What the platform does for a restore; each takes the address of a database."""

    check: PlatformCheck
    migrate: Callable[[str], None]
    """Bring its schema to the live release."""
    note: Callable[[str, str], None]
    """Write into its audit log that it was restored, and from which backup."""
    note_swap: Callable[[str, str, datetime], None]
    """Write into its audit log that it took the place of the live one by then."""
    note_discard: Callable[[str, str, datetime], None]
    """Write into its audit log that the restore of a backup, which took its place at a time, was given up."""


class Restore:
    """The restore of a whole database."""

    def __init__(
        self,
        place: Place,
        server: Database,
        live: str,
        platform: Platform,
        record: Callable[[Restoring], None],
        display: Display,
        jobs: int = 2,
        *,
        carries_rotations: bool,
    ) -> None:
        """Prepare to restore.

        Args:
            place: of what is under way.
            server: the maintenance database, as the administrator.
            live: name of the live database.
            platform: judges what is restored, and notes it.
            record: leaves the record of a restore in the platform.
            display: is told of every step.
            jobs: tables loaded at the same time.
            carries_rotations: whether the live database is where rotations are remembered.
        """
        self._environment = place.environment
        self._server = server
        self._live = live
        self._platform = platform
        self._record = record
        self._display = display
        self._jobs = jobs
        self._carries_rotations = carries_rotations
        self._memory = Memory(place.workspace / "restore", Restoring)

    def under_way(self) -> Restoring | None:
        """The restore that was begun and neither confirmed nor given up."""
        return self._memory.read()

    def run(self, source: Source) -> Restoring:
        """Restore up to the swap, or go on with it.

        Raises:
            RestoreUnderWayError: something else is being restored, or this restore is being given up.
            NotProvedError: what came back is not what was backed up; the live database was not touched.
            RotationUnderWayError: somebody rotates secrets.
            OperatorError: a step failed; a later run goes on.
        """
        state = self._memory.read()
        if state is not None and (state.backup != source.label or state.put_back):
            raise RestoreUnderWayError(state.backup, self._memory.path)
        source.require_restorable()
        state = state or self._begin(source.label)
        if not state.loaded or state.expected is None:
            state = self._fetch(state, source)
            state = self._load(state)
        if not state.proved:
            state = self._prove(state)
        if not state.migrated:
            state = self._migrate(state)
        if state.swapped_at is None:
            state = self._swap(state)
        if not state.recorded:
            state = self._conclude(state)
        return state

    def confirm(self) -> Restoring:
        """Drop the database that was replaced; there is no way back after it.

        Raises:
            NothingRestoredError: nothing was restored.
        """
        state = self._memory.read()
        if state is None or state.swapped_at is None:
            raise NothingRestoredError
        with self._display.step(f"Dropped {state.kept}"):
            loading.drop_database(self._server, state.kept)
        self._memory.forget()
        return state

    def discard(self) -> Restoring:
        """Give up what was restored: drop it, and put the database that was replaced back when it was.

        Raises:
            NothingRestoredError: nothing was restored.
            NothingReplacedError: what was restored is in place, and nothing was there before.
            RotationUnderWayError: somebody rotates secrets.
        """
        state = self._memory.read()
        if state is None:
            raise NothingRestoredError
        if not state.replaces and state.swap_began_at and not loading.exists(self._server, state.restored):
            raise NothingReplacedError(state.live)
        if state.replaces and not state.put_back:
            if state.swapped_at is not None or loading.exists(self._server, state.kept):
                state = self._put_back(state)
            else:
                # A swap that was cut off in the middle left it closed.
                loading.allow_connections(self._server, state.live)
        with self._display.step("Dropped what was restored"):
            loading.drop_database(self._server, state.restored)
        clear_text.remove(self._memory.directory / FILES)
        self._memory.forget()
        return state

    def _put_back(self, state: Restoring) -> Restoring:
        with self._display.step(f"Put {state.kept} back in place"):
            with self._carried(state.live, state.kept) as carried:
                loading.swap(self._server, state.live, state.kept, state.restored, carried.holder)
            # What the restored database anchored meanwhile was a history that is given up with it.
            live = self._server.named(state.live).url
            self._platform.note_discard(live, state.backup, state.swap_began_at or state.started_at)
        return self._keep(state, put_back=True)

    def _begin(self, backup: str) -> Restoring:
        now = datetime.now(UTC)
        stamp = f"{now:%Y%m%d%H%M%S}"
        restored, kept = f"{self._live}_restored_{stamp}", f"{self._live}_before_{stamp}"
        replaces = loading.exists(self._server, self._live)
        return self._memory.keep(
            Restoring(backup=backup, live=self._live, restored=restored, kept=kept, started_at=now, replaces=replaces)
        )

    def _fetch(self, state: Restoring, source: Source) -> Restoring:
        started = datetime.now(UTC)
        clear_text.remove(self._memory.directory / FILES)
        shutil.rmtree(self._memory.directory / SCRATCH, ignore_errors=True)
        try:
            expected = source.fetch(self._memory.directory / FILES, self._memory.directory / SCRATCH)
        finally:
            shutil.rmtree(self._memory.directory / SCRATCH, ignore_errors=True)
        return self._keep(self._noted(state, "fetch", started), expected=expected)

    def _load(self, state: Restoring) -> Restoring:
        if loading.exists(self._server, state.restored):
            if not state.loading:
                raise DatabaseInTheWayError(state.restored)
            loading.drop_database(self._server, state.restored)
        started = datetime.now(UTC)
        state = self._keep(state, loading=True)
        with self._display.step(f"Restored it into {state.restored}"):
            database = loading.make_database(self._server, state.restored, OWNER)
            loading.load(database, self._memory.directory / FILES, OWNER, self._jobs)
            loading.copy_grants(self._server, state.live, state.restored)
        clear_text.remove(self._memory.directory / FILES)
        return self._keep(self._noted(state, "load", started), loaded=True)

    def _prove(self, state: Restoring) -> Restoring:
        assert state.expected is not None  # noqa: S101 - kept when it was fetched
        expected, started = state.expected, datetime.now(UTC)
        found = proofs.prove(self._server.named(state.restored), expected, self._platform.check, self._display)
        failures = [f"{proof.name}: {proof.detail}" for proof in found if proof.outcome == "failed"]
        if failures:
            raise NotProvedError(state.backup, failures)
        return self._keep(self._noted(state, "prove", started), proved=True)

    def _migrate(self, state: Restoring) -> Restoring:
        started = datetime.now(UTC)
        with self._display.step("Brought its schema to the live release, and noted the restore in its audit log"):
            url = self._server.named(state.restored).url
            self._platform.migrate(url)
            self._platform.note(url, state.backup)
        return self._keep(self._noted(state, "migrate", started), migrated=True)

    def _swap(self, state: Restoring) -> Restoring:
        started = datetime.now(UTC)
        if state.swap_began_at is None:
            state = self._keep(state, swap_began_at=started)
        if not state.replaces:
            with self._display.step(f"Made it {state.live}, of which there was none"):
                state = self._keep(state, rotations_forgotten=self._carries_rotations)
                loading.put_in_place(self._server, state.restored, state.live)
        else:
            with (
                self._display.step(f"Put it in the place of {state.live}, which is kept as {state.kept}"),
                self._carried(state.live, state.restored) as carried,
            ):
                if not carried.remembered:
                    state = self._keep(state, rotations_forgotten=True)
                loading.swap(self._server, state.live, state.restored, state.kept, carried.holder)
        return self._keep(self._noted(state, "swap", started), swapped_at=datetime.now(UTC))

    @contextmanager
    def _carried(self, live: str, coming: str) -> Generator[Carried]:
        """Carry over what is remembered of rotations, where that is in the database."""
        # A swap that was done by a run that was killed had carried it over before.
        if not self._carries_rotations or not loading.exists(self._server, coming):
            yield Carried(remembered=True)
            return
        # One that was cut off in the middle left both closed.
        loading.allow_connections(self._server, live, coming)
        with rotation_memory.carried(self._server.named(live), self._server.named(coming), self._environment) as found:
            yield found

    def _conclude(self, state: Restoring) -> Restoring:
        assert state.swapped_at is not None  # noqa: S101 - kept when it was swapped
        # Until then the other database went on, and what it anchored after the first note is given up as well.
        self._platform.note_swap(self._server.named(state.live).url, state.backup, state.swapped_at)
        self._record(state)
        return self._keep(state, recorded=True)

    def _noted(self, state: Restoring, name: str, started: datetime) -> Restoring:
        done = Step(name=name, started_at=started, finished_at=datetime.now(UTC), outcome="succeeded")
        return state.model_copy(update={"steps": (*state.steps, done)})

    def _keep(self, state: Restoring, **changes: bool | datetime | DatabaseFacts) -> Restoring:
        return self._memory.keep(state.model_copy(update=changes))

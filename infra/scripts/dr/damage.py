"""Drills of what both regions lose together, and a backup brings back.

A person's mistake is copied to the other region like any other change.
"""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import obstore
import psycopg
from psycopg import sql

from infra.backups.drill import Report, seconds_until_served
from infra.backups.errors.regions import NothingToLoseError
from infra.backups.kinds import Kind
from infra.backups.memory import Step
from infra.backups.objects import NOT_DATA
from infra.local import object_store, object_store_bucket
from infra.local.composition import Composition
from infra.local.object_store import ObjectStore
from infra.local.postgresql import DATABASE, SUPERUSER
from infra.local.proxy_configuration import HEALTH_INTERVAL_SECONDS, HEALTH_TIMEOUT_SECONDS
from infra.output import Progress
from infra.scripts.backup.service import Backups, Options
from infra.scripts.dr.local_target import reach
from infra.scripts.dr.scenarios import Scenario

SETTLED_SECONDS = HEALTH_INTERVAL_SECONDS + HEALTH_TIMEOUT_SECONDS + 0.5
"""How long users must be served without a break to be served again: what the proxy asked a server before the repair can
take it out so much later.
"""

PASSING = ("sessions", "procrastinate_workers")
"""Tables whose rows go without anybody's loss: sessions that end, and workers that are heard of."""

PRIMARY_KEYS = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)
FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
GROUP BY c.relname
"""

Rows = Mapping[str, Counter[str]]
"""The rows of every table by their primary key. The backup's hashes vouch for what they say, and the
platform goes on changing it as soon as it is back."""


@dataclass(frozen=True)
class Losses:
    """What is missing after a restore."""

    there: int
    lost: int
    """Of what the backup held."""
    given_up: int
    """Of what was written after the backup."""


class DamageDrill:
    """A drill in which the live region stays, and its data does not."""

    def __init__(
        self,
        environment: str,
        composition: Composition,
        region: str,
        backups: Backups,
        serves: Callable[[], bool],
        display: Progress,
    ) -> None:
        self._environment = environment
        self._composition = composition
        self._region = region
        self._backups = backups
        self._serves = serves
        self._display = display
        self._steps: list[Step] = []

    def run(self, scenario: Scenario, *, synchronous: bool) -> Report:
        """Back up, destroy, restore, and count; the seconds begin when the mistake has been made.

        Raises:
            NothingToLoseError: there was nothing to lose.
            NotServedError: users are not served again.
            OperatorError: the restore failed.
        """
        started = datetime.now(UTC)
        self._steps = []
        procedure = self._rows if scenario is Scenario.WRONG_DELETE else self._objects
        seconds, served, losses = procedure()
        of_rows = scenario is Scenario.WRONG_DELETE
        return Report(
            id=uuid.uuid4().hex[:12],
            environment=self._environment,
            scenario=scenario,
            lost_region=self._region,
            live_region=self._region,
            synchronous=synchronous,
            started_at=started,
            finished_at=datetime.now(UTC),
            recovery_seconds=served,
            database_recovery_seconds=seconds if of_rows else 0.0,
            object_recovery_seconds=0.0 if of_rows else seconds,
            acknowledged_rows=losses.there if of_rows else 0,
            acknowledged_objects=0 if of_rows else losses.there,
            lost_rows=losses.lost if of_rows else 0,
            lost_objects=0 if of_rows else losses.lost,
            given_up_rows=losses.given_up if of_rows else 0,
            given_up_objects=0 if of_rows else losses.given_up,
            phases=tuple(self._steps),
        )

    def _rows(self) -> tuple[float, float, Losses]:
        """Somebody deletes every row of a table, with all rights and no condition."""
        before = self._read_rows()
        self._backups.create([Kind.LOGICAL], Options())
        held = _common(before, self._read_rows())
        at_loss = self._read_rows()
        with self._step("wrong-delete", "Injected wrong-delete"):
            self._delete(sorted(at_loss, key=lambda table: at_loss[table].total(), reverse=True))
        since = time.monotonic()
        self._steps += self._backups.restore(None, Options()).steps
        seconds, served = round(time.monotonic() - since, 3), self._await_served(since)
        after = self._read_rows()
        self._backups.confirm()
        return seconds, served, compare(_flat(held), _flat(at_loss), _flat(after))

    def _objects(self) -> tuple[float, float, Losses]:
        """Somebody deletes the bucket, with every version in it."""
        store = reach(self._composition)
        self._backups.create([Kind.OBJECTS], Options())
        held = at_loss = _listed(store)
        if not held:
            raise NothingToLoseError("the bucket holds no object")
        with self._step("delete-bucket", "Injected deleted-bucket"):
            _delete_bucket(self._composition.store)
        since = time.monotonic()
        with self._step("make-bucket", "There is a bucket again"):
            object_store.align(self._composition.store)
        with self._step("restore-objects", "Its objects came back from their copies"):
            self._backups.restore_objects()
        seconds, served = round(time.monotonic() - since, 3), self._await_served(since)
        return seconds, served, compare(held, at_loss, _listed(store))

    def _await_served(self, since: float) -> float:
        """Seconds from the mistake until users are served again and stay so."""
        with self._step("serve", "Users are served again"):
            return round(seconds_until_served(self._serves, since, SETTLED_SECONDS), 3)

    def _delete(self, tables: Sequence[str]) -> None:
        """Empty the first table that lets itself be emptied; those of the audit log refuse even the superuser."""
        with psycopg.connect(self._composition.cluster.url(SUPERUSER, DATABASE)) as connection:
            # No reference stops whoever has all rights.
            connection.execute("SET session_replication_role = replica")
            for table in tables:
                with suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
                    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                    return
        raise NothingToLoseError("no table lets its rows be deleted")

    def _read_rows(self) -> Rows:
        with psycopg.connect(self._composition.cluster.url(SUPERUSER, DATABASE)) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            keys = connection.execute(PRIMARY_KEYS).fetchall()
            return {
                str(table): Counter(str(row[0]) for row in connection.execute(_keys_of(str(table), columns)))
                for table, columns in keys
                if table not in PASSING
            }

    @contextmanager
    def _step(self, name: str, sentence: str) -> Generator[None]:
        """Show a step and keep it for the report."""
        started = datetime.now(UTC)
        with self._display.step(sentence):
            yield
        ended = datetime.now(UTC)
        self._steps.append(Step(name=name, started_at=started, finished_at=ended, outcome="succeeded"))


def _common(first: Rows, second: Rows) -> Rows:
    """Rows that were there both times: those a backup made in between must hold."""
    return {table: first[table] & second[table] for table in first.keys() & second.keys()}


def _keys_of(table: str, columns: Sequence[str]) -> sql.Composed:
    key = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("SELECT ROW({})::text FROM {}").format(key, sql.Identifier(table))


def _flat(rows: Rows) -> Counter[str]:
    return Counter({f"{table} {key}": count for table, found in rows.items() for key, count in found.items()})


def compare(held: Counter[str], at_loss: Counter[str], after: Counter[str]) -> Losses:
    """What is missing afterwards, of what a backup held and of what was written since.

    Args:
        held: what the backup is known to hold.
        at_loss: what was there when it was destroyed.
        after: what is there again.
    """
    expected = held & at_loss
    return Losses(
        there=at_loss.total(),
        lost=(expected - after).total(),
        given_up=((at_loss - expected) - after).total(),
    )


def _listed(store: object_store_bucket.S3Store) -> Counter[str]:
    """The names of the objects that are data; the restore has compared what those named by a hash hold."""
    return Counter(
        meta["path"] for page in obstore.list(store) for meta in page if meta["path"].partition("/")[0] not in NOT_DATA
    )


def _delete_bucket(store: ObjectStore) -> None:
    s3 = object_store_bucket.client(store.endpoint, store.region, store.ca_file, store.administrator)
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=store.bucket):
        for found in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
            s3.delete_object(Bucket=store.bucket, Key=found["Key"], VersionId=found["VersionId"])
    s3.delete_bucket(Bucket=store.bucket)

"""Writes numbered rows and objects throughout a drill, remembers what was acknowledged, and looks for it afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import obstore
import psycopg
from obstore.exceptions import BaseError
from psycopg import sql

if TYPE_CHECKING:
    from obstore.store import ObjectStore

PAUSE_SECONDS = 0.005
RETRY_SECONDS = 0.02
WATCH_SECONDS = 0.05

PATIENCE: dict[str, Any] = {
    "connect_timeout": 2,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3000,
}
"""A cut is noticed by the line itself. Statements have no time limit: one that is cancelled while it waits for the
standby would look acknowledged."""

TABLE = "CREATE TABLE IF NOT EXISTS probe (drill text, number bigint, PRIMARY KEY (drill, number))"


@dataclass(frozen=True)
class Way:
    """How the prober reaches the environment; asked anew for every connection, because the live region changes."""

    database: Callable[[], str]
    """Address of a database that the prober may make a table in."""
    stores: Callable[[], tuple[ObjectStore, ObjectStore | None]]
    """The store that objects are written to, and the one where they are written first: that of the other region while
    writes wait for it, otherwise none."""
    serves: Callable[[], bool]
    """Whether a user's request is answered through the one entry."""


@dataclass
class Ledger:
    """What was acknowledged, by the moment it was."""

    rows: dict[int, float] = field(default_factory=dict)
    objects: dict[int, float] = field(default_factory=dict)
    answers: list[float] = field(default_factory=list)

    def gap(self, moments: list[float], since: float) -> float:
        """Seconds from a moment to the first acknowledgement after the longest silence that began then or later."""
        later = [moment for moment in moments if moment >= since]
        edges = [since, *later]
        ends = max(range(1, len(edges)), key=lambda place: edges[place] - edges[place - 1], default=None)
        return edges[ends] - since if ends is not None else float("inf")


class Prober:
    """Probes while it is entered."""

    def __init__(self, way: Way, drill: str) -> None:
        self._way = way
        self._drill = drill
        self._ended = threading.Event()
        self.ledger = Ledger()
        self._threads = [
            threading.Thread(target=run, daemon=True) for run in (self._write_rows, self._write_objects, self._ask)
        ]

    def __enter__(self) -> Prober:
        """Begin."""
        with psycopg.connect(self._way.database(), autocommit=True) as connection:
            connection.execute(TABLE)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        """End."""
        self._ended.set()
        for thread in self._threads:
            thread.join(timeout=30)

    def acknowledged_since(self, moment: float) -> tuple[int, int, int]:
        """Rows, objects and answers since a moment of the monotonic clock."""
        ledger = self.ledger
        return (
            sum(1 for at in list(ledger.rows.values()) if at >= moment),
            sum(1 for at in list(ledger.objects.values()) if at >= moment),
            sum(1 for at in list(ledger.answers) if at >= moment),
        )

    def lost(self, others: Sequence[int]) -> tuple[list[int], list[int]]:
        """The numbers of acknowledged rows and objects that are not there now.

        Args:
            others: further rows of the same drill that another client was acknowledged.
        """
        with psycopg.connect(self._way.database()) as connection:
            found = connection.execute("SELECT number FROM probe WHERE drill = %s", (self._drill,)).fetchall()
        rows = {int(row[0]) for row in found}
        store, _ = self._way.stores()
        # Each is read: a list tells what a store knows of, and not what it has.
        objects = [number for number in self.ledger.objects if not self._reads(store, number)]
        return sorted((self.ledger.rows.keys() | set(others)) - rows), sorted(objects)

    def clear(self) -> None:
        """Remove what was written."""
        with psycopg.connect(self._way.database(), autocommit=True) as connection:
            connection.execute(sql.SQL("DELETE FROM probe WHERE drill = %s"), (self._drill,))
        store, _ = self._way.stores()
        keys = [meta["path"] for page in obstore.list(store, f"{self._prefix}/") for meta in page]
        for start in range(0, len(keys), 500):
            obstore.delete(store, keys[start : start + 500])

    @property
    def _prefix(self) -> str:
        return f"drills/{self._drill}"

    def _key(self, number: int) -> str:
        return f"{self._prefix}/{number}"

    def _reads(self, store: ObjectStore, number: int) -> bool:
        try:
            return bytes(obstore.get(store, self._key(number)).bytes()) == str(number).encode()
        except FileNotFoundError:
            return False

    def _write_rows(self) -> None:
        number = 0
        while not self._ended.is_set():
            try:
                with psycopg.connect(self._way.database(), autocommit=True, **PATIENCE) as connection:
                    while not self._ended.is_set():
                        number += 1
                        connection.execute("INSERT INTO probe VALUES (%s, %s)", (self._drill, number))
                        self.ledger.rows[number] = time.monotonic()
                        time.sleep(PAUSE_SECONDS)
            except psycopg.Error:
                time.sleep(RETRY_SECONDS)

    def _write_objects(self) -> None:
        number = 0
        while not self._ended.is_set():
            number += 1
            try:
                # In the order in which the platform does it (server/object_copies.py).
                store, copies = self._way.stores()
                for each in (copies, store):
                    if each is not None:
                        obstore.put(each, self._key(number), str(number).encode())
            except (BaseError, OSError):
                time.sleep(RETRY_SECONDS)
                continue
            self.ledger.objects[number] = time.monotonic()
            time.sleep(PAUSE_SECONDS)

    def _ask(self) -> None:
        while not self._ended.is_set():
            if self._way.serves():
                self.ledger.answers.append(time.monotonic())
            time.sleep(WATCH_SECONDS)

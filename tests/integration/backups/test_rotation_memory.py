"""What is remembered of rotations while a restored database takes the place of the live one."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from infra.backups import loading, rotation_memory
from infra.backups.database import Database
from infra.backups.errors.backups import DatabaseRefusedError, RestoreUnderWayError, RotationUnderWayError
from infra.errors import OperatorError
from infra.local.postgresql import SUPERUSER
from infra.scripts.rotate.errors import CutOffError
from tests.integration.backups.exchange import SECRET, Exchange, Loaded, rotation
from tests.integration.environment import Environment
from tests.integration.local.waiting import until


@pytest.fixture
def exchange(environment: Environment, tmp_path: Path) -> Generator[Exchange]:
    url = environment.postgresql.url(SUPERUSER, "postgres")
    found = Exchange(url, f"exchange_{secrets.token_hex(4)}", tmp_path)
    found.begin()
    try:
        yield found
    finally:
        found.end()


def noted(exchange: Exchange) -> str | None:
    """The number of the rotation that is remembered."""
    progress = exchange.rotations().progress(SECRET)
    return progress.id if progress else None


def is_closed(exchange: Exchange) -> bool:
    """Whether nobody may connect to the live database."""
    with exchange.server.connect() as connection:
        row = connection.execute("SELECT datallowconn FROM pg_database WHERE datname = %s", (exchange.live,)).fetchone()
    return row == (False,)


def killed_at_every_statement(exchange: Exchange, word: str, number: int) -> int:
    """Repeat a command until it is not killed, each time one statement later, and rotate in between.

    Returns:
        The number of the newest rotation.
    """
    kills = 0
    while exchange.killed_after(kills + 1, word):
        kills += 1
        try:
            memory = exchange.rotations()
            with memory.alone():
                memory.keep(SECRET, rotation(number + 1))
            number += 1
        except OperatorError:
            # It was killed between closing the databases and renaming them; the next run opens them.
            continue
    assert kills > 15
    return number


def test_it_is_carried_over_there_and_back_by_runs_that_are_killed_at_every_statement(exchange: Exchange) -> None:
    exchange.rotations().keep(SECRET, rotation(1))
    number = killed_at_every_statement(exchange, "run", 1)
    assert (exchange.which(exchange.live), exchange.which(exchange.kept)) == ("restored", "live")
    assert noted(exchange) == str(number)

    exchange.rotations().keep(SECRET, rotation(number + 1))
    number = killed_at_every_statement(exchange, "discard", number + 1)
    assert exchange.which(exchange.live) == "live"
    assert (exchange.which(exchange.restored), exchange.which(exchange.kept)) == (None, None)
    assert noted(exchange) == str(number)
    assert exchange.restore().under_way() is None


def test_a_restore_waits_for_whoever_rotates_and_is_refused_when_that_takes_long(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = exchange.rotations()
    with memory.alone():
        memory.keep(SECRET, rotation(1))
        monkeypatch.setattr(rotation_memory, "PATIENCE_SECONDS", 1)
        with pytest.raises(RotationUnderWayError, match="repeat the command"):
            exchange.restore().run(Loaded())
        assert (exchange.which(exchange.live), exchange.which(exchange.restored)) == ("live", "restored")
        memory.keep(SECRET, rotation(2))
    state = exchange.restore().run(Loaded())
    assert (exchange.which(exchange.live), noted(exchange)) == ("restored", "2")
    assert not state.rotations_forgotten


def test_a_rotator_whose_session_is_ended_while_it_waits_is_told_so(exchange: Exchange) -> None:
    told: list[str] = []

    def rotate() -> None:
        try:
            with exchange.rotations().alone():
                told.append("it rotates")
        except CutOffError as error:
            told.append(str(error))

    waiting = threading.Thread(target=rotate)
    with exchange.rotations().alone(), exchange.server.connect(autocommit=True) as connection:
        waiting.start()
        until(
            lambda: connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND wait_event = 'advisory'",
                (exchange.live,),
            ).fetchall(),
            "the second one to wait",
        )
        waiting.join()
    (said,) = told
    assert "terminating connection due to administrator command" in said


@dataclass
class Rotator:
    """Rotates all the time, in two threads, and looks whether what was noted is still there."""

    exchange: Exchange
    begun: int = 0
    done: int = 0
    inside: int = 0
    wrong: list[str] = field(default_factory=list)
    ends: threading.Event = field(default_factory=threading.Event)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        while not self.ends.is_set():
            try:
                with self.exchange.rotations().alone():
                    self._rotate()
            except (OperatorError, psycopg.Error):
                continue  # its session was ended, or the database is closed for a moment

    def _rotate(self) -> None:
        with self.guard:
            self.inside += 1
            if self.inside > 1:
                self.wrong.append("two rotate at once")
        try:
            found = noted(self.exchange)
            # One that was cut off may have been noted or not.
            if found not in {str(self.done), str(self.begun)}:
                self.wrong.append(f"{found} is remembered instead of {self.done} or {self.begun}")
            self.begun = self.done = int(found or 0)
            self.begun += 1
            self.exchange.rotations().keep(SECRET, rotation(self.begun))
            self.done = self.begun
        finally:
            with self.guard:
                self.inside -= 1


def test_nothing_that_a_rotation_notes_meanwhile_is_lost(exchange: Exchange) -> None:
    exchange.rotations().keep(SECRET, rotation(0))
    rotator = Rotator(exchange)
    threads = [threading.Thread(target=rotator.run) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for name, act in (
            ("restored", lambda: exchange.restore().run(Loaded())),
            ("live", lambda: exchange.restore().discard()),
        ):
            before = rotator.done
            until(lambda before=before: rotator.done > before + 5, "rotations are under way")
            act()
            before = rotator.done
            until(lambda before=before: rotator.done > before + 5, "they go on")
            assert exchange.which(exchange.live) == name
    finally:
        rotator.ends.set()
        for thread in threads:
            thread.join()
    assert rotator.wrong == []


def test_a_restore_that_was_killed_in_the_middle_of_the_exchange_can_be_given_up(exchange: Exchange) -> None:
    exchange.rotations().keep(SECRET, rotation(1))
    kills = 0
    while not is_closed(exchange):
        kills += 1
        assert exchange.killed_after(kills, "run")
    exchange.restore().discard()
    assert (exchange.which(exchange.live), exchange.which(exchange.restored)) == ("live", None)
    assert noted(exchange) == "1"


def test_it_is_said_when_nothing_was_remembered(exchange: Exchange) -> None:
    assert exchange.restore().run(Loaded()).rotations_forgotten


def test_a_restore_that_is_being_given_up_is_not_gone_on_with(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange.restore().run(Loaded())
    drop = loading.drop_database

    def cut_off(server: Database, name: str) -> None:
        drop(server, name)
        raise DatabaseRefusedError("answer", "it was cut off")

    monkeypatch.setattr(loading, "drop_database", cut_off)
    with pytest.raises(DatabaseRefusedError, match="cut off"):
        exchange.restore().discard()
    monkeypatch.undo()
    with pytest.raises(RestoreUnderWayError, match="discard"):
        exchange.restore().run(Loaded())
    exchange.restore().discard()
    assert (exchange.which(exchange.live), exchange.which(exchange.restored)) == ("live", None)
    assert exchange.restore().under_way() is None

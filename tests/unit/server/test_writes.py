"""What is answered about writes while the database does not answer."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from server.database import Database
from server.observability import writes
from server.observability.writes import Writes


class Answering:
    """A database that answers what it is told, and counts."""

    def __init__(self, answer: bool | None) -> None:
        self.answer = answer
        self.asked = 0

    async def first(self, _statement: object) -> tuple[bool]:
        self.asked += 1
        if self.answer is None:
            raise OperationalError("SELECT", {}, Exception("no connection"))
        return (self.answer,)


def asking(database: Answering) -> Writes:
    return Writes(cast("Database", cast("Any", database)))


async def seen(database: Answering, *answers: bool | None) -> list[bool]:
    asked, found = asking(database), []
    for answer in answers:
        database.answer = answer
        found.append(await asked.taken())
    return found


def test_the_database_is_asked_once_however_many_ask() -> None:
    database = Answering(answer=True)

    async def many() -> list[bool]:
        asked = asking(database)
        return await asyncio.gather(*(asked.taken() for _ in range(50)))

    assert set(asyncio.run(many())) == {True}
    assert database.asked == 1


def test_a_database_that_restarts_is_no_reason_to_leave_the_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "FRESH_SECONDS", 0)
    assert asyncio.run(seen(Answering(None), True, None)) == [True, True]


def test_one_that_stays_away_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "FRESH_SECONDS", 0)
    monkeypatch.setattr(writes, "REMEMBERED_SECONDS", 0)
    assert asyncio.run(seen(Answering(None), True, None)) == [False, False]


def test_one_that_says_no_is_believed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "FRESH_SECONDS", 0)
    assert asyncio.run(seen(Answering(None), None, True, False, None, True)) == [False, True, False, False, True]

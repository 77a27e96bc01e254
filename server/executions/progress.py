"""Makes the progress of an execution visible while it runs, with few writes."""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Self
from uuid import UUID

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server.database import Database

FIRST_WRITE_SECONDS = 0.5
"""Executions that take less are seen queued, then completed. Each further write waits twice as long as the last."""

_WRITE = text("""
    UPDATE executions SET decided = :decided, version = version + 1
    WHERE id = :id AND status = 'running' AND decided <> :decided
""")

log = structlog.get_logger(__name__)


class Progress:
    """The progress of one execution, written in transactions of its own while the block runs.

    An execution of five minutes is written ten times. A write that fails is left out: progress is for onlookers.
    """

    def __init__(self, database: Database, execution_id: UUID) -> None:
        self._database = database
        self._execution_id = execution_id
        self._decided = 0
        self._written = 0
        self._ended = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._writer = asyncio.create_task(self._write_along())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        await self._writer

    def note(self, decided: int) -> None:
        """Note how many controls are decided."""
        self._decided = decided

    async def _write_along(self) -> None:
        pause = FIRST_WRITE_SECONDS
        while not self._ended.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._ended.wait()
            pause *= 2
            if not self._ended.is_set() and self._decided != self._written:
                await self._write(self._decided)

    async def _write(self, decided: int) -> None:
        try:
            async with self._database.engine.connect() as connection:
                await connection.execute(_WRITE, {"id": self._execution_id, "decided": decided})
        except SQLAlchemyError as error:
            log.warning("progress_not_written", execution=str(self._execution_id), reason=str(error).splitlines()[0])
        else:
            self._written = decided

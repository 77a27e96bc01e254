"""Proves that a restored database is the one that was backed up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from infra import shell
from infra.backups import database as databases
from infra.backups.database import Database
from infra.backups.manifest import DatabaseFacts
from infra.output import Progress as Display

CHECK_SECONDS = 4 * 3600.0
MOST_NAMED = 5

PlatformCheck = Callable[[str], Sequence[str]]
"""Has the platform itself verify a database, by its address: the audit chain, its records, and every object that it
refers to. Returns what is wrong."""


class Proof(BaseModel):
    """One property of a restored database."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    outcome: Literal["succeeded", "failed"]
    detail: str
    started_at: datetime
    finished_at: datetime


def prove(database: Database, expected: DatabaseFacts, check: PlatformCheck, display: Display) -> list[Proof]:
    """Everything that is proved of a restored database, right or wrong.

    Args:
        database: as an administrator.
        expected: what was backed up.
        check: the platform's own verification.
        display: is told every proof.
    """
    found: list[Proof] = []
    for name, sentence, proof in (
        ("rows", "Counted the rows of every table", lambda: _rows(database, expected)),
        ("pages and indexes", "Checked every page and index", lambda: _structure(database)),
        ("schema revision and audit head", "Compared revision and audit head", lambda: _heads(database, expected)),
        ("audit chain and objects", "Verified the audit chain and every object", lambda: list(check(database.url))),
    ):
        started = datetime.now(UTC)
        with display.step(sentence):
            problems = proof()
        found.append(
            Proof(
                name=name,
                outcome="failed" if problems else "succeeded",
                detail="; ".join(problems[:MOST_NAMED]),
                started_at=started,
                finished_at=datetime.now(UTC),
            )
        )
    return found


def _rows(database: Database, expected: DatabaseFacts) -> list[str]:
    with database.connect() as connection:
        counted = databases.facts(connection, database.name).rows
    return [
        f"{table} has {counted.get(table, 'no')} rows, {expected.rows.get(table, 'none')} were backed up"
        for table in sorted(counted.keys() | expected.rows.keys())
        if counted.get(table) != expected.rows.get(table)
    ]


def _structure(database: Database) -> list[str]:
    """What amcheck says: B-trees against their tables, and every tuple of every page."""
    with database.connect(autocommit=True) as connection:
        installed = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'").fetchone()
        connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
    argv = [str(database.program("pg_amcheck")), "--heapallindexed", "--parent-check", "--jobs=2", "--no-password"]
    done = shell.run(argv, environment=database.variables(), timeout_seconds=CHECK_SECONDS, check=False)
    if not installed:
        with database.connect(autocommit=True) as connection:
            connection.execute("DROP EXTENSION amcheck")
    return [] if done.code == 0 else (done.stdout + done.stderr).splitlines()[:MOST_NAMED]


def _heads(database: Database, expected: DatabaseFacts) -> list[str]:
    with database.connect() as connection:
        found = databases.facts(connection, database.name)
    problems = []
    if found.schema_revision != expected.schema_revision:
        problems.append(f"its schema is {found.schema_revision}, {expected.schema_revision} was backed up")
    if (found.audit_sequence, found.audit_hash) != (expected.audit_sequence, expected.audit_hash):
        problems.append(
            f"its newest audit entry is {found.audit_sequence} {found.audit_hash}, "
            f"{expected.audit_sequence} {expected.audit_hash} was backed up"
        )
    return problems

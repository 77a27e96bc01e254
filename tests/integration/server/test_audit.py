"""The audit chain: intact under concurrency, closed to changes, and tampering is found and named."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from typing import LiteralString

import anyio
import psycopg
import pytest
from fastapi import FastAPI

from server.app import create_app
from server.audit.chain import GENESIS_HASH
from server.audit.checkpoints import write_checkpoint
from server.audit.schemas import FindingKind
from server.audit.service import append
from server.auth.permissions import Role
from server.canonical import canonical_json, sha256_hex
from server.database import Database as Connections
from server.database import create_database
from server.storage import ObjectStore, create_store
from tests.integration.client import Client, add_account, open_client, sign_in
from tests.integration.environment import Database, Environment, api_settings

pytestmark = pytest.mark.anyio

ENTRIES = 12


class Tampered:
    """A chain of its own that a test may damage."""

    def __init__(self, database: Database, connections: Connections, store: ObjectStore, client: Client) -> None:
        self.database = database
        self.connections = connections
        self.store = store
        self.client = client

    async def append(self, count: int) -> None:
        for number in range(count):
            async with self.connections.transaction() as session:
                append(
                    session,
                    actor="process:test",
                    action="thing.done",
                    subject_type="thing",
                    subject_id=str(number),
                    details={"number": number, "text": "Grüße ☃", "share": 0.1},
                )

    async def checkpoint(self) -> None:
        async with self.connections.transaction() as session:
            await write_checkpoint(session, self.store)

    def damage(self, statement: LiteralString, *parameters: object) -> None:
        """Change the table as somebody who owns the database and switches the trigger off."""
        with self.database.superuser() as connection:
            connection.execute("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_append_only")
            connection.execute(statement, parameters)
            connection.execute("ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_append_only")

    async def verify(self) -> dict:
        answer = await self.client.post("/api/audit/verifications", json={"objects": True})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def findings(self) -> set[tuple[str, str]]:
        result = await self.verify()
        assert result["intact"] == (not result["findings"])
        return {(finding["kind"], finding["subject"]) for finding in result["findings"]}


@pytest.fixture
async def chain(environment: Environment) -> AsyncGenerator[Tampered]:
    """A chain of a few entries, signed in as an auditor."""
    database = environment.create_database("chain")
    settings = api_settings(environment, database)
    connections, store = create_database(settings, process="test"), create_store(settings)
    app = create_app(settings, database=connections, store=store)
    await add_account(connections, "auditor@example.org", Role.AUDITOR)
    async with open_client(app) as client:
        await sign_in(client, "auditor@example.org")
        made = Tampered(database, connections, store, client)
        await made.append(ENTRIES - 2)
        yield made
    await connections.close()
    database.drop()


async def test_an_untouched_chain_is_intact(chain: Tampered) -> None:
    await chain.checkpoint()
    result = await chain.verify()
    assert result["intact"] is True
    assert result["findings"] == []
    assert result["entries_checked"] == result["head_sequence"] == ENTRIES


async def test_anyone_can_recompute_the_chain_from_what_the_api_shows(chain: Tampered) -> None:
    entries = (await chain.client.get("/api/audit/entries", params={"limit": 200})).json()["items"][::-1]
    previous = GENESIS_HASH
    for number, entry in enumerate(entries, start=1):
        shown = entry.pop("hash")
        assert entry["sequence"] == number
        assert entry["previous_hash"] == previous
        assert sha256_hex(canonical_json(entry)) == shown
        previous = shown
    assert len(entries) == ENTRIES


async def test_fifty_appends_at_once_leave_one_unbroken_chain(app: FastAPI, connections: Connections) -> None:
    async def one(number: int) -> None:
        async with connections.transaction() as session:
            for part in range(2):
                append(
                    session,
                    actor="process:test",
                    action="burst.done",
                    subject_type="burst",
                    subject_id=f"{number}/{part}",
                )

    async with anyio.create_task_group() as group:
        for number in range(50):
            group.start_soon(one, number)
    await add_account(connections, "burst@example.org", Role.AUDITOR)
    async with open_client(app) as client:
        await sign_in(client, "burst@example.org")
        result = (await client.post("/api/audit/verifications", json={})).json()
        assert result["intact"] is True
        assert result["entries_checked"] >= 100
        query = {"action": "burst.done", "limit": 200}
        subjects = [
            entry["subject_id"] for entry in (await client.get("/api/audit/entries", params=query)).json()["items"]
        ]
    assert sorted(subjects) == sorted(f"{number}/{part}" for number in range(50) for part in range(2))
    pairs = {
        (first.split("/")[0], second.split("/")[0]) for first, second in zip(subjects[::2], subjects[1::2], strict=True)
    }
    assert all(first == second for first, second in pairs), "the entries of one transaction stay together"


async def test_a_rolled_back_change_leaves_no_entry(chain: Tampered) -> None:
    async with chain.connections.sessions() as session:
        append(session, actor="process:test", action="thing.undone", subject_type="thing", subject_id="x")
        await session.rollback()
        await session.commit()
    entries = (await chain.client.get("/api/audit/entries", params={"action": "thing.undone"})).json()["items"]
    assert entries == []


async def test_a_rolled_back_savepoint_takes_only_its_own_entries_with_it(chain: Tampered) -> None:
    async with chain.connections.transaction() as session:
        append(session, actor="process:test", action="savepoint", subject_type="thing", subject_id="outer")
        outer = await session.begin_nested()
        inner = await session.begin_nested()
        append(session, actor="process:test", action="savepoint", subject_type="thing", subject_id="inner, released")
        await inner.commit()
        await outer.rollback()
        async with session.begin_nested():
            append(session, actor="process:test", action="savepoint", subject_type="thing", subject_id="kept")
    entries = (await chain.client.get("/api/audit/entries", params={"action": "savepoint"})).json()["items"]
    assert [entry["subject_id"] for entry in entries] == ["kept", "outer"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET actor = 'x'",
        "UPDATE audit_entries SET actor = 'x' WHERE false",
        "DELETE FROM audit_entries WHERE sequence = 1",
        "TRUNCATE audit_entries",
    ],
)
async def test_the_table_refuses_changes_by_everyone(chain: Tampered, statement: LiteralString) -> None:
    for url in (chain.database.url, chain.database.owner_url):
        with (
            psycopg.connect(url, autocommit=True) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)
    with chain.database.superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
            connection.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entries SET actor = 'somebody else' WHERE sequence = 5",
        "UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE sequence = 5",
        "UPDATE audit_entries SET action = 'thing.else' WHERE sequence = 5",
        "UPDATE audit_entries SET subject_id = '999' WHERE sequence = 5",
        """UPDATE audit_entries SET details = '{"number": 7}' WHERE sequence = 5""",
        "UPDATE audit_entries SET details = 'null' WHERE sequence = 5",
    ],
)
async def test_an_altered_entry_is_named(chain: Tampered, change: LiteralString) -> None:
    chain.damage(change)
    assert await chain.findings() == {("altered_entry", "audit entry 5")}


async def test_an_altered_entry_with_a_matching_hash_breaks_the_link_of_the_next(chain: Tampered) -> None:
    entries = (await chain.client.get("/api/audit/entries", params={"limit": 200})).json()["items"]
    entry = next(item for item in entries if item["sequence"] == 5)
    del entry["hash"]
    entry["actor"] = "somebody else"
    forged = sha256_hex(canonical_json(entry))
    chain.damage("UPDATE audit_entries SET actor = 'somebody else', hash = %s WHERE sequence = 5", forged)
    assert await chain.findings() == {("broken_link", "audit entry 6")}


async def test_a_deleted_entry_is_named(chain: Tampered) -> None:
    chain.damage("DELETE FROM audit_entries WHERE sequence IN (4, 8)")
    assert await chain.findings() == {("missing_entry", "audit entry 4"), ("missing_entry", "audit entry 8")}


async def test_the_first_entry_is_missed_too(chain: Tampered) -> None:
    chain.damage("DELETE FROM audit_entries WHERE sequence = 1")
    assert await chain.findings() == {("missing_entry", "audit entry 1")}


async def test_a_cut_off_end_is_found_by_the_checkpoint(chain: Tampered) -> None:
    await chain.checkpoint()
    chain.damage("DELETE FROM audit_entries WHERE sequence > %s", ENTRIES - 3)
    assert await chain.findings() == {("truncated", f"audit entry {ENTRIES}")}


async def test_an_emptied_table_is_found_by_the_checkpoint(chain: Tampered) -> None:
    await chain.checkpoint()
    chain.damage("TRUNCATE audit_entries")
    result = await chain.verify()
    assert result["head_sequence"] == 0
    assert [finding["kind"] for finding in result["findings"]] == ["truncated"]


async def test_a_rewritten_end_is_found_by_the_checkpoint(chain: Tampered) -> None:
    await chain.checkpoint()
    chain.damage("DELETE FROM audit_entries WHERE sequence > %s", ENTRIES - 3)
    await chain.append(6)
    assert await chain.findings() == {("rewritten", f"audit entry {ENTRIES}")}


async def test_every_batch_is_compared(chain: Tampered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.audit.verification.BATCH", 5)
    for _ in range(3):
        await chain.checkpoint()
        await chain.append(4)
    assert await chain.findings() == set()
    chain.damage("UPDATE audit_entries SET action = 'x' WHERE sequence IN (5, 6, 16)")
    altered = {number for kind, subject in await chain.findings() for number in [int(subject.split()[-1])]}
    assert altered == {5, 6, 16}


async def test_a_checkpoint_is_written_once_per_head(chain: Tampered) -> None:
    await chain.checkpoint()
    async with chain.connections.transaction() as session:
        assert await write_checkpoint(session, chain.store) is None
    names = [stored.key async for stored in chain.store.list("audit/checkpoints")]
    assert len(names) == 1
    document = json.loads(await chain.store.get(names[0]))
    assert names[0] == f"audit/checkpoints/{document['sequence']:012d}-{document['hash']}.json"


async def test_a_verification_is_itself_on_record(chain: Tampered) -> None:
    result = await chain.verify()
    newest = (await chain.client.get("/api/audit/entries", params={"limit": 1})).json()["items"][0]
    assert newest["action"] == "audit.verified"
    assert newest["actor"] == "account:auditor@example.org"
    assert newest["details"]["head_hash"] == result["head_hash"]


async def test_findings_are_counted_beyond_those_that_are_listed(
    chain: Tampered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.audit.verification.MAX_FINDINGS", 3)
    chain.damage("UPDATE audit_entries SET action = 'x'")
    result = await chain.verify()
    assert len(result["findings"]) == 3
    assert result["findings_total"] == ENTRIES
    assert {finding["kind"] for finding in result["findings"]} == {FindingKind.ALTERED_ENTRY}

"""Retention deletes evidence whose time is over and objects that nothing refers to, and no more."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import sys
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from infra.local.postgresql import SUPERUSER
from server.app import create_app
from server.audit.restorations import note_restoration
from server.audit.sources import OBJECT_SOURCES, RECORD_CHECKS
from server.audit.verification import Verifier
from server.auth.permissions import Role
from server.database import Database as Connections
from server.database import create_database
from server.evidence.service import object_key
from server.retention import orphans
from server.retention.schemas import RetentionReport
from server.retention.service import Policy, Retention
from server.settings import ApiSettings
from server.storage import ObjectStore, create_store
from tests.integration.client import Accounts, Client, add_account, open_client, sign_in
from tests.integration.environment import Database, Environment, api_settings
from tests.integration.executions.dying_retention import POINTS
from tests.integration.executions.scenes import add_evidence, completed, create_system, eventually, publish
from tests.integration.processes import ServingProcess, run_command, variables
from tests.unit.server.frameworks.samples import attested

pytestmark = pytest.mark.anyio

DAYS = 184
NO_GRACE = timedelta(0)
GRACE = timedelta(seconds=3)
FRAMEWORK = "kept"


def url_of_the_role(database: Database) -> str:
    """The address of a database for whoever may do what the role of retention may, and nothing else."""
    address = database.environment.postgresql.url(SUPERUSER, database.name)
    return f"{address}?options=-c%20role%3Dsyndic_retention"


def settings_of(settings: ApiSettings, database: Database) -> ApiSettings:
    return settings.model_copy(update={"database_url": SecretStr(url_of_the_role(database))})


@pytest.fixture(scope="module")
async def role(settings: ApiSettings, database: Database) -> AsyncGenerator[Connections]:
    opened = create_database(settings_of(settings, database), process="retention")
    yield opened
    await opened.close()


async def retain(role: Connections, store: ObjectStore, grace: timedelta = NO_GRACE) -> RetentionReport:
    return await Retention(role, store, Policy(DAYS, grace)).run(delete=True)


def expire(database: Database, item: str, days: int) -> None:
    """Have an item expire so many days ago, as if it had been collected long before."""
    with database.superuser() as connection:
        connection.execute(
            "UPDATE evidence_items SET collected_at = now() - interval '20 years', "
            "expires_at = now() - make_interval(days => %s) WHERE id = %s",
            (days, item),
        )


async def exists(client: Client, item: str) -> bool:
    return (await client.get(f"/api/evidence/{item}")).status_code == 200


async def verification(client: Client) -> set[tuple[str, str]]:
    answer = await client.post("/api/audit/verifications", json={"objects": True})
    assert answer.status_code == 200, answer.text
    return {(finding["kind"], finding["subject"]) for finding in answer.json()["findings"]}


async def entries(client: Client, **filters: str) -> list[dict[str, Any]]:
    return (await client.get("/api/audit/entries", params=filters)).json()["items"]


def key_of(content: bytes) -> str:
    return object_key(hashlib.sha256(content).hexdigest())


@pytest.fixture
async def system(admin: Client) -> str:
    return await create_system(admin)


async def test_expired_evidence_goes_with_its_object_and_the_log_says_so(
    admin: Client, database: Database, role: Connections, store: ObjectStore, system: str
) -> None:
    content = os.urandom(300)
    item = await add_evidence(admin, system, content)
    expire(database, item, DAYS + 1)

    found = await Retention(role, store, Policy(DAYS, NO_GRACE)).run(delete=False)
    assert [str(one.id) for one in found.evidence] == [item]
    assert found.evidence_total.size_bytes == 300
    assert not found.deleted
    assert await exists(admin, item)

    done = await retain(role, store)
    assert [str(one.id) for one in done.evidence] == [item]
    assert not done.orphans
    assert not await exists(admin, item)
    assert not await store.exists(key_of(content))
    [record] = await entries(admin, subject_id=item, action="evidence.deleted")
    assert record["actor"] == "process:retention"
    assert record["details"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert record["details"]["retention_days"] == DAYS
    [gone] = await entries(admin, subject_id=key_of(content))
    assert gone["action"] == "object.deleted"
    assert await verification(admin) == set()

    again = await retain(role, store)
    assert (again.evidence_total.count, again.orphans_total.count) == (0, 0)


async def test_evidence_within_its_time_or_without_an_end_stays(
    admin: Client, database: Database, role: Connections, store: ObjectStore, system: str
) -> None:
    within, endless = [await add_evidence(admin, system, os.urandom(100)) for _ in range(2)]
    expire(database, within, DAYS - 1)
    with database.superuser() as connection:
        connection.execute(
            "UPDATE evidence_items SET collected_at = now() - interval '99 years' WHERE id = %s", (endless,)
        )
    late = await add_evidence(admin, system, os.urandom(100))
    with database.superuser() as connection:
        connection.execute("UPDATE evidence_items SET expires_at = '2001-01-01Z' WHERE id = %s", (late,))

    await retain(role, store)

    assert [await exists(admin, item) for item in (within, endless, late)] == [True, True, True]


async def test_an_object_stays_while_another_record_refers_to_it(
    admin: Client, database: Database, role: Connections, store: ObjectStore, system: str
) -> None:
    content = os.urandom(100)
    old, new = [await add_evidence(admin, each, content) for each in (system, await create_system(admin))]
    expire(database, old, DAYS + 1)

    await retain(role, store)

    assert not await exists(admin, old)
    assert (await admin.get(f"/api/evidence/{new}/content")).content == content
    assert await verification(admin) == set()


async def test_what_the_newest_execution_counted_stays_until_a_newer_one_does_not(
    admin: Client, database: Database, role: Connections, store: ObjectStore, worker: ServingProcess, system: str
) -> None:
    await publish(admin, FRAMEWORK, [attested("manual", "policy")], {})
    item = await add_evidence(admin, system, os.urandom(100))
    await completed(admin, system, FRAMEWORK)
    expire(database, item, DAYS + 1)
    await retain(role, store)
    assert await exists(admin, item)

    await completed(admin, system, FRAMEWORK)
    await retain(role, store)
    assert not await exists(admin, item)
    assert await verification(admin) == set()


async def test_what_an_auditor_attested_on_stays_as_long_as_the_attestation_and_its_decision(
    admin: Client,
    accounts: Accounts,
    database: Database,
    role: Connections,
    store: ObjectStore,
    worker: ServingProcess,
    system: str,
) -> None:
    await publish(admin, FRAMEWORK, [attested("manual", "policy")], {})
    item = await add_evidence(admin, system, os.urandom(100))
    expire(database, item, DAYS + 1)
    answer = await accounts.clients[Role.AUDITOR].post(
        "/api/attestations",
        json={
            "system_id": system,
            "framework_id": FRAMEWORK,
            "control_id": "manual",
            "outcome": "pass",
            "statement": "Seen on site and confirmed by two people.",
            "evidence_ids": [item],
            "valid_until": (datetime.now(UTC).date() + timedelta(days=1)).isoformat(),
        },
    )
    assert answer.status_code == 201, answer.text

    async def kept() -> bool:
        await retain(role, store)
        return await exists(admin, item)

    assert await kept()
    await completed(admin, system, FRAMEWORK)
    with database.superuser() as connection:
        connection.execute("UPDATE attestations SET valid_until = '2001-01-01' WHERE system_id = %s", (system,))
    assert await kept(), "the newest execution was decided by the attestation"
    await completed(admin, system, FRAMEWORK)
    assert not await kept()


async def test_a_deletion_that_is_not_recorded_is_damage(admin: Client, database: Database, system: str) -> None:
    item = await add_evidence(admin, system, os.urandom(100))
    with database.superuser() as connection:
        connection.execute("CREATE TABLE hidden AS SELECT * FROM evidence_items WHERE id = %s", (item,))
        connection.execute("DELETE FROM evidence_items WHERE id = %s", (item,))
    try:
        assert await verification(admin) == {("missing_record", f"evidence {item}")}
    finally:
        with database.superuser() as connection:
            connection.execute("INSERT INTO evidence_items SELECT * FROM hidden")
            connection.execute("DROP TABLE hidden")
    assert await verification(admin) == set()


async def test_an_object_that_nothing_refers_to_goes_once_it_is_old_enough(
    admin: Client, role: Connections, store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orphans, "PAGE", 2)
    contents = [os.urandom(100) for _ in range(5)]
    for content in contents:
        await store.put_if_absent(key_of(content), content)
    for number in range(3):
        await store.put_if_absent(f"drills/cut-off/{number}", b"x")

    young = await retain(role, store, timedelta(hours=1))
    assert young.orphans == []
    shown = await Retention(role, store, Policy(DAYS, NO_GRACE)).run(delete=False)
    done = await retain(role, store)
    expected = {*((key_of(content), 1) for content in contents), ("drills/cut-off", 3)}
    assert {(one.key, one.objects) for one in shown.orphans} == expected
    assert {(one.key, one.objects) for one in done.orphans} == expected
    assert not any([await store.exists(key_of(content)) for content in contents])
    assert [found async for found in store.list("drills")] == []
    [told] = [found.key async for found in store.list(f"audit/deletions/{key_of(contents[0])}")]
    assert told.endswith(".json")
    assert len(await entries(admin, subject_id="drills/cut-off")) == 1


async def test_a_file_that_is_sent_while_its_object_is_deleted_is_not_lost(
    admin: Client, role: Connections, store: ObjectStore, system: str
) -> None:
    contents = [os.urandom(100) for _ in range(8)]
    for content in contents:
        await store.put_if_absent(key_of(content), content)

    async def all_old() -> bool:
        newest = max([(await store.head(key_of(content))).last_modified for content in contents])
        return datetime.now(UTC) - newest > GRACE + timedelta(seconds=1)

    await eventually(all_old, "objects to be old enough")
    done, *items = await asyncio.gather(
        retain(role, store, GRACE), *(add_evidence(admin, system, content) for content in contents for _ in range(3))
    )
    for number, item in enumerate(items):
        answer = await admin.get(f"/api/evidence/{item}/content")
        assert answer.content == contents[number // 3], done
    assert await verification(admin) == set()


@pytest.mark.parametrize("point", POINTS)
async def test_a_killed_run_is_finished_by_the_next_one(
    admin: Client,
    settings: ApiSettings,
    database: Database,
    role: Connections,
    store: ObjectStore,
    system: str,
    point: str,
) -> None:
    contents = [os.urandom(100) for _ in range(4)]
    items = [await add_evidence(admin, system, content) for content in contents]
    for item in items[:3]:
        expire(database, item, DAYS + 1)
    given = {**variables(settings_of(settings, database)), "EVIDENCE_RETENTION_DAYS": str(DAYS)}
    command = [sys.executable, "-m", "tests.integration.executions.dying_retention", point]
    killed = await asyncio.create_subprocess_exec(*command, env={**os.environ, **given})
    assert await killed.wait() == -signal.SIGKILL
    assert [await exists(admin, item) for item in items] == [False, False, False, True]
    assert await verification(admin) == set(), "no record refers to what is gone, and every deletion is recorded"

    await retain(role, store)

    assert [await store.exists(key_of(content)) for content in contents] == [False, False, False, True]
    assert await verification(admin) == set()
    for content in contents[:3]:
        assert len(await entries(admin, subject_id=key_of(content))) == 1


async def test_the_command_shows_what_would_go_and_deletes_only_when_told(
    admin: Client, settings: ApiSettings, database: Database, system: str
) -> None:
    item = await add_evidence(admin, system, os.urandom(100))
    expire(database, item, 3654)
    given = variables(settings_of(settings, database))

    shown = run_command(["retention"], given)
    assert shown.returncode == 0, shown.stderr
    report = RetentionReport.model_validate_json(shown.stdout)
    assert [str(one.id) for one in report.evidence] == [item]
    assert (report.deleted, report.retention_days, report.grace_hours) == (False, 3653, 24)
    assert await exists(admin, item)

    done = run_command(["retention", "--delete"], given)
    assert RetentionReport.model_validate_json(done.stdout).deleted
    assert not await exists(admin, item)

    refused = run_command(["retention"], {**given, "EVIDENCE_RETENTION_DAYS": "30"})
    assert refused.returncode == 1
    assert "EVIDENCE_RETENTION_DAYS" in refused.stderr


@pytest.fixture
async def restored(environment: Environment) -> AsyncGenerator[tuple[FastAPI, Client, ApiSettings, Database, Database]]:
    """A platform of its own from which evidence was deleted, and its database as it was before that."""
    live = environment.create_database("restored")
    settings = api_settings(environment, live)
    connections, store = create_database(settings, process="test"), create_store(settings)
    app = create_app(settings, database=connections, store=store)
    await add_account(connections, "admin@example.org", Role.ADMIN)
    async with open_client(app) as client:
        await sign_in(client, "admin@example.org")
        item = await add_evidence(client, await create_system(client), os.urandom(100))
        expire(live, item, DAYS + 1)
        await connections.close()
        earlier = environment.create_database("earlier", live.name)
        deleting = create_database(settings_of(settings, live), process="retention")
        await retain(deleting, store)
        await deleting.close()
        assert await verification(client) == set()
        yield app, client, settings, live, earlier
    await connections.close()
    live.drop()
    earlier.drop()


async def test_a_restored_database_does_not_take_a_recorded_deletion_for_damage(
    restored: tuple[FastAPI, Client, ApiSettings, Database, Database],
) -> None:
    _, _, settings, _, earlier = restored
    store = create_store(settings)
    connections = create_database(settings, process="test", url=SecretStr(earlier.url))
    try:

        async def kinds(*, earlier_state: bool) -> set[str]:
            verifier = Verifier(connections, store, object_sources=OBJECT_SOURCES, record_checks=RECORD_CHECKS)
            result = await verifier.run(objects=True, earlier_state=earlier_state)
            return {finding.kind.value for finding in result.findings}

        assert await kinds(earlier_state=True) == set(), "a backup is verified beside the live database"
        assert await kinds(earlier_state=False) == {"missing_object"}, "what is live must say itself what it deleted"
        async with connections.transaction() as session:
            assert await note_restoration(session, "a-backup")
        assert await kinds(earlier_state=False) == set(), "the deletion is part of the history that was given up"

        role = create_database(settings, process="retention", url=SecretStr(url_of_the_role(earlier)))
        done = await retain(role, store)
        await role.close()
        assert done.evidence_total.count == 1, "and is done again"
        assert await kinds(earlier_state=False) == set()
    finally:
        await connections.close()

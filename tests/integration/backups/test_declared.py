"""Backups of an environment that is not this machine's (declaration.py)."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from infra.backups.cloud.standings import Standings
from infra.backups.errors.backups import NotLockedError, UnknownKeyError
from infra.backups.kinds import Kind
from infra.backups.moments import Time
from infra.local.postgresql import SUPERUSER
from infra.scripts import reaching
from infra.scripts.backup import declared
from infra.scripts.backup.service import Options
from infra.scripts.errors import NotReachableError, PhysicalBackupElsewhereError
from infra.scripts.rotate.database_memory import DatabaseMemory
from infra.scripts.rotate.database_role import Administrator
from tests.integration.backups.declaration import LOCKED, UNLOCKED, Declared, key
from tests.integration.backups.scene import Scene


@pytest.fixture
def staging(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Declared:
    found = Declared(scene, tmp_path, monkeypatch)
    found.make_bucket(LOCKED, locks=True)
    found.make_bucket(UNLOCKED, locks=False)
    return found


def test_an_environment_is_backed_up_proved_and_restored_by_what_its_file_declares(
    scene: Scene, staging: Declared
) -> None:
    scene.add_system("before a declared backup")
    made = staging.backups().create([Kind.LOGICAL, Kind.OBJECTS, Kind.CONFIG], Options())
    assert [manifest.environment for manifest in made] == ["staging"] * 3
    assert made[0].region == "eu-central-1"
    listed = {found.id: found for found in staging.backups().all()}
    assert {manifest.id for manifest in made} <= listed.keys()

    verified = staging.backups().verify(None, Options())
    assert verified.failures == []
    assert [proof.name for proof in verified.proofs] == [
        "chunks",
        "rows",
        "pages and indexes",
        "schema revision and audit head",
        "audit chain and objects",
    ]

    scene.add_system("after a declared backup")
    state = staging.backups().restore(None, Options())
    assert "after a declared backup" not in scene.systems()
    assert "before a declared backup" in scene.systems()
    assert any(made[0].id in operation["summary"] for operation in scene.operations("restore"))
    assert state.kept in scene.databases()
    staging.backups().discard()
    assert {"before a declared backup", "after a declared backup"} <= scene.systems()
    assert scene.verification().intact


def test_what_is_remembered_of_rotations_is_in_no_backup_and_keeps_nobody_from_making_one(
    scene: Scene, staging: Declared
) -> None:
    administrator = Administrator(scene.parts.composition.cluster.url(SUPERUSER))
    DatabaseMemory(administrator, "staging").see("database-api", datetime.now(UTC))
    try:
        [made] = staging.backups().create([Kind.LOGICAL], Options())
    finally:
        with administrator.connect() as connection:
            connection.execute("DROP SCHEMA syndic_rotation CASCADE")
    assert made.database is not None
    assert {name.partition(".")[0] for name in made.database.rows} == {"public"}
    assert staging.backups().verify(made.id, Options()).failures == []


def test_nobody_deletes_a_locked_backup_and_prune_waits_for_it(staging: Declared) -> None:
    # Of two that were made in one second, chance decides which is the newer one.
    first, second = sorted(staging.backups().create([Kind.CONFIG], Options())[0].id for _ in range(2))
    for version in staging.versions(f"staging/{first}/"):
        with pytest.raises(ClientError, match="AccessDenied"):
            staging.s3.delete_object(Bucket=LOCKED, Key=version["Key"], VersionId=version["VersionId"])
        with pytest.raises(ClientError):
            staging.s3.put_object_retention(
                Bucket=LOCKED,
                Key=version["Key"],
                VersionId=version["VersionId"],
                Retention={"Mode": "COMPLIANCE", "RetainUntilDate": datetime.now(UTC) + timedelta(minutes=1)},
            )
    judged = {judgement.id: judgement for judgement in staging.backups().prune(dry_run=False)}
    assert judged[first].keep
    assert "locked until" in judged[first].reason
    assert judged[second].reason == "the newest"
    assert first in {found.id for found in staging.backups().all()}
    # A deletion without a version hides, and takes nothing away: what was hidden comes back with its marker gone.
    assert staging.versions(f"staging/{first}/manifest")


def test_after_a_failover_the_other_region_is_backed_up(staging: Declared) -> None:
    stores = {one.name: reaching.evidence(staging.environment, one) for one in staging.environment.regions}
    standings = Standings(stores, "eu-central-1")
    standings.change(standings.read(), live="eu-west-1", fenced=("eu-central-1",))
    parts = declared.open_parts(staging.environment, None, staging.layout)
    assert (parts.home.name, parts.keeper.name) == ("eu-west-1", "eu-central-1")
    named = declared.open_parts(staging.environment, "eu-west-1", staging.layout)
    assert (named.home.name, named.keeper.name) == ("eu-west-1", "eu-west-1")
    standings.change(standings.read(), live="eu-central-1", fenced=())
    parts = declared.open_parts(staging.environment, None, staging.layout)
    assert (parts.home.name, parts.keeper.name) == ("eu-central-1", "eu-west-1")


def test_a_bucket_that_does_not_lock_is_named(staging: Declared) -> None:
    with pytest.raises(NotLockedError, match=f"s3://{UNLOCKED} did not lock it"):
        staging.backups(bucket=UNLOCKED).create([Kind.CONFIG], Options())
    # The backup is complete; once the bucket locks, the next one is right.
    rule = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}
    staging.s3.put_object_lock_configuration(
        Bucket=UNLOCKED, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule}
    )
    [made] = staging.backups(bucket=UNLOCKED).create([Kind.CONFIG], Options())
    assert made.id in {found.id for found in staging.backups(bucket=UNLOCKED).all()}


def test_what_is_not_locked_is_pruned(staging: Declared) -> None:
    staging.environment = staging.environment.model_copy(
        update={"backups": staging.environment.backups.model_copy(update={"lock_days": None})}
    )
    name = "declared-plain"
    staging.make_bucket(name, locks=False)
    old, new = sorted(staging.backups(bucket=name).create([Kind.CONFIG], Options())[0].id for _ in range(2))
    judged = {judgement.id: judgement.keep for judgement in staging.backups(bucket=name).prune(dry_run=False)}
    assert (judged[old], judged[new]) == (False, True)
    assert [found.id for found in staging.backups(bucket=name).all()] == [new]


def test_keys_that_were_replaced_stay_readable_and_missing_ones_are_named(
    staging: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    [made] = staging.backups().create([Kind.CONFIG], Options())
    held = json.loads(os.environ["TESTS_BACKUP_KEYS"])
    monkeypatch.setenv("TESTS_BACKUP_KEYS", json.dumps([key("tests-2"), *held]))
    assert staging.backups().verify(made.id, Options()).failures == []
    monkeypatch.setenv("TESTS_BACKUP_KEYS", json.dumps([key("tests-2")]))
    with pytest.raises(UnknownKeyError, match="tests-1"):
        staging.backups().verify(made.id, Options())


def test_what_is_not_possible_from_here_is_said_before_anything_is_done(
    staging: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PhysicalBackupElsewhereError, match="restore-db-instance-to-point-in-time"):
        staging.backups().create([Kind.PHYSICAL], Options())
    with pytest.raises(PhysicalBackupElsewhereError):
        staging.backups().plan(None, Time(datetime.now(UTC)))
    monkeypatch.delenv(declared.ADMINISTRATOR_URL)
    with pytest.raises(NotReachableError, match="SYNDIC_ADMINISTRATOR_DATABASE_URL is not set"):
        staging.backups().restore(None, Options())

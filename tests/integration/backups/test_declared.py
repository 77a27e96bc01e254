"""Backups of an environment that is not this machine's (declaration.py)."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from botocore.exceptions import ClientError

from infra.backups import loading
from infra.backups.cloud.standings import Standings
from infra.backups.errors.backups import NothingReplacedError, NotLockedError, UnknownKeyError
from infra.backups.kinds import Kind
from infra.backups.moments import Time
from infra.backups.verification import OWNER
from infra.local.postgresql import DATABASE, SUPERUSER, Role
from infra.local.postgresql_roles import Login
from infra.output import Progress
from infra.scripts import reaching
from infra.scripts.backup import declared, printing
from infra.scripts.backup.service import Options
from infra.scripts.errors import NotReachableError, PhysicalBackupElsewhereError
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.database_memory import DatabaseMemory
from infra.scripts.rotate.database_role import Administrator
from infra.scripts.rotate.embedded import find_credentials
from infra.scripts.rotate.engine import Rotation
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


def sign_in(scene: Scene, login: Login) -> None:
    port = scene.parts.composition.cluster.port
    psycopg.connect(
        host="127.0.0.1", port=port, dbname=DATABASE, user=login.name, password=login.password, connect_timeout=5
    ).close()


def rotation(credential: Credential, memory: DatabaseMemory, overlap: timedelta) -> Rotation:
    return Rotation(credential, memory, overlap, lambda _credential, _progress: None, Progress(quiet=True))


def test_an_old_credential_that_was_still_valid_is_revoked_after_a_restore(scene: Scene, staging: Declared) -> None:
    [backup] = staging.backups().create([Kind.LOGICAL], Options())
    administrator = Administrator(scene.parts.composition.cluster.url(SUPERUSER))
    [credential] = [one for one in find_credentials(scene.syndic.layout) if one.name == "database-retention"]
    old = scene.parts.secrets.login(Role.RETENTION)
    memory = DatabaseMemory(administrator, "staging")
    first_seen = memory.see(credential.name, datetime.now(UTC) - timedelta(days=40)).first_seen_at
    try:
        assert rotation(credential, memory, timedelta(hours=1)).run().state == "overlapping"
        new = scene.parts.secrets.login(Role.RETENTION)
        sign_in(scene, old)

        state = staging.backups().restore(backup.id, Options())
        assert not state.rotations_forgotten
        memory = DatabaseMemory(administrator, "staging")
        progress = memory.progress(credential.name)
        assert progress is not None
        assert (progress.old, progress.new) == (old.name, new.name)
        assert memory.see(credential.name, datetime.now(UTC)).first_seen_at == first_seen
        assert rotation(credential, memory, timedelta(0)).run().state == "rotated"
        assert credential.current() == new.name
        sign_in(scene, new)
        with pytest.raises(psycopg.OperationalError):
            sign_in(scene, old)

        # The database that comes back knows of it, although it was aside.
        staging.backups().discard()
        memory = DatabaseMemory(administrator, "staging")
        assert memory.progress(credential.name) is None
        assert memory.see(credential.name, datetime.now(UTC)).rotated_at is not None
    finally:
        with administrator.connect() as connection:
            connection.execute("DROP SCHEMA IF EXISTS syndic_rotation CASCADE")


def test_a_database_that_is_gone_comes_back_and_it_is_said_that_rotations_are_forgotten(
    scene: Scene, staging: Declared, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.add_system("before the loss")
    [backup] = staging.backups().create([Kind.LOGICAL], Options())
    server = scene.parts.server()
    loading.make_database(server, "empty", OWNER)
    loading.swap(server, DATABASE, "empty", "lost")
    loading.drop_database(server, DATABASE)
    try:
        state = staging.backups().restore(backup.id, Options())
        assert (state.replaces, state.rotations_forgotten) == (False, True)
        printing.print_restored(state, as_json=False)
        assert "an old credential that was still\nto be revoked stays valid" in capsys.readouterr().out
        assert "before the loss" in scene.systems()
        with server.connect() as connection:
            allowed = connection.execute(
                "SELECT array_agg(DISTINCT grantee::regrole::text) FROM pg_database, aclexplode(datacl)"
                " WHERE datname = %s AND privilege_type = 'CONNECT'",
                (DATABASE,),
            ).fetchone()
        assert allowed is not None
        assert [role for role in allowed[0] if not role.startswith("syndic_")] == []
        with pytest.raises(NothingReplacedError):
            staging.backups().discard()
        staging.backups().confirm()
    finally:
        if DATABASE not in scene.databases():
            loading.put_in_place(server, "lost", DATABASE)
        loading.drop_database(server, "lost")
    scene.add_system("after the loss")
    assert scene.verification().intact


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

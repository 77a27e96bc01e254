"""Backups of a platform that serves: made, proved, brought back, and cut off at every step."""

from __future__ import annotations

import time
from itertools import pairwise

import httpx
import psycopg
import pytest

from infra.backups.kinds import Kind
from tests.integration.backups.scene import Scene


def make(scene: Scene) -> str:
    """A backup of the database."""
    [made] = scene.syndic.json("backup", "create", "--kind", Kind.LOGICAL)
    return str(made["id"])


def await_metrics(scene: Scene, *names: str) -> None:
    """Wait until cron, which looks every few seconds, shows all of these."""
    port = scene.parts.composition.ports["cron-blue-internal"]
    deadline = time.monotonic() + 60
    while missing := [name for name in names if f"\n{name} " not in httpx.get(f"http://127.0.0.1:{port}/metrics").text]:
        assert time.monotonic() < deadline, missing
        time.sleep(0.2)


def test_a_backup_of_everything_is_proved_and_recorded(scene: Scene) -> None:
    scene.add_system("first")
    made = scene.syndic.json("backup", "create")
    assert [one["kind"] for one in made] == ["logical", "objects", "config"]
    database = made[0]["database"]
    assert database["rows"]["public.systems"] >= 1
    assert database["log_position"]
    result = scene.syndic.json("backup", "verify")
    assert [(proof["name"], proof["outcome"], proof["detail"]) for proof in result["proofs"]] == [
        ("chunks", "succeeded", ""),
        ("rows", "succeeded", ""),
        ("pages and indexes", "succeeded", ""),
        ("schema revision and audit head", "succeeded", ""),
        ("audit chain and objects", "succeeded", ""),
    ]
    listed = {one["id"]: one for one in scene.syndic.json("backup", "list")}
    assert listed[made[0]["id"]]["verification"]["outcome"] == "succeeded"
    recorded = {operation["summary"].split()[2].rstrip(":") for operation in scene.operations("backup")}
    assert recorded >= {"logical", "objects", "config"}
    [verified] = scene.operations("backup-verification")
    assert made[0]["id"] in verified["summary"]
    await_metrics(
        scene,
        *(f'backup_last_success_timestamp_seconds{{kind="{one["kind"]}"}}' for one in made),
        'backup_last_verified_timestamp_seconds{kind="logical"}',
    )


def test_the_database_comes_back_as_it_was_and_can_be_taken_back(scene: Scene) -> None:
    scene.add_system("in the backup")
    backup = make(scene)
    scene.add_system("after the backup")
    before = scene.systems()
    state = scene.syndic.json("backup", "restore", backup)
    try:
        assert "in the backup" in scene.systems()
        assert "after the backup" not in scene.systems()
        assert scene.verification().intact
        assert state["kept"] in scene.databases()
        assert any(backup in operation["summary"] for operation in scene.operations("restore"))
        # What was written since is not lost either: it can be read where it is kept.
        with psycopg.connect(scene.parts.server().named(state["kept"]).url) as kept:
            assert kept.execute("SELECT 1 FROM systems WHERE name = 'after the backup'").fetchone()
    finally:
        scene.syndic.json("backup", "discard")
    assert scene.systems() == before
    assert scene.databases() == {"postgres", "syndic", "template0", "template1"}
    assert scene.verification().intact


def test_a_confirmed_restore_leaves_one_database_and_a_whole_audit_log(scene: Scene) -> None:
    scene.add_system("kept")
    backup = make(scene)
    scene.add_system("given up")
    scene.syndic.json("backup", "restore", backup)
    scene.syndic.json("backup", "confirm")
    assert scene.databases() == {"postgres", "syndic", "template0", "template1"}
    scene.add_system("after the restore")
    assert {"kept", "after the restore"} <= scene.systems()
    assert scene.verification().intact


def test_the_restore_of_something_else_is_refused_while_one_is_under_way(scene: Scene) -> None:
    first, second = make(scene), make(scene)
    scene.syndic.json("backup", "restore", first)
    try:
        refused = scene.syndic.run("backup", "restore", second)
        assert refused.returncode == 1
        assert f"A restore of backup {first} is under way" in refused.stderr
    finally:
        scene.syndic.json("backup", "discard")


def test_a_dry_run_changes_nothing(scene: Scene) -> None:
    backup = make(scene)
    before = scene.databases()
    planned = scene.syndic.json("backup", "restore", "--dry-run")
    assert planned["backup"]["id"] == backup
    assert scene.databases() == before


def test_a_damaged_backup_does_not_pass_and_is_named(scene: Scene) -> None:
    backup = make(scene)
    repository = scene.parts.repository()
    stored = bytearray(repository.chunk(backup, "toc.dat", 0))
    stored[40] ^= 1
    repository.write_chunk(backup, "toc.dat", 0, bytes(stored))
    done = scene.syndic.run("backup", "verify", backup)
    assert done.returncode == 1
    assert "chunk 0 of toc.dat is not what was written" in done.stdout
    refused = scene.syndic.run("backup", "restore", backup)
    assert refused.returncode == 1
    assert "chunk 0 of toc.dat is not what was written" in refused.stderr
    scene.syndic.json("backup", "discard")
    assert scene.databases() == {"postgres", "syndic", "template0", "template1"}


def test_a_database_that_lost_rows_on_its_way_does_not_pass(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof is of what came back, not of what was sent."""
    from infra.backups import loading
    from infra.backups.replaying import Replayer
    from infra.backups.verification import Verifier
    from infra.output import Progress

    scene.add_system("to be lost")
    backup, parts = make(scene), scene.parts
    load = loading.load

    def losing(database: loading.Database, *arguments: object) -> None:
        load(database, *arguments)  # ty: ignore[invalid-argument-type]
        with database.connect(autocommit=True) as connection:
            connection.execute("DELETE FROM evidence_items WHERE id IN (SELECT id FROM evidence_items LIMIT 1)")

    monkeypatch.setattr(loading, "load", losing)
    display = Progress(quiet=True)
    replayer = Replayer(parts.repository(), parts.keyring(), parts.replay, parts.database().program, display)
    verifier = Verifier(
        parts.repository(), parts.keyring(), parts.workspace, parts.scratch, parts.check, display, replayer
    )
    failed = {proof.name: proof.detail for proof in verifier.run(backup).proofs if proof.outcome == "failed"}
    assert "public.evidence_items has" in failed["rows"]
    assert "there is no record of it" in failed["audit chain and objects"]


def test_lost_objects_come_back_from_their_copies(scene: Scene) -> None:
    scene.add_system("with a file")
    scene.syndic.json("backup", "create", "--kind", Kind.OBJECTS)
    store = scene.parts.copies_as_administrator().store
    lost = [meta["path"] for page in store.list("evidence") for meta in page]
    store.delete(lost)
    assert not scene.verification().intact
    report = scene.syndic.json("backup", "restore", "--objects")
    assert report["copied"] == len(lost)
    assert scene.verification().intact


def test_prune_keeps_the_newest_and_the_newest_that_was_verified(scene: Scene) -> None:
    verified = scene.syndic.json("backup", "verify", make(scene))["backup"]
    newest = make(scene)
    decided = {one["id"]: one for one in scene.syndic.json("backup", "prune")}
    assert decided[newest]["keep"]
    assert decided[verified]["keep"]
    left = {one["id"] for one in scene.syndic.json("backup", "list")}
    assert left == {one for one, decision in decided.items() if decision["keep"]}
    # Nothing else of the day; when midnight has passed meanwhile, the last of the day before is kept for its day.
    others = {one for one in left if "-logical-" in one} - {newest, verified}
    assert [one for one in others if one[:8] >= newest[:8]] == []


def test_unknown_backups_are_refused(scene: Scene) -> None:
    for words in (("verify", "20200101T000000Z-logical-000000"), ("restore", "20200101T000000Z-logical-000000")):
        refused = scene.syndic.run("backup", *words)
        assert refused.returncode == 2
        assert "There is no complete backup" in refused.stderr


def test_a_backup_killed_at_every_step_is_whole_after_it_is_repeated(scene: Scene) -> None:
    before = {one["id"] for one in scene.syndic.json("backup", "list")}
    kills = 0
    while (code := scene.killed_after(kills + 1, "backup", "create", "--kind", Kind.LOGICAL)) is None:
        kills += 1
        made = make(scene)
        listed = {one["id"]: one for one in scene.syndic.json("backup", "list")}
        assert listed[made]["complete"]
        assert all(one["complete"] for one in listed.values())
    assert code == 0
    assert kills >= 4
    # One per kill, because each was finished by the run that followed, and the one that was not killed.
    after = {one["id"] for one in scene.syndic.json("backup", "list")}
    assert len(after - before) == kills + 1
    assert scene.syndic.json("backup", "verify")["outcome"] == "succeeded"


def test_a_restore_killed_at_every_step_ends_right_after_it_is_repeated(scene: Scene) -> None:
    scene.add_system("in this backup")
    backup = make(scene)
    scene.add_system("after this backup")
    passed: list[str] = []
    # Each run goes on from where the one before was killed, and is killed one step later.
    while (reached := scene.killed_anew(passed, "backup", "restore", backup)) is not None:
        passed.append(reached)
        if "migrated" in reached and "swap_began_at" not in reached:
            # The live database goes on while nobody repeats the command, and what it says is anchored.
            scene.add_system("while the restore was cut off")
            scene.await_anchor()
    remembered = [set(later.split()) - set(earlier.split()) for earlier, later in pairwise(passed)]
    assert remembered == [
        {"expected", "steps"},
        {"loading"},
        {"loaded"},
        {"proved"},
        {"migrated"},
        {"swap_began_at"},
        {"swapped_at"},
        {"recorded"},
    ]
    systems = scene.systems()
    assert "in this backup" in systems
    assert "after this backup" not in systems
    assert scene.verification().intact
    scene.syndic.json("backup", "discard")
    assert "after this backup" in scene.systems()
    assert scene.databases() == {"postgres", "syndic", "template0", "template1"}
    assert scene.verification().intact

"""Moments of a platform that serves: the log is archived, and any of them comes back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from infra.backups import wal
from infra.backups.base_backup import facts_of
from infra.backups.catalog import Catalog
from infra.backups.kinds import Kind
from infra.local import wal_archive
from tests.integration.backups.scene import Scene

EVERY_DATABASE = {"postgres", "syndic", "template0", "template1"}


@pytest.fixture(scope="module")
def base(scene: Scene) -> dict[str, object]:
    """A physical backup; from the first on the log is archived."""
    [made] = scene.syndic.json("backup", "create", "--kind", Kind.PHYSICAL)
    return made


def transaction_of(scene: Scene, system: str) -> int:
    """The transaction that registered a system."""
    with scene.parts.server().named("syndic").connect() as connection:
        row = connection.execute("SELECT xmin::text FROM systems WHERE name = %s", (system,)).fetchone()
    assert row is not None
    return int(row[0])


def test_a_physical_backup_is_proved_by_replaying_the_log_to_where_it_was_counted(
    scene: Scene, base: dict[str, object]
) -> None:
    result = scene.syndic.json("backup", "verify", "--kind", Kind.PHYSICAL)
    assert result["backup"] == base["id"]
    assert [(proof["name"], proof["outcome"], proof["detail"]) for proof in result["proofs"]] == [
        ("base and log", "succeeded", ""),
        ("rows", "succeeded", ""),
        ("pages and indexes", "succeeded", ""),
        ("schema revision and audit head", "succeeded", ""),
        ("audit chain and objects", "succeeded", ""),
    ]


def test_a_restore_lands_between_two_transactions(scene: Scene, base: dict[str, object]) -> None:
    scene.add_system("before the mistake")
    scene.add_system("the mistake")
    scene.add_system("after the mistake")
    everything = scene.systems()
    state = scene.syndic.json("backup", "restore", "--to-transaction", str(transaction_of(scene, "the mistake")))
    try:
        assert state["backup"].startswith(str(base["id"]))
        found = scene.systems()
        assert "before the mistake" in found
        assert not {"the mistake", "after the mistake"} & found
        assert scene.verification().intact
    finally:
        scene.syndic.json("backup", "discard")
    assert scene.systems() == everything
    assert scene.databases() == EVERY_DATABASE


def test_a_restore_to_a_time_has_what_was_committed_by_then(scene: Scene, base: dict[str, object]) -> None:
    scene.add_system("in time")
    at = datetime.now(UTC).isoformat()
    scene.add_system("too late")
    planned = scene.syndic.json("backup", "restore", "--to-time", at, "--dry-run")
    assert planned["backup"]["id"] == base["id"]
    scene.syndic.json("backup", "restore", "--to-time", at)
    try:
        assert "in time" in scene.systems()
        assert "too late" not in scene.systems()
    finally:
        scene.syndic.json("backup", "discard")
    assert scene.verification().intact


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to-time", "2020-01-01T00:00:00Z"), "the earliest moment that can be reached is"),
        (("--to-time", "2999-01-01T00:00:00Z"), "is yet to come"),
        (("--to-time", "2026-11-24 09:30"), "no time with its offset"),
        (("--to-transaction", "3"), "the earliest transaction that can be reached is"),
        (("--to-transaction", "3", "--to-time", "2020-01-01T00:00:00Z"), "name two moments"),
    ],
)
def test_moments_that_cannot_be_reached_are_refused(
    scene: Scene, base: dict[str, object], words: tuple[str, ...], said: str
) -> None:
    refused = scene.syndic.run("backup", "restore", *words)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert scene.databases() == EVERY_DATABASE


def system_of(base: dict[str, object]) -> str:
    details = base["details"]
    assert isinstance(details, dict)
    return str(details["system"])


def test_a_missing_segment_a_flipped_bit_and_a_gap_are_named(scene: Scene, base: dict[str, object]) -> None:
    repository, system = scene.parts.repository(), system_of(base)
    [listed] = [one for one in Catalog(repository, scene.parts.keyring()).all() if one.id == base["id"]]
    assert listed.manifest is not None
    needed = facts_of(listed.manifest).span.segments
    first = repository.wal(system, needed[0])
    assert first is not None
    repository.remove_wal(system, needed[:1])
    done = scene.syndic.run("backup", "verify", str(base["id"]))
    assert done.returncode == 1
    assert f"Segment {needed[0]} of the archived log is missing" in done.stdout
    repository.write_wal(system, needed[0], first[:-1] + bytes([first[-1] ^ 1]))
    done = scene.syndic.run("backup", "verify", str(base["id"]))
    assert done.returncode == 1
    assert f"Segment {needed[0]} of the archived log is not what was written" in done.stdout
    repository.write_wal(system, needed[0], first)
    [lost, *_later] = [name for name in repository.wal_names(system) if name > needed[-1]]
    segment = repository.wal(system, lost)
    assert segment is not None
    repository.remove_wal(system, [lost])
    try:
        refused = scene.syndic.run("backup", "restore", "--to-time", datetime.now(UTC).isoformat())
        assert refused.returncode == 1
        assert f"{lost} is missing and later ones are there" in refused.stderr
    finally:
        repository.write_wal(system, lost, segment)
        scene.syndic.json("backup", "discard")
    assert scene.databases() == EVERY_DATABASE


def test_what_no_kept_base_needs_is_pruned_from_the_log(scene: Scene, base: dict[str, object]) -> None:
    repository, system = scene.parts.repository(), system_of(base)
    useless = wal.name(1, 0)
    repository.write_wal(system, useless, b"")
    before = repository.wal_names(system)
    decided = {one["id"]: one for one in scene.syndic.json("backup", "prune")}
    assert decided[f"wal/{system}"]["keep"] is False
    assert decided[base["id"]]["keep"]
    assert useless not in repository.wal_names(system)
    [listed] = [one for one in Catalog(repository, scene.parts.keyring()).all() if one.id == base["id"]]
    assert listed.manifest is not None
    kept = facts_of(listed.manifest).span.segments
    assert [name for name in repository.wal_names(system) if name <= before[-1]] == [
        name for name in before if name >= kept[0]
    ]


def test_the_server_forgets_only_what_the_archive_has(scene: Scene, base: dict[str, object]) -> None:
    kept = scene.parts.repository().wal_names(system_of(base))
    with scene.parts.maintenance().connect() as connection:
        row = connection.execute(
            "SELECT pg_walfile_name(restart_lsn) FROM pg_replication_slots WHERE slot_name = 'syndic_archive'"
        ).fetchone()
    assert row is not None
    assert kept == [name for name in kept if name < row[0]]
    assert wal_archive.unready_reason(scene.syndic.layout) is None

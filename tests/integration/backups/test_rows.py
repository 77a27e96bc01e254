"""Rows that were deleted come back one table at a time, or with everything that belongs to a framework."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from infra.backups import objects
from infra.backups.kinds import Kind
from server.executions.service import document_key
from tests.integration.backups.scene import Scene

EVERY_DATABASE = {"postgres", "syndic", "template0", "template1"}


@pytest.fixture(scope="module")
def backup(scene: Scene) -> str:
    """A dump of a platform with evidence and one execution of a framework."""
    scene.add_system("with rows")
    scene.execute("with rows", "eu_ai_act")
    scene.syndic.json("backup", "create", "--kind", Kind.OBJECTS)
    [made] = scene.syndic.json("backup", "create", "--kind", Kind.LOGICAL)
    return str(made["id"])


def change(scene: Scene, *statements: str) -> None:
    """What somebody does who may do everything."""
    with scene.parts.server().named("syndic").connect() as connection:
        for statement in statements:
            connection.execute(statement.encode())


def count(scene: Scene, rows: str) -> int:
    """How many rows a table has, or those of it that a condition names."""
    with scene.parts.server().named("syndic").connect() as connection:
        row = connection.execute(f"SELECT count(*) FROM {rows}".encode()).fetchone()  # noqa: S608 - names of this file
    assert row is not None
    return int(row[0])


def test_rows_that_lack_come_back_and_the_others_stay_as_they_are(scene: Scene, backup: str) -> None:
    rows = count(scene, "evidence_items")
    change(scene, "DELETE FROM evidence_items WHERE title = 'About with rows'")
    change(scene, "UPDATE evidence_items SET title = title || ' (new)'")
    scene.add_system("registered since")
    assert not scene.verification().intact
    planned = scene.syndic.json("backup", "restore", backup, "--table", "evidence_items", "--dry-run")
    assert planned["tables"][0]["missing"] == 1
    assert count(scene, "evidence_items") == rows
    done = scene.syndic.json("backup", "restore", backup, "--table", "evidence_items")
    [found] = done["tables"]
    assert (found["table"], found["missing"], found["differing"]) == ("evidence_items", 1, found["held"] - 1)
    assert count(scene, "evidence_items") == rows + 1
    assert "registered since" in scene.systems()
    assert scene.databases() == EVERY_DATABASE
    with scene.parts.server().named("syndic").connect() as connection:
        noted = connection.execute(
            "SELECT subject_id, details FROM audit_entries WHERE action = 'rows.restored'"
        ).fetchall()
    assert noted == [(backup, {"rows": {"evidence_items": 1}})]
    assert any("1 of evidence_items" in operation["summary"] for operation in scene.operations("restore"))
    change(scene, "UPDATE evidence_items SET title = replace(title, ' (new)', '')")
    assert scene.verification().intact


def test_rows_whose_parents_lack_are_refused_until_both_come_back(scene: Scene, backup: str) -> None:
    rows = {table: count(scene, table) for table in ("executions", "control_results")}
    change(
        scene,
        "DELETE FROM postures",
        "DELETE FROM posture_days",
        "DELETE FROM control_results",
        "DELETE FROM executions",
    )
    refused = scene.syndic.run("backup", "restore", backup, "--table", "control_results")
    assert refused.returncode == 1
    assert "Nothing was changed" in refused.stderr
    assert "executions" in refused.stderr
    assert count(scene, "control_results") == 0
    # Whichever is named first, what is referred to comes first.
    words = [word for table in ("control_results", "executions") for word in ("--table", table)]
    scene.syndic.json("backup", "restore", backup, *words)
    assert {table: count(scene, table) for table in rows} == rows


OF_FRAMEWORK = {
    "executions": "framework_id = 'eu_ai_act'",
    "control_results": "execution_id IN (SELECT id FROM executions WHERE framework_id = 'eu_ai_act')",
    "postures": "framework_id = 'eu_ai_act'",
    "posture_days": "framework_id = 'eu_ai_act'",
}
"""Which rows of a table belong to the framework; other tests of the platform execute other ones."""


def test_a_framework_comes_back_with_its_objects(scene: Scene, backup: str) -> None:
    scene.syndic.json("backup", "restore", backup, "--framework", "eu_ai_act")
    rows = {table: count(scene, f"{table} WHERE {of_framework}") for table, of_framework in OF_FRAMEWORK.items()}
    assert all(rows.values())
    with scene.parts.server().named("syndic").connect() as connection:
        query = (
            "SELECT document_sha256 FROM executions WHERE framework_id = 'eu_ai_act' AND document_sha256 IS NOT NULL"
        )
        documents = [document_key(str(row[0])) for row in connection.execute(query)]
    assert documents
    change(scene, *(f"DELETE FROM {table} WHERE {OF_FRAMEWORK[table]}" for table in reversed(OF_FRAMEWORK)))  # noqa: S608 - of this file
    scene.parts.copies_as_administrator().store.delete(documents)
    assert not scene.verification().intact
    scene.syndic.json("backup", "restore", backup, "--framework", "eu_ai_act")
    assert {table: count(scene, f"{table} WHERE {OF_FRAMEWORK[table]}") for table in rows} == rows
    assert scene.verification().intact


def test_rows_come_back_from_a_moment(scene: Scene, backup: str) -> None:
    scene.syndic.json("backup", "create", "--kind", Kind.PHYSICAL)
    scene.add_system("since the dump")
    at = datetime.now(UTC).isoformat()
    change(scene, "DELETE FROM evidence_items WHERE title = 'About since the dump'")
    done = scene.syndic.json("backup", "restore", "--to-time", at, "--table", "evidence_items")
    assert [found["missing"] for found in done["tables"]] == [1]
    assert backup not in done["source"]
    assert scene.verification().intact


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--table", "audit_entries"), "make sense together only"),
        (("--table", "sistems"), "has no table sistems"),
        (("--table", "systems", "--framework", "eu_ai_act"), "in two ways"),
    ],
)
def test_what_cannot_come_back_by_rows_is_refused(scene: Scene, backup: str, words: tuple[str, ...], said: str) -> None:
    refused = scene.syndic.run("backup", "restore", backup, *words)
    assert refused.returncode == 2
    assert said in refused.stderr


def test_what_retention_deleted_is_neither_brought_back_nor_called_lost(scene: Scene, backup: str) -> None:
    change(
        scene,
        "UPDATE evidence_items SET collected_at = '2001-01-01Z', expires_at = '2002-01-01Z' "
        "WHERE title = 'About with rows'",
    )
    # The newest execution must not have counted it.
    scene.execute("with rows", "eu_ai_act")
    done = scene.syndic.run("cleanup", "--yes", "--json", environment={"SYNDIC_DOCKER": "/nonexistent"})
    assert done.returncode == 0, done.stderr + done.stdout
    assert json.loads(done.stdout)["found"][0]["name"].endswith("About with rows")
    assert scene.verification().intact

    restored = scene.syndic.json("backup", "restore", backup, "--table", "evidence_items")
    assert restored["tables"][0]["missing"] == 0
    assert scene.syndic.json("backup", "restore", "--objects")["copied"] == 0
    assert scene.syndic.json("backup", "verify", backup)["outcome"] == "succeeded"
    assert scene.verification().intact
    # Its object is too young to go: until the grace is over it is an object like any other.
    found, _sizes = objects.complete(scene.parts.copies())
    assert (found.only_in_copy, found.deleted) == (0, 0)

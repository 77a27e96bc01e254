"""What revisions of the schema do to older releases is judged by their SQL, as squawk reads it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from infra.scripts.migrate import classification
from infra.scripts.migrate.classification import BLOCKS, BREAKS, FILE, check, classify, found_in, judge
from infra.tree import Tree, checkout

ADDS = [
    "CREATE TABLE n (id bigint PRIMARY KEY); CREATE INDEX i ON n (id);",
    "ALTER TABLE systems ADD COLUMN x bigint;",
    "ALTER TABLE systems ADD COLUMN x bigint NOT NULL DEFAULT 5;",
    "INSERT INTO systems (id) VALUES ('x');",
]
TAKES = {
    "ALTER TABLE systems DROP COLUMN x;": "ban-drop-column",
    "ALTER TABLE systems RENAME COLUMN a TO b;": "renaming-column",
    "ALTER TABLE systems RENAME TO others;": "renaming-table",
    "ALTER TABLE systems ADD COLUMN y text NOT NULL;": "adding-required-field",
    "ALTER TABLE systems ALTER COLUMN c TYPE bigint;": "changing-column-type",
    "ALTER TABLE systems ALTER COLUMN c SET NOT NULL;": "adding-not-nullable-field",
    "ALTER TABLE systems ADD CONSTRAINT k CHECK (x > 0);": "constraint-missing-not-valid",
    "ALTER TABLE systems ADD CONSTRAINT k UNIQUE (x);": "disallowed-unique-constraint",
    "DROP TABLE systems;": "ban-drop-table",
    "DROP FUNCTION f;": "ban-drop-function",
    "DROP TYPE t;": "ban-drop-type",
    "DROP VIEW v;": "ban-drop-view",
}


@pytest.mark.parametrize("sql", ADDS)
def test_what_only_adds_breaks_nothing(sql: str) -> None:
    assert judge(found_in(sql)) == {"kind": "expand", "breaks": [], "blocks": []}


@pytest.mark.parametrize(("sql", "rule"), TAKES.items())
def test_what_older_code_can_fail_on_is_a_contraction_that_says_why(sql: str, rule: str) -> None:
    judged = judge(found_in(sql))
    assert judged["kind"] == "contract"
    assert f"{BREAKS[rule]}: {sql}" in judged["breaks"]


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("CREATE INDEX i ON systems (name);", "require-concurrent-index-creation"),
        ("ALTER TABLE systems ADD CONSTRAINT k UNIQUE (x);", "disallowed-unique-constraint"),
        ("ALTER TABLE systems ALTER COLUMN c TYPE bigint;", "changing-column-type"),
    ],
)
def test_what_keeps_users_waiting_says_how(sql: str, rule: str) -> None:
    assert f"{BLOCKS[rule]}: {sql}" in judge(found_in(sql))["blocks"]


def test_the_file_of_this_checkout_is_what_the_sql_says() -> None:
    assert json.loads((checkout() / FILE).read_text()) == classify(checkout())


def test_a_revision_that_was_changed_since_is_found(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    shutil.copytree(checkout() / "server" / "migrations", root / "server" / "migrations")
    assert list(check(Tree.of_directory(root))) == []
    changed = root / "server/migrations/versions/0003_executions.py"
    changed.write_text(changed.read_text() + "\n# changed\n")

    (finding,) = check(Tree.of_directory(root))

    assert (finding.rule, finding.file) == ("migration-kind", changed.relative_to(root).as_posix())
    assert set(classification.RULES) == {finding.rule}

"""Classifies the revisions of the schema from their SQL: which of them only add, and which keep users waiting.

squawk (https://squawkhq.com) reads the SQL with PostgreSQL's grammar. What its findings mean for a release that runs
beside an older one is decided here: a revision with a finding that older code can fail on takes something away
(contract), every other one only adds (expand).
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from infra import generated_files, shell
from infra.findings import Finding
from infra.tree import Tree

FILE = "server/migrations/kinds.json"
VERSIONS = "server/migrations/versions/*.py"
RULES = {"migration-kind": f"{FILE} says what every revision of the schema does to older releases."}

POSTGRESQL = "15"
"""The oldest release of PostgreSQL that is supported, for which locks are judged."""

BREAKS = {
    "adding-not-nullable-field": "older code may write nothing there",
    "adding-required-field": "older code does not write the new column",
    "ban-drop-column": "older code uses the column",
    "ban-drop-function": "older code may call the function",
    "ban-drop-not-null": "older code does not expect null",
    "ban-drop-table": "older code uses the table",
    "ban-drop-trigger": "older code relies on the trigger",
    "ban-drop-type": "older code uses the type",
    "ban-drop-view": "older code uses the view",
    "changing-column-type": "older code reads and writes the old type",
    "constraint-missing-not-valid": "older code may write what the constraint refuses",
    "disallowed-unique-constraint": "older code may write what the constraint refuses",
    "renaming-column": "older code uses the old name",
    "renaming-object": "older code uses the old name",
    "renaming-table": "older code uses the old name",
}
"""What squawk finds, and what older code can fail on."""

BLOCKS = {
    "adding-field-with-default": "rewrites the table while it is locked",
    "adding-foreign-key-constraint": "checks the table while it is locked",
    "adding-not-nullable-field": "checks the table while it is locked",
    "adding-serial-primary-key-field": "rewrites the table while it is locked",
    "changing-column-type": "rewrites the table while it is locked",
    "constraint-missing-not-valid": "checks the table while it is locked",
    "disallowed-unique-constraint": "builds an index while the table is locked",
    "require-concurrent-index-creation": "lets nobody write while the index is built",
    "require-concurrent-index-deletion": "lets nobody use the table while it waits for its lock",
}
"""What squawk finds, and what it means for users of a large table."""


def classify(root: Path) -> dict[str, dict[str, Any]]:
    """Every revision of a checkout, classified.

    Raises:
        CommandFailedError: a revision cannot be rendered as SQL, or squawk cannot read it.
    """
    printed = shell.run([sys.executable, "-m", "server", "schema-statements"], directory=root).stdout
    rendered: dict[str, str] = json.loads(printed)
    files = {path.name.partition("_")[0]: path for path in sorted(root.glob(VERSIONS))}
    return {
        revision: {**judge(found_in(sql)), "source": _digest(files[revision].read_text(encoding="utf-8"))}
        for revision, sql in rendered.items()
        if revision in files
    }


def judge(found: Mapping[str, str]) -> dict[str, Any]:
    """What squawk's findings mean.

    Args:
        found: the statement of each rule that found something, by the rule.
    """
    breaks = [f"{BREAKS[rule]}: {found[rule]}" for rule in sorted(found) if rule in BREAKS]
    blocks = [f"{BLOCKS[rule]}: {found[rule]}" for rule in sorted(found) if rule in BLOCKS]
    return {"kind": "contract" if breaks else "expand", "breaks": breaks, "blocks": blocks}


def write(root: Path) -> bool:
    """Write the file; whether anything changed."""
    text = json.dumps(classify(root), indent=2, ensure_ascii=False) + "\n"
    return bool(generated_files.write(root, {FILE: text}))


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree. The SQL itself is judged by the tests, which take longer."""
    if FILE not in tree.names:
        return
    written: dict[str, Any] = json.loads(tree.text(FILE))
    for file in tree.matching(VERSIONS):
        revision = file.rpartition("/")[2].partition("_")[0]
        if not revision.isdigit() or written.get(revision, {}).get("source") == _digest(tree.text(file)):
            continue
        why = f"Revision {revision} was changed since it was classified, so a release could run where it fails."
        yield Finding(file, 1, "migration-kind", why, "Run `syndic migrate --classify`.")


def found_in(sql: str) -> dict[str, str]:
    """The first statement that each rule of squawk finds something in."""
    squawk = [str(shell.find_program("squawk")), "--reporter", "json", "--pg-version", POSTGRESQL]
    done = shell.run([*squawk, "--assume-in-transaction"], stdin=sql, check=False)
    lines = sql.splitlines()
    found: dict[str, str] = {}
    for finding in json.loads(done.stdout or "[]"):
        statement = " ".join(" ".join(lines[finding["line"] : finding["line_end"] + 1]).split())
        found.setdefault(finding["rule_name"], statement[:120])
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

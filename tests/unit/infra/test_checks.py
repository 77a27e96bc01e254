"""The registry of checks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from infra import checks
from infra.checks import Check, UndeclaredRuleError
from infra.findings import Finding, as_sarif
from infra.tree import Tree


def check_that_finds(*findings: Finding) -> Check:
    return Check("made for the test", {"a-rule": "A rule."}, lambda _tree: findings)


def test_findings_come_in_order_of_file_and_line_and_once(tmp_path: Path) -> None:
    first, second, third = (
        Finding(file, line, "a-rule", "Why.", "Fix.") for file, line in (("a", 2), ("a", 10), ("b", 1))
    )
    found = checks.run([check_that_finds(third, second), check_that_finds(first, second)], Tree.of_directory(tmp_path))
    assert found == [first, second, third]


def test_a_check_that_does_not_declare_its_rule_is_refused(tmp_path: Path) -> None:
    broken = check_that_finds(Finding("a", 1, "another-rule", "Why.", "Fix."))
    with pytest.raises(UndeclaredRuleError, match="another-rule"):
        checks.run([broken], Tree.of_directory(tmp_path))


def test_no_two_checks_declare_the_same_rule() -> None:
    declared = [rule for check in checks.discover() for rule in check.rules]
    assert len(declared) == len(set(declared))


def test_sarif_names_rules_that_found_nothing_too() -> None:
    log = as_sarif([], {"a-rule": "A rule."})
    (run,) = log["runs"]  # ty: ignore[not-iterable]
    assert run["tool"]["driver"]["rules"] == [{"id": "a-rule", "shortDescription": {"text": "A rule."}}]
    assert run["results"] == []


def test_only_tracked_files_are_looked_at(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "tracked.md").touch()
    (tmp_path / "other.md").touch()
    subprocess.run(["git", "-C", str(tmp_path), "add", "tracked.md"], check=True)
    assert Tree.of_checkout(tmp_path).files == ("tracked.md",)


def test_without_git_every_file_but_built_ones_is_looked_at(tmp_path: Path) -> None:
    for name in ("a.md", "node_modules/b.md", "docs/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert Tree.of_directory(tmp_path).files == ("a.md", "docs/c.md")

"""The checks of the policies find the mistakes planted here."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra import checks
from infra.policies import documentation
from infra.policies.checks import CHECKS, FOLDER, WAIVERS
from infra.policies.rules import FOLDER as POLICIES
from infra.tree import Tree

RULE, TEST = (f"{FOLDER}/containers/no_sudo{suffix}.rego" for suffix in ("", "_test"))
SOURCE, TESTS = ((POLICIES / "containers" / f"no_sudo{suffix}.rego").read_text() for suffix in ("", "_test"))
WAIVER = """\
waivers:
  - rule: no-sudo
    subject: stage 0
    owner: {owner}
    reason: Needed until the base image changes.
    expires: {expires}
"""


def found(root: Path, files: dict[str, str]) -> set[tuple[str, str]]:
    page = documentation.render()
    for name, text in {documentation.FILE: page, RULE: SOURCE, TEST: TESTS, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return {(finding.rule, finding.file) for finding in checks.run(CHECKS, Tree.of_directory(root))}


def test_what_is_complete_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == set()


@pytest.mark.parametrize(
    "source",
    [
        SOURCE.replace("severity: medium", "severity: terrible"),
        SOURCE.replace("nist_800_53: [AC-6]", "nist_800_53: [AC6]"),
        SOURCE.replace("#   fix: >-", "#   remedy: >-"),
        SOURCE.replace("package syndic.policies.containers.no_sudo", "package syndic.policies.containers.other"),
        SOURCE.partition("package")[2],
    ],
)
def test_a_rule_that_does_not_say_what_it_must(tmp_path: Path, source: str) -> None:
    assert found(tmp_path, {RULE: source}) == {("policy-metadata", RULE)}


@pytest.mark.parametrize("text", ["", TESTS.replace("given.violates(found)", "true"), TESTS.replace("count(", "max(")])
def test_a_rule_without_both_kinds_of_tests(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, {TEST: text}) == {("policy-tests", RULE)}


def test_two_rules_of_one_id(tmp_path: Path) -> None:
    second = f"{FOLDER}/pipelines/no_sudo.rego"
    files = {
        second: SOURCE.replace("policies.containers.no_sudo", "policies.pipelines.no_sudo"),
        f"{FOLDER}/pipelines/no_sudo_test.rego": TESTS,
    }
    assert found(tmp_path, files) == {("policy-duplicate", second)}


def test_a_waiver_without_owner(tmp_path: Path) -> None:
    waiver = WAIVER.format(owner="nobody", expires="2026-12-31")
    assert found(tmp_path, {WAIVERS: waiver}) == {("policy-waiver", WAIVERS)}


def test_a_waiver_that_has_expired(tmp_path: Path) -> None:
    waiver = WAIVER.format(owner="platform@example.org", expires="2020-01-01")
    assert found(tmp_path, {WAIVERS: waiver}) == {("policy-waiver-expired", WAIVERS)}


def test_a_page_that_says_something_else(tmp_path: Path) -> None:
    page = documentation.render().replace("critical", "harmless")
    assert found(tmp_path, {documentation.FILE: page}) == {("policy-docs-drift", documentation.FILE)}

"""The environments of this repository keep their own rules."""

from __future__ import annotations

from infra import checks
from infra.environments.checks import CHECKS
from infra.environments.reading import read_all
from infra.tree import Tree, checkout


def test_the_repository_has_no_findings() -> None:
    assert checks.run(CHECKS, Tree.of_checkout(checkout())) == []


def test_the_registry_finds_the_checks_of_every_area() -> None:
    names = {check.name for check in checks.discover()}
    assert {
        "environments",
        "variables of processes",
        "secrets in files",
        "configuration page",
        "links of pages",
    } <= names


def test_staging_and_production_are_read_with_their_regions() -> None:
    files, findings = read_all(Tree.of_checkout(checkout()))
    assert findings == []
    by_name = {file.environment.name: file.environment for file in files}
    assert set(by_name) == {"development", "staging", "production"}
    assert [len(by_name[name].regions) for name in ("staging", "production")] == [2, 2]

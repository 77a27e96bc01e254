"""Every planted mistake is found under its rule, at its line, with what to do; and nothing else is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra import checks
from tests.unit.infra.environments import environment_mistakes, usage_mistakes
from tests.unit.infra.environments.planting import Mistake, copy_checkout, findings_of, line_of, plant

AREAS = ("infra.environments", "infra.repository")
MISTAKES = (*environment_mistakes.MISTAKES, *usage_mistakes.MISTAKES)


def test_a_checkout_without_mistakes_has_no_findings(tmp_path: Path) -> None:
    assert findings_of(copy_checkout(tmp_path)) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_mistake_is_found(tmp_path: Path, mistake: Mistake) -> None:
    root = copy_checkout(tmp_path)
    plant(root, mistake)
    found = [finding for finding in findings_of(root) if finding.rule == mistake.rule]
    expected = (mistake.found_in or mistake.file, line_of(root, mistake))
    matching = [finding for finding in found if (finding.file, finding.line) == expected]
    assert matching, f"expected {mistake.rule} at {expected}, found {findings_of(root)}"
    assert any(mistake.fix in finding.fix for finding in matching)
    assert all(finding.why.endswith(".") and finding.fix for finding in found)


def test_every_rule_of_these_areas_is_broken_by_a_planted_mistake() -> None:
    ours = [check for check in checks.discover() if check.run.__module__.startswith(AREAS)]
    planted = {mistake.rule for mistake in MISTAKES}
    assert set(checks.rules_of(ours)) - planted == {"environment-missing"}


def test_an_environment_that_is_not_declared_is_found(tmp_path: Path) -> None:
    root = copy_checkout(tmp_path)
    (root / "infra/environments/staging.yaml").unlink()
    (found,) = findings_of(root)
    assert (found.rule, found.file) == ("environment-missing", "infra/environments/staging.yaml")

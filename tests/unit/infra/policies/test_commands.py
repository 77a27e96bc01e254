"""`syndic policy` as it is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infra import cli

PLANTED = Path(__file__).parents[3] / "integration" / "policies" / "planted"
DOCKERFILE = str(PLANTED / "containers" / "Dockerfile")
WAIVER = """\
waivers:
  - rule: no-sudo
    subject: stage 0
    owner: platform@example.org
    reason: Needed until the base image changes.
    expires: 2999-01-01
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(["policy", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_violation_ends_with_1_and_names_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", DOCKERFILE)
    assert code == 1
    assert "planted/containers/Dockerfile:11" in out
    assert "The gate is shut by 17" in out


def test_clean_files_end_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    clean = PLANTED.parent / "clean"
    code, out, _ = run(capsys, "check", *(str(clean / name) for name in ("kubernetes", "containers", "pipelines")))
    assert (code, "The gate passes." in out) == (0, True)


def test_json_says_everything_about_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--json", DOCKERFILE)
    report = json.loads(out)
    assert (code, report["passed"], report["rules_evaluated"]) == (1, False, {"containers": 17})
    finding = next(finding for finding in report["findings"] if finding["rule"] == "no-sudo")
    assert (finding["line"], finding["severity"], finding["controls"]["nist_800_53"]) == (11, "medium", ["AC-6"])


def test_sarif_names_every_rule_and_every_place(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", "--sarif", DOCKERFILE)
    (log,) = json.loads(out)["runs"]
    rules = {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    assert len(rules) == 17
    assert {result["ruleId"] for result in log["results"]} == rules
    places: list[Any] = [result["locations"][0]["physicalLocation"] for result in log["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {
        "tests/integration/policies/planted/containers/Dockerfile"
    }
    assert all(place["region"]["startLine"] >= 1 for place in places)


def test_a_waiver_that_lasts_for_ever_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_text(WAIVER)
    code, _, error = run(capsys, "check", "--waivers", str(tmp_path / "waivers.yaml"), DOCKERFILE)
    assert code == 1
    assert "lasts more than 366 days" in error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere"], "There is no nowhere"),
        (["check", __file__], "no rule was evaluated"),
        (["check", "--sources", "nowhere", DOCKERFILE], "There is no nowhere"),
        (["test", "clouds"], "There are no rules about clouds"),
    ],
)
def test_wrong_use_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    code, _, error = run(capsys, *arguments)
    assert (code, said in error) == (2, True)


def test_the_tests_of_the_rules_hold(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "test", "pipelines", "--json")
    assert (code, json.loads(out)["failed"], json.loads(out)["rules"]) == (0, [], {"pipelines": 16})

"""`syndic config` and `syndic check`: what they print, and the codes they end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra import cli, tree
from tests.unit.infra.environments.planting import copy_checkout


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = copy_checkout(tmp_path)
    monkeypatch.setattr(tree, "checkout", lambda: copied)
    return copied


def edit(root: Path, environment: str, old: str, new: str) -> None:
    path = root / f"infra/environments/{environment}.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("command", [["check"], ["config", "check"]])
def test_check_ends_with_0_and_one_sentence_without_findings(
    root: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(command) == 0
    assert "no findings" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["check"], ["config", "check"]])
def test_check_ends_with_1_and_shows_where_why_and_fix(
    root: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, "production", "LOG_LEVEL: info", "LOG_LEVEL: debug")
    assert cli.run(command) == 1
    printed = capsys.readouterr().out
    assert "infra/environments/production.yaml:" in printed
    assert "production-debug" in printed
    assert "Set LOG_LEVEL to info, warning or error." in printed


def test_check_prints_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, "production", "LOG_LEVEL: info", "LOG_LEVEL: debug")
    assert cli.run(["config", "check", "--json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    found = next(finding for finding in printed["findings"] if finding["rule"] == "production-debug")
    assert set(found) == {"file", "line", "rule", "why", "fix"}
    assert printed["count"] == len(printed["findings"])


def test_check_prints_sarif_that_names_rule_file_and_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, "production", "LOG_LEVEL: info", "LOG_LEVEL: debug")
    assert cli.run(["check", "--sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    (run,) = log["runs"]
    result = next(result for result in run["results"] if result["ruleId"] == "production-debug")
    place = result["locations"][0]["physicalLocation"]
    line = (root / "infra/environments/production.yaml").read_text().splitlines()[place["region"]["startLine"] - 1]
    assert (log["version"], line.strip()) == ("2.1.0", "LOG_LEVEL: debug")
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {result["ruleId"] for result in run["results"]}


def test_check_of_one_environment_leaves_the_others_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, "staging", "cloud: aws", "cloud: gcp")
    assert cli.run(["config", "check", "-e", "production"]) == 0
    assert cli.run(["config", "check", "-e", "staging"]) == 1
    capsys.readouterr()


def test_an_unknown_environment_is_wrong_use_and_the_known_ones_are_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["config", "show", "-e", "live"]) == 2
    assert "development, production, staging" in capsys.readouterr().err


def test_an_unknown_region_and_an_unknown_process_are_wrong_use(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["config", "show", "-e", "production", "--region", "mars"]) == 2
    assert cli.run(["config", "show", "-e", "production", "--process", "web"]) == 2
    printed = capsys.readouterr().err
    assert "eu-central-1, eu-west-1" in printed
    assert "api, worker, cron, migrate" in printed


def test_an_environment_that_cannot_be_read_fails_with_its_first_mistake(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, "production", "cloud: aws", "cloud: gcp")
    assert cli.run(["config", "show", "-e", "production"]) == 1
    assert "infra/environments/production.yaml:4: cloud" in capsys.readouterr().err


def test_show_prints_references_and_the_line_that_states_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["config", "show", "-e", "production", "--process", "cron", "--region", "eu-west-1", "--json"]) == 0
    settings = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)["settings"]}
    # The region's own database stands where the file has {database}.
    assert settings["DATABASE_URL"]["value"].startswith(
        "postgresql://{aws:syndic/production/database-cron#username}:{aws:syndic/production/database-cron#password}"
        "@syndic-production.c0example000.eu-west-1.rds.amazonaws.com/syndic?"
    )
    lines = (root / "infra/environments/production.yaml").read_text().splitlines()
    assert "database-cron" in lines[settings["DATABASE_URL"]["line"] - 1]
    assert settings["SYNDIC_REGION"]["source"] == "deployment"


def test_diff_shows_every_difference_with_its_reason(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["config", "diff", "staging", "production", "--json"]) == 0
    found = {entry["path"]: entry for entry in json.loads(capsys.readouterr().out)["differences"]}
    assert found["processes.api.replicas"]["left"] == 2
    assert found["processes.api.replicas"]["right"] == 3
    assert all(entry["reason"] for entry in found.values())


def test_diff_ends_with_1_when_a_difference_is_not_declared(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, "staging", "availability_percent: 99.9", "availability_percent: 99")
    assert cli.run(["config", "diff", "production", "staging"]) == 1
    assert "NOT DECLARED" in capsys.readouterr().out


def test_diff_of_environments_that_are_not_alike_is_no_finding(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["config", "diff", "development", "production"]) == 0
    assert "NOT DECLARED" not in capsys.readouterr().out


def test_docs_writes_the_page_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = root / "docs/configuration.md"
    current = page.read_text()
    page.write_text("old\n")
    assert cli.run(["config", "docs", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": "docs/configuration.md", "changed": True}
    assert page.read_text() == current
    assert cli.run(["config", "docs"]) == 0
    assert "is current" in capsys.readouterr().out

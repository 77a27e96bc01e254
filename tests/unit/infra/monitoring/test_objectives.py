"""Rules are made of what slo.yaml and the environments state, and only of that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.monitoring import generated, objectives
from infra.monitoring.burn_rates import FAST, SLOW, WINDOWS, rules
from infra.monitoring.errors import InvalidObjectivesError, UnreachableBurnRateError, UnstatedPromiseError
from infra.tree import Tree

ENVIRONMENT = "infra/environments/production.yaml"
LOCAL = "infra/environments/local.yaml"

FILES = {
    objectives.FILE: """\
objectives:
  latency:
    promise: Answers come in time.
    target_percent: objectives.latency_percent
    bound: objectives.latency_seconds
    requests:
      total: sum(answers_count{environment="$environment"})
      good: sum(answers_bucket{environment="$environment",le=~"$bound"})
      measured: up{environment="$environment"} == 1
  backups:
    promise: Backups are young.
    when: backups.enabled
    target_percent: 99
    bound: backups.interval_hours
    times: 3600
    value: max(age{environment="$environment"})
""",
    ENVIRONMENT: """\
objectives: {window_days: 28, latency_percent: 99.9, latency_seconds: 0.5}
backups: {enabled: true, interval_hours: 6}
""",
    LOCAL: """\
objectives: {window_days: 1, latency_percent: 95, latency_seconds: 1}
backups: {enabled: false}
""",
}


def tree(root: Path, changes: dict[str, str] | None = None) -> Tree:
    for name, text in {**FILES, **(changes or {})}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / generated.FILE).parent.mkdir(parents=True, exist_ok=True)
    return Tree.of_directory(root)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[file]
    return {file: FILES[file].replace(old, new, 1)}


def recorded(made: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    return {
        (rule["record"], rule["labels"]["environment"], rule["labels"]["objective"]): rule["expr"]
        for group in made["groups"]
        for rule in group["rules"]
        if "record" in rule and "objective" in rule.get("labels", {})
    }


def test_each_environment_is_held_to_its_own_promise(tmp_path: Path) -> None:
    made = recorded(rules(objectives.read(tree(tmp_path))))

    assert made["objective:target:ratio", "production", "latency"] == "vector(0.999)"
    assert made["objective:target:ratio", "local", "latency"] == "vector(0.95)"
    assert 'le=~"0[.]5"' in made["objective:bad:rate5m", "production", "latency"]
    assert 'le=~"1|1[.]0"' in made["objective:bad:rate5m", "local", "latency"]


def test_a_promise_is_made_only_where_its_condition_holds(tmp_path: Path) -> None:
    made = recorded(rules(objectives.read(tree(tmp_path))))

    expected = '(max(age{environment="production"})) > bool 21600'
    assert made["objective:bad:rate5m", "production", "backups"] == expected
    assert ("objective:target:ratio", "local", "backups") not in made


def test_the_budget_is_counted_over_the_window_of_each_environment(tmp_path: Path) -> None:
    made = rules(objectives.read(tree(tmp_path)))

    [budget] = [group["rules"] for group in made["groups"] if group["name"] == "objectives-budget"]
    windows = {rule["labels"]["window"]: rule["expr"] for rule in budget}
    assert windows.keys() == {"1d", "28d"}
    assert '{environment=~"local"}[1d]' in windows["1d"]
    assert '{environment=~"production"}[28d]' in windows["28d"]


def test_the_pairs_of_windows_are_those_of_the_workbook() -> None:
    assert [(pair.short, pair.long, pair.rate) for pair in (*FAST, *SLOW)] == [
        ("5m", "1h", 14.4),
        ("30m", "6h", 6),
        ("2h", "1d", 3),
        ("6h", "3d", 1),
    ]
    assert {window for pair in (*FAST, *SLOW) for window in (pair.short, pair.long)} == set(WINDOWS)


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        (objectives.FILE, "    promise: Backups are young.\n", "", InvalidObjectivesError),
        (objectives.FILE, "      good: ", "      bad: x\n      good: ", InvalidObjectivesError),
        (objectives.FILE, "    bound: backups.interval_hours\n", "", InvalidObjectivesError),
        (objectives.FILE, "backups.interval_hours", "backups.interval", UnstatedPromiseError),
        (objectives.FILE, "bound: backups.interval_hours", "bound: backups.enabled", UnstatedPromiseError),
        (ENVIRONMENT, "latency_percent: 99.9", "latency_percent: 93", UnreachableBurnRateError),
    ],
)
def test_what_cannot_be_judged_is_refused_and_found(
    tmp_path: Path, file: str, old: str, new: str, error: type[Exception]
) -> None:
    broken = tree(tmp_path, changed(file, old, new))

    with pytest.raises(error):
        generated.render(broken)
    assert [finding.rule for finding in generated.check(broken)] == ["objectives-invalid"]


def test_rules_that_are_not_those_of_the_objectives_are_found(tmp_path: Path) -> None:
    made = tree(tmp_path)
    assert [finding.rule for finding in generated.check(made)] == ["objectives-drift"]

    assert generated.write(made) is True
    assert generated.write(made) is False
    assert list(generated.check(Tree.of_directory(tmp_path))) == []

    promised = tree(tmp_path, changed(ENVIRONMENT, "latency_percent: 99.9", "latency_percent: 99.5"))
    [finding] = generated.check(promised)
    line = promised.lines(generated.FILE)[finding.line - 1]
    assert (finding.rule, line.strip()) == ("objectives-drift", "expr: vector(0.999)")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    made = tree(tmp_path)
    assert yaml.safe_load(generated.render(made)) == rules(objectives.read(made))

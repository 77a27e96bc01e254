"""The checks of monitoring find the mistakes planted here, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra import checks
from infra.monitoring.checks import CHECKS, CLOUDS
from infra.monitoring.exposed import EXTERNAL, series
from infra.tree import Tree, checkout

RULES = "infra/monitoring/prometheus/rules/secrets.yaml"
TESTS = "infra/monitoring/prometheus/tests/secrets.yaml"
PAGE = "docs/runbooks/TooSlow.md"
CODE = "server/metrics.py"
ENVIRONMENT = "infra/environments/production.yaml"

CLEAN = {
    RULES: """\
groups:
  - name: example
    rules:
      - record: secret:maximum_age_seconds
        labels: {environment: production, name: DATABASE_URL}
        expr: vector(30 * 86400)
      - record: secret:maximum_age_seconds
        labels: {environment: production, name: DATABASE_REPLICA_URL}
        expr: vector(30 * 86400)
      - alert: TooSlow
        expr: rate(wait_seconds_sum[5m]) / rate(wait_seconds_count[5m]) > 1 and on () edge_up
        labels: {severity: warning}
        annotations:
          summary: Requests wait.
          runbook_url: https://example.org/docs/runbooks/TooSlow.md
""",
    TESTS: """\
tests:
  - alert_rule_test:
      - {eval_time: 1m, alertname: TooSlow}
  - alert_rule_test:
      - {eval_time: 1m, alertname: TooSlow, exp_alerts: [{exp_labels: {severity: warning}}]}
      - {eval_time: 9m, alertname: TooSlow}
""",
    PAGE: "# TooSlow\n",
    CLOUDS: "| alert | one | other |\n| --- | --- | --- |\n| TooSlow | `Latency` | - |\n",
    CODE: 'from prometheus_client import Gauge, Histogram\nWAIT = Histogram("wait_seconds", "Wait.")\n',
    EXTERNAL: "proxy: [edge_up]\n",
    ENVIRONMENT: "rotation:\n  database_roles: {maximum_age_days: 30, overlap_hours: 24}\n",
}


def found(root: Path, changes: dict[str, str | None]) -> list[tuple[str, str, int]]:
    for name, text in {**CLEAN, **changes}.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
    findings = checks.run(CHECKS, Tree.of_directory(root))
    assert all(finding.why and finding.fix for finding in findings)
    return [(finding.rule, finding.file, finding.line) for finding in findings]


def test_what_is_complete_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "line"),
    [
        (RULES, "severity: warning", "severity: loud", "alert-severity", 10),
        (RULES, "labels: {severity: warning}", "for: 1m", "alert-severity", 10),
        (RULES, "Requests wait.", "Requests wait", "alert-summary", 10),
        (RULES, "          summary: Requests wait.\n", "", "alert-summary", 10),
        (RULES, "docs/runbooks/TooSlow.md", "docs/runbooks/Slow.md", "alert-runbook", 10),
        (RULES, "          runbook_url: https://example.org/docs/runbooks/TooSlow.md\n", "", "alert-runbook", 10),
        (RULES, "wait_seconds_sum", "wait_second_sum", "alert-metric", 11),
        (RULES, "edge_up", "edge_down", "alert-metric", 11),
        (RULES, "> 1 and on ()", "> 1 ; on ()", "alert-metric", 11),
        (RULES, "      - alert: TooSlow", "      - {alert: [", "alert-unreadable", 11),
        (RULES, "vector(30 * 86400)", "vector(90 * 86400)", "alert-secret-age", 6),
        (RULES, "vector(30 * 86400)", "vector(2592000)", "alert-secret-age", 6),
        (RULES, "name: DATABASE_REPLICA_URL", "name: SESSION_SIGNING_KEYS", "alert-secret-age", 1),
        (TESTS, "exp_alerts: [{exp_labels: {severity: warning}}]", "exp_alerts: []", "alert-tested", 10),
        (TESTS, "      - {eval_time: 9m, alertname: TooSlow}\n", "", "alert-tested", 10),
        (TESTS, "{eval_time: 1m, alertname: TooSlow}", "{eval_time: 1m, alertname: Other}", "alert-tested", 10),
        (CODE, 'Histogram("', 'Gauge("', "alert-metric", 11),
        (CODE, '"wait_seconds"', '"waits_seconds"', "alert-metric", 11),
        (EXTERNAL, "edge_up", "edge_down", "alert-metric", 11),
        (ENVIRONMENT, "maximum_age_days: 30", "maximum_age_days: 60", "alert-secret-age", 6),
        (CLOUDS, "| TooSlow | `Latency` | - |\n", "", "alert-clouds", 10),
        (CLOUDS, "| - |\n", "| - |\n| TooFast | - | - |\n", "alert-clouds", 4),
    ],
)
def test_a_planted_mistake_is_found_at_its_line(
    tmp_path: Path, file: str, old: str, new: str, rule: str, line: int
) -> None:
    assert old in CLEAN[file]
    assert (rule, line) in {(rule, line) for rule, _, line in found(tmp_path, {file: CLEAN[file].replace(old, new, 1)})}


def test_a_runbook_that_does_not_exist(tmp_path: Path) -> None:
    assert found(tmp_path, {PAGE: None}) == [("alert-runbook", RULES, 10)]


def test_an_alert_whose_name_is_taken(tmp_path: Path) -> None:
    alert = CLEAN[RULES][CLEAN[RULES].index("      - alert") :]
    assert found(tmp_path, {RULES: CLEAN[RULES] + alert}) == [("alert-name", RULES, 16)]


def test_the_metrics_of_the_platform_are_found_where_the_code_declares_them() -> None:
    found = series(Tree.of_checkout(checkout()))
    assert {
        "secret_age_seconds",
        "secret_store_failures_total",
        "http_request_duration_seconds_bucket",
        "queue_jobs",
        "up",
    } <= found

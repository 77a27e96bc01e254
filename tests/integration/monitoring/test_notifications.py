"""Alertmanager's own tool reads the configuration, and says who is told what."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
import yaml

from infra.monitoring.rules import read_rules
from infra.tree import Tree, checkout

FILE = "infra/monitoring/alertmanager/alertmanager.yaml"
SECRET = re.compile(r"(_key|_url|_password|token|credentials|secret)$")

pytestmark = pytest.mark.skipif(
    shutil.which("amtool") is None, reason="amtool is not installed: apt-get install prometheus-alertmanager"
)


def amtool(*words: str) -> str:
    done = subprocess.run(["amtool", *words], cwd=checkout(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def told(**labels: str) -> list[str]:
    """The receivers of an alert with these labels."""
    stated = [f"{name}={value}" for name, value in labels.items()]
    return amtool("config", "routes", "test", f"--config.file={FILE}", *stated).split(",")


def test_alertmanager_reads_its_configuration() -> None:
    assert "SUCCESS" in amtool("check-config", FILE)


@pytest.mark.parametrize(
    ("severity", "environment", "receivers"),
    [
        ("critical", "production", ["page", "chat"]),
        # Nothing is measured at all, so nothing says where.
        ("critical", "", ["page", "chat"]),
        ("critical", "staging", ["chat"]),
        ("warning", "production", ["mail", "chat"]),
        ("warning", "staging", ["chat"]),
        ("none", "production", ["heartbeat"]),
        ("none", "development", ["shown-only"]),
        ("critical", "development", ["shown-only"]),
        # A severity that nobody thought of is not lost.
        ("urgent", "production", ["chat"]),
    ],
)
def test_who_is_told_follows_from_severity_and_environment(
    severity: str, environment: str, receivers: list[str]
) -> None:
    place = {"environment": environment} if environment else {}

    assert told(severity=severity, **place) == receivers


def test_whoever_inhibits_and_is_inhibited_exists() -> None:
    rules, _ = read_rules(Tree.of_checkout(checkout()))
    named = re.findall(r"alertname !?= (\w+)", (checkout() / FILE).read_text())

    assert named
    assert set(named) <= {rule.alert for rule in rules}


def test_secrets_are_files() -> None:
    """A value that should be secret stands in no configuration: every such field ends in _file."""

    def fields(value: object) -> list[str]:
        if isinstance(value, dict):
            return [name for key, held in value.items() for name in (str(key), *fields(held))]
        return [name for item in value for name in fields(item)] if isinstance(value, list) else []

    found = fields(yaml.safe_load((checkout() / FILE).read_text()))
    assert not [name for name in found if SECRET.search(name)]
    assert len([name for name in found if name.endswith("_file")]) == 4

"""The checks of the environments, for the registry of static checks."""

from __future__ import annotations

from collections.abc import Iterator

from infra.checks import Check
from infra.environments import (
    comparison,
    database_rules,
    documentation,
    operations_rules,
    production_rules,
    reading,
    recovery_rules,
    secret_scan,
    setting_rules,
    usage_rules,
)
from infra.findings import Finding
from infra.tree import Tree

READING_RULES = {
    "environment-missing": "The environments development, staging and production are declared.",
    "environment-unreadable": "An environment's file is one YAML document.",
    "environment-duplicate": "An environment's file states nothing twice.",
    "environment-model": "An environment has every part, of the right type and within its bounds, and nothing else.",
    "environment-name": "An environment is called as its file is.",
}


def _environments(tree: Tree) -> Iterator[Finding]:
    files, findings = reading.read_all(tree)
    yield from findings
    for file in files:
        yield from setting_rules.check(file)
        yield from production_rules.check(file)
        yield from recovery_rules.check(file)
        yield from database_rules.check(file)
        yield from operations_rules.check(file)
    yield from comparison.check(files)


CHECKS = (
    Check(
        "environments",
        {
            **READING_RULES,
            **setting_rules.RULES,
            **production_rules.RULES,
            **recovery_rules.RULES,
            **database_rules.RULES,
            **operations_rules.RULES,
            **comparison.RULES,
        },
        _environments,
    ),
    Check("variables of processes", usage_rules.RULES, usage_rules.check),
    Check("secrets in files", secret_scan.RULES, secret_scan.check),
    Check("configuration page", documentation.RULES, documentation.check),
)

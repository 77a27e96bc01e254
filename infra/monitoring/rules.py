"""The rule files of Prometheus, and their tests, as data that knows its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.errors import UnreadableYamlError
from infra.findings import Finding
from infra.located_yaml import Document, YamlPath, items_of, mapping_of
from infra.tree import Tree

FOLDER = "infra/monitoring/prometheus/rules"
TESTS = "infra/monitoring/prometheus/tests"


@dataclass(frozen=True)
class Rule:
    """One rule: an alert, or a recorded series."""

    file: str
    line: int
    alert: str
    """Its name; empty when the rule records."""

    record: str
    """Name of the series; empty when the rule alerts."""

    expression: str
    expression_line: int
    labels: dict[str, str]
    annotations: dict[str, str]


@dataclass(frozen=True)
class Expectation:
    """What one promtool test expects of an alert at one moment."""

    alert: str
    firing: bool


def read_rules(tree: Tree) -> tuple[list[Rule], list[Finding]]:
    """Every rule of every file, and what is wrong with files that cannot be read."""
    rules: list[Rule] = []
    findings: list[Finding] = []
    for file in tree.matching(f"{FOLDER}/*.yaml"):
        document = _document(tree, file, findings)
        if document is not None:
            rules.extend(_rules(document, file))
    return rules, findings


def read_expectations(tree: Tree) -> tuple[list[list[Expectation]], list[Finding]]:
    """What each test of each file expects, in the order of time."""
    tests: list[list[Expectation]] = []
    findings: list[Finding] = []
    for file in tree.matching(f"{TESTS}/*.yaml"):
        document = _document(tree, file, findings)
        if document is not None:
            tests.extend(_expectations(test) for test in items_of(mapping_of(document.data).get("tests")))
    return tests, findings


def _document(tree: Tree, file: str, findings: list[Finding]) -> Document | None:
    try:
        documents = tree.documents(file)
    except UnreadableYamlError as error:
        why = f"It is not YAML, so Prometheus does not start: {error.problem}."
        findings.append(Finding(file, error.line, "alert-unreadable", why, "Correct the YAML."))
        return None
    if len(documents) != 1:
        why = f"It holds {len(documents)} YAML documents; Prometheus reads one."
        findings.append(Finding(file, 1, "alert-unreadable", why, "Keep one document in it."))
        return None
    [document] = documents
    return document


def _rules(document: Document, file: str) -> Iterator[Rule]:
    for group, rules in enumerate(items_of(mapping_of(document.data).get("groups"))):
        for position, rule in enumerate(items_of(mapping_of(rules).get("rules"))):
            path: YamlPath = ("groups", group, "rules", position)
            held = mapping_of(rule)
            yield Rule(
                file,
                document.line(path),
                str(held.get("alert", "")),
                str(held.get("record", "")),
                str(held.get("expr", "")),
                document.line((*path, "expr")),
                _texts(held.get("labels")),
                _texts(held.get("annotations")),
            )


def _texts(value: object) -> dict[str, str]:
    return {name: str(text) for name, text in mapping_of(value).items()}


def _expectations(test: object) -> list[Expectation]:
    stated: list[Any] = items_of(mapping_of(test).get("alert_rule_test"))
    return [
        Expectation(str(mapping_of(item).get("alertname", "")), bool(items_of(mapping_of(item).get("exp_alerts"))))
        for item in stated
    ]

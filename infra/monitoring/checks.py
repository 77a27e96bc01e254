"""The checks of monitoring, for the registry of static checks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.checks import Check
from infra.findings import Finding
from infra.monitoring import ages, exposed, generated
from infra.monitoring.dashboards import files
from infra.monitoring.errors import UnreadableExpressionError
from infra.monitoring.expressions import metric_names
from infra.monitoring.rules import Expectation, Rule, read_expectations, read_rules
from infra.tree import Tree

SEVERITIES = ("critical", "warning", "none")
"""critical: somebody is woken. warning: it is looked at during the day. none: nobody is told while it fires."""

RUNBOOKS = "docs/runbooks"
CLOUDS = "docs/guides/monitoring-in-clouds.md"
_NAMED_IN_TABLE = re.compile(r"\| ([A-Z]\w+) \|")

RULES = {
    "alert-unreadable": "A file of rules or of their tests is one YAML document.",
    "alert-severity": f"Every alert has a severity: {' or '.join(SEVERITIES)}.",
    "alert-summary": "Every alert has a summary, one sentence.",
    "alert-runbook": f"Every alert has a runbook_url that leads to a page of its own in {RUNBOOKS}.",
    "alert-name": "No two alerts have one name.",
    "alert-clouds": "The table of the clouds' own metrics has a line for every alert, and for nothing else.",
    "alert-metric": "Every metric in a rule is exported by something.",
    "alert-tested": "Tests see every alert fire, stay silent, and resolve after it fired.",
}


def _check(tree: Tree) -> Iterator[Finding]:
    rules, findings = read_rules(tree)
    tests, unreadable = read_expectations(tree)
    yield from (*findings, *unreadable)
    known = exposed.series(tree) | {rule.record for rule in rules if rule.record}
    seen: set[str] = set()
    for rule in rules:
        yield from _metrics(rule, known)
        if rule.alert:
            yield from _form(rule)
            yield from _runbook(rule, tree)
            yield from _tests(rule, tests)
            if rule.alert in seen:
                why = f"Another alert is called {rule.alert}, so silences and runbooks mean both."
                yield Finding(rule.file, rule.line, "alert-name", why, "Give it a name of its own.")
            seen.add(rule.alert)
    yield from ages.check(tree, rules)
    yield from _clouds(tree, [rule for rule in rules if rule.alert])


def _clouds(tree: Tree, alerts: list[Rule]) -> Iterator[Finding]:
    lines = tree.lines(CLOUDS) if CLOUDS in tree.names else []
    named = {found[1]: line for line, text in enumerate(lines, start=1) if (found := _NAMED_IN_TABLE.match(text))}
    for rule in alerts:
        if rule.alert not in named:
            why = f"{CLOUDS} does not say what sees {rule.alert} where there is no Prometheus."
            yield Finding(rule.file, rule.line, "alert-clouds", why, "Add a line; a dash where nothing sees it.")
    for name, line in named.items():
        if name not in {rule.alert for rule in alerts}:
            why = f"There is no alert {name}."
            yield Finding(CLOUDS, line, "alert-clouds", why, "Remove the line, or correct its name.")


def _check_dashboards(tree: Tree) -> Iterator[Finding]:
    recorded = {rule.record for rule in read_rules(tree)[0] if rule.record}
    yield from files.check(tree, exposed.series(tree) | recorded)


def _form(rule: Rule) -> Iterator[Finding]:
    if rule.labels.get("severity") not in SEVERITIES:
        why = f"{rule.alert} does not say how urgent it is, so it is sent to nobody."
        yield Finding(rule.file, rule.line, "alert-severity", why, f"Label it with severity {' or '.join(SEVERITIES)}.")
    if not rule.annotations.get("summary", "").rstrip().endswith("."):
        why = f"{rule.alert} does not say in a sentence what is wrong."
        yield Finding(rule.file, rule.line, "alert-summary", why, "Annotate it with a summary that ends with a stop.")


def _runbook(rule: Rule, tree: Tree) -> Iterator[Finding]:
    page = f"{RUNBOOKS}/{rule.alert}.md"
    link = rule.annotations.get("runbook_url", "")
    if not link.endswith(f"/{page}"):
        why = f"{rule.alert} does not lead to its runbook."
        yield Finding(
            rule.file, rule.line, "alert-runbook", why, f"Annotate it with a runbook_url that ends in {page}."
        )
    elif page not in tree.names:
        why = f"The runbook {page} does not exist, so whoever is woken finds nothing."
        yield Finding(rule.file, rule.line, "alert-runbook", why, "Write the page.")


def _metrics(rule: Rule, known: set[str]) -> Iterator[Finding]:
    try:
        names = metric_names(rule.expression)
    except UnreadableExpressionError as error:
        yield Finding(rule.file, rule.expression_line, "alert-metric", str(error), "Correct the expression.")
        return
    for name in sorted(names - known):
        why = f"Nothing exports {name}, so {rule.alert or rule.record} never holds."
        fix = f"Correct the name; a metric of another program is listed in {exposed.EXTERNAL}."
        yield Finding(rule.file, rule.expression_line, "alert-metric", why, fix)


def _tests(rule: Rule, tests: list[list[Expectation]]) -> Iterator[Finding]:
    outcomes = [[stated.firing for stated in test if stated.alert == rule.alert] for test in tests]
    missing = [
        what
        for what, seen in {
            "fires": any(True in test for test in outcomes),
            "stays silent": any(test and not any(test) for test in outcomes),
            "resolves": any(True in test and test[-1] is False for test in outcomes),
        }.items()
        if not seen
    ]
    if missing:
        why = f"No test shows that {rule.alert} {', '.join(missing)}."
        yield Finding(rule.file, rule.line, "alert-tested", why, "Add it to infra/monitoring/prometheus/tests.")


CHECKS = (
    Check("alerts", {**RULES, **ages.RULES}, _check),
    Check("rules of the objectives", generated.RULES, generated.check),
    Check("dashboards", files.RULES, _check_dashboards),
)

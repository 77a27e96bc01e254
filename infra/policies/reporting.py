"""The gate's decision as a table, as JSON and as SARIF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infra import output
from infra.findings import SARIF_SCHEMA
from infra.policies.gate import Report, Verdict
from infra.policies.reading import Reading
from infra.policies.rules import Rule
from infra.policies.waivers import Waiver

GUIDE = "docs/policies.md"
_LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
_SCORES = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.5"}
"""The middle of the bands by which code hosts name a severity."""


def print_table(report: Report, reading: Reading) -> None:
    """Print the decision for people."""
    rows = [
        [
            f"{verdict.file}:{verdict.line}",
            _outcome(verdict),
            verdict.rule.metadata.custom.severity,
            verdict.rule.id,
            f"{verdict.found.subject}: {verdict.found.problem}",
            verdict.rule.metadata.custom.fix,
        ]
        for verdict in report.verdicts
    ]
    if rows:
        output.print_table(["Where", "Outcome", "Severity", "Rule", "What", "Fix"], rows)
        output.print_text()
    for reason, names in _by_reason(reading.passed_over).items():
        output.print_text(f"Not judged ({reason}): {', '.join(names)}")
    for reason, names in _by_reason(reading.excluded).items():
        output.print_text(f"Excluded: {len(names)} files, {names[0]} first. {reason}")
    if reading.others:
        output.print_text(f"{reading.others} files are of kinds that are never judged, such as programs and pages.")
    for waiver in report.unused:
        output.print_text(f"Not needed any more: {_waiver(waiver)}. Remove it.")
    output.print_text(summary(report))


def summary(report: Report) -> str:
    """The decision in a sentence."""
    evaluated = sum(report.evaluated.values())
    counts = {
        outcome: sum(verdict.outcome == outcome for verdict in report.verdicts)
        for outcome in ("violation", "unknown", "waived")
    }
    blocking = sum(verdict.blocks for verdict in report.verdicts)
    decision = "passes" if report.passed else f"is shut by {blocking} of these findings"
    return (
        f"{evaluated} rules on {sum(report.inputs.values())} inputs with {report.parts} parts: "
        f"{counts['violation']} violations, {counts['unknown']} unknown until apply, {counts['waived']} waived. "
        f"The gate {decision}."
    )


def as_json(report: Report, reading: Reading) -> dict[str, Any]:
    """The decision as one JSON document."""
    return {
        "passed": report.passed,
        "findings": [_finding(verdict) for verdict in report.verdicts],
        "rules_evaluated": dict(report.evaluated),
        "inputs": dict(report.inputs),
        "parts": report.parts,
        "unused_waivers": [waiver.model_dump(mode="json") for waiver in report.unused],
        "not_judged": reading.passed_over,
        "excluded": reading.excluded,
        "never_judged": reading.others,
    }


def as_sarif(report: Report, given: Sequence[Rule]) -> dict[str, Any]:
    """The decision as a SARIF 2.1.0 log; what is waived is in it as suppressed.

    Args:
        report: the decision.
        given: every rule that was evaluated, also those that found nothing.
    """
    driver = {"name": "syndic policy", "rules": [_sarif_rule(rule) for rule in given]}
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_sarif_result(verdict) for verdict in report.verdicts]}],
    }


def _finding(verdict: Verdict) -> dict[str, Any]:
    custom = verdict.rule.metadata.custom
    return {
        "rule": verdict.rule.id,
        "outcome": verdict.outcome,
        "blocks": verdict.blocks,
        "severity": custom.severity,
        "file": verdict.file,
        "line": verdict.line,
        "subject": verdict.found.subject,
        "path": list(verdict.found.path),
        "problem": verdict.found.problem,
        "why": verdict.rule.metadata.description,
        "fix": custom.fix,
        "controls": custom.controls.model_dump(mode="json"),
        "waiver": verdict.waiver.model_dump(mode="json") if verdict.waiver else None,
        "waiver_expired": verdict.expired,
    }


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    custom = rule.metadata.custom
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.metadata.title},
        "fullDescription": {"text": rule.metadata.description},
        "help": {"text": custom.fix},
        "defaultConfiguration": {"level": _LEVELS[custom.severity]},
        "properties": {
            "tags": ["security", rule.subject, *custom.controls.nist_800_53, *custom.controls.iso_27001],
            "security-severity": _SCORES[custom.severity],
        },
    }


def _sarif_result(verdict: Verdict) -> dict[str, Any]:
    custom = verdict.rule.metadata.custom
    result: dict[str, Any] = {
        "ruleId": verdict.rule.id,
        "kind": "review" if verdict.outcome == "unknown" else "fail",
        # The standard allows no level on what is not a failure.
        "level": "none" if verdict.outcome == "unknown" else _LEVELS[custom.severity],
        "message": {"text": f"{verdict.found.subject}: {verdict.found.problem}. {custom.fix}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": verdict.file, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": verdict.line},
                },
                "logicalLocations": [{"fullyQualifiedName": verdict.found.subject}],
            }
        ],
    }
    if verdict.outcome == "waived" and verdict.waiver is not None:
        result["suppressions"] = [{"kind": "external", "justification": verdict.waiver.reason}]
    return result


def _outcome(verdict: Verdict) -> str:
    if verdict.expired and verdict.waiver is not None:
        return f"{verdict.outcome}, waiver of {verdict.waiver.owner} expired on {verdict.waiver.expires}"
    if verdict.outcome == "waived" and verdict.waiver is not None:
        return f"waived by {verdict.waiver.owner} until {verdict.waiver.expires}"
    return "unknown, blocks" if verdict.outcome == "unknown" and verdict.blocks else verdict.outcome


def _waiver(waiver: Waiver) -> str:
    return f"the waiver of {waiver.rule} for {waiver.subject} by {waiver.owner}"


def _by_reason(files: Mapping[str, str]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for file, reason in sorted(files.items()):
        reasons.setdefault(reason, []).append(file)
    return reasons

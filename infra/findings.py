"""What a static check finds, and the forms it is reported in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from infra import output

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake: where it is, why it is one, and what to do about it."""

    file: str
    """Path from the root of the checkout."""

    line: int
    """Line in the file, from 1."""

    rule: str
    """Id of the rule, in kebab case; the check that found it declares it."""

    why: str
    """What is wrong and what it would lead to, as a sentence. Never holds the value of a secret."""

    fix: str
    """What to do, as a sentence."""


def as_json(findings: Sequence[Finding]) -> dict[str, object]:
    """The findings as one JSON document."""
    return {"findings": [asdict(finding) for finding in findings], "count": len(findings)}


def as_sarif(findings: Sequence[Finding], rules: Mapping[str, str]) -> dict[str, object]:
    """The findings as a SARIF 2.1.0 log, the form that code hosts show beside the lines.

    Args:
        findings: what was found.
        rules: every rule that was looked at, by id, with its sentence; also those that found nothing.
    """
    driver = {
        "name": "syndic check",
        "rules": [{"id": rule, "shortDescription": {"text": sentence}} for rule, sentence in sorted(rules.items())],
    }
    results = [
        {
            "ruleId": finding.rule,
            "level": "error",
            "message": {"text": f"{finding.why} {finding.fix}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": finding.file, "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": finding.line},
                    }
                }
            ],
        }
        for finding in findings
    ]
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def report(findings: Sequence[Finding], rules: Mapping[str, str], passed: str, *, json: bool, sarif: bool) -> None:
    """Print findings as a table, as JSON or as SARIF.

    Args:
        findings: what was found.
        rules: every rule that was looked at, with its sentence.
        passed: what to say when nothing was found.
        json: whether to print JSON.
        sarif: whether to print SARIF; goes before JSON.
    """
    if sarif:
        output.print_json(as_sarif(findings, rules))
    elif json:
        output.print_json(as_json(findings))
    elif not findings:
        output.print_text(passed)
    else:
        rows = [[f"{finding.file}:{finding.line}", finding.rule, finding.why, finding.fix] for finding in findings]
        output.print_table(["Where", "Rule", "Why", "Fix"], rows)
        output.print_text(f"\n{len(findings)} finding{'s' if len(findings) > 1 else ''}.")

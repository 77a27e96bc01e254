"""The OSCAL assessment-results document of an execution.

The same execution always yields the same bytes: identifiers follow from its id, times from the moment of its
snapshot. A worker that is killed and runs it again therefore writes the same object under the same hash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from server.executions.decision import ControlDecision, DecidedBy, Outcome
from server.frameworks.catalog import NAMESPACE

OSCAL_VERSION = "1.1.3"

_METHODS = {DecidedBy.RULE: "TEST", DecidedBy.ATTESTATION: "EXAMINE", DecidedBy.CATALOG: "UNKNOWN"}
_REASONS = {Outcome.PASS: "pass", Outcome.FAIL: "fail"}
_SATISFIED = frozenset({Outcome.PASS, Outcome.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the document is about."""

    execution_id: UUID
    framework_id: str
    framework_title: str
    framework_version: str
    framework_digest: str
    now: str
    system: Mapping[str, Any]
    evidence: Sequence[Mapping[str, Any]]


def assessment_results(assessment: Assessment, decisions: Sequence[ControlDecision]) -> dict[str, Any]:
    """The document as JSON values."""
    title = f"{assessment.framework_title} on {_line(assessment.system['name'])}"
    return {
        "assessment-results": {
            "uuid": _uuid(assessment, "document"),
            "metadata": {
                "title": title,
                "last-modified": assessment.now,
                "version": "1",
                "oscal-version": OSCAL_VERSION,
            },
            "import-ap": {"href": f"#{_uuid(assessment, 'framework')}"},
            "results": [_result(assessment, decisions, title)],
            "back-matter": {"resources": [_framework(assessment), *_evidence(assessment)]},
        }
    }


def outcomes(document: Mapping[str, Any]) -> dict[str, str]:
    """The outcome of every control that a document states, by control id.

    Raises:
        KeyError, IndexError, TypeError: it is not a document that `assessment_results` made.
    """
    findings = document["assessment-results"]["results"][0]["findings"]
    return {_property(finding, "control-id"): _property(finding, "outcome") for finding in findings}


def _result(assessment: Assessment, decisions: Sequence[ControlDecision], title: str) -> dict[str, Any]:
    system = assessment.system
    return {
        "uuid": _uuid(assessment, "result"),
        "title": title,
        "description": f"Every control of {assessment.framework_title} decided for {_line(system['name'])}.",
        "start": assessment.now,
        "end": assessment.now,
        "props": [
            _prop("execution-id", str(assessment.execution_id)),
            _prop("framework-digest", assessment.framework_digest),
            _prop("system-id", system["id"]),
            _prop("risk-tier", system["risk_tier"]),
            _prop("lifecycle", system["lifecycle"]),
        ],
        "reviewed-controls": {
            "control-selections": [
                {"include-controls": [{"control-id": decision.control.id} for decision in decisions]}
            ]
        },
        "observations": [_observation(assessment, decision) for decision in decisions],
        "findings": [_finding(assessment, decision) for decision in decisions],
    }


def _observation(assessment: Assessment, decision: ControlDecision) -> dict[str, Any]:
    control = decision.control
    observation: dict[str, Any] = {
        "uuid": _uuid(assessment, f"observation {control.id}"),
        "title": control.label,
        "description": _sentences(decision),
        "methods": [_METHODS[decision.decided_by]],
        "types": ["finding"],
        "props": [
            _prop("decided-by", decision.decided_by.value),
            *(_prop("need", need) for need in decision.needs if need.strip()),
        ],
        "collected": assessment.now,
    }
    if decision.attestation_id is not None:
        observation["props"].append(_prop("attestation-id", decision.attestation_id))
    relevant = [item for item in assessment.evidence if _relevant(item, decision, assessment.framework_id)]
    if relevant:
        observation["relevant-evidence"] = [
            {"href": f"#{_uuid(assessment, 'evidence ' + item['id'])}", "description": _line(item["title"])}
            for item in relevant
        ]
    return observation


def _finding(assessment: Assessment, decision: ControlDecision) -> dict[str, Any]:
    control = decision.control
    return {
        "uuid": _uuid(assessment, f"finding {control.id}"),
        "title": f"{control.label}: {control.title}",
        "description": _sentences(decision),
        "props": [_prop("control-id", control.id), _prop("outcome", decision.outcome.value)],
        "target": {
            "type": "statement-id",
            "target-id": f"{control.id}_smt",
            "status": {
                "state": "satisfied" if decision.outcome in _SATISFIED else "not-satisfied",
                "reason": _REASONS.get(decision.outcome, "other"),
            },
        },
        "related-observations": [{"observation-uuid": _uuid(assessment, f"observation {control.id}")}],
    }


def _framework(assessment: Assessment) -> dict[str, Any]:
    return {
        "uuid": _uuid(assessment, "framework"),
        "title": assessment.framework_title,
        "description": f"Version {assessment.framework_version} of the framework, catalog and rules.",
        "rlinks": [_link(f"/api/frameworks/{assessment.framework_id}", assessment.framework_digest)],
    }


def _evidence(assessment: Assessment) -> list[dict[str, Any]]:
    return [
        {
            "uuid": _uuid(assessment, "evidence " + item["id"]),
            "title": _line(item["title"]),
            "description": f"Evidence of kind {item['kind']}.",
            "rlinks": [_link(f"/api/evidence/{item['id']}/content", item["sha256"])],
        }
        for item in assessment.evidence
    ]


def _link(href: str, sha256: str) -> dict[str, Any]:
    return {"href": href, "hashes": [{"algorithm": "SHA-256", "value": sha256}]}


def _relevant(item: Mapping[str, Any], decision: ControlDecision, framework_id: str) -> bool:
    """Whether an evidence item is of a kind the control asks for, or names the control."""
    return (
        item["kind"] in decision.control.evidence_kinds or f"{framework_id}/{decision.control.id}" in item["controls"]
    )


def _sentences(decision: ControlDecision) -> str:
    return "\n".join(decision.reasons) or f"The rule gave no reason for the outcome {decision.outcome.value}."


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": NAMESPACE, "value": _line(value)}


def _property(finding: Mapping[str, Any], name: str) -> str:
    return next(prop["value"] for prop in finding["props"] if prop["name"] == name)


def _line(text: str) -> str:
    """The text on one line, as titles and properties must be."""
    return " ".join(text.split())


def _uuid(assessment: Assessment, name: str) -> str:
    return str(uuid5(assessment.execution_id, name))

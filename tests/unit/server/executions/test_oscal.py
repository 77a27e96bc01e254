"""The document of an execution is OSCAL, complete, and the same bytes every time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trestle.oscal.assessment_results import AssessmentResults

from server.canonical import canonical_json
from server.executions.decision import ControlDecision, ControlFacts, DecidedBy, Outcome
from server.executions.oscal import Assessment, assessment_results, outcomes

EVIDENCE: list[dict[str, Any]] = [
    {"id": "e1", "kind": "policy", "title": "AI\npolicy", "sha256": "a" * 64, "controls": []},
    {"id": "e2", "kind": "other", "title": "Minutes", "sha256": "b" * 64, "controls": ["eu_ai_act/art_9"]},
    {"id": "e3", "kind": "other", "title": "Unrelated", "sha256": "c" * 64, "controls": ["nist/art_9"]},
]
ASSESSMENT = Assessment(
    execution_id=UUID("019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911"),
    framework_id="eu_ai_act",
    framework_title="EU AI Act",
    framework_version="2024/1689",
    framework_digest="d" * 64,
    now="2026-06-01T12:00:00.000000Z",
    system={"id": "s1", "name": "Loan  scoring\n2", "risk_tier": "high", "lifecycle": "deployed"},
    evidence=EVIDENCE,
)


def decision(control_id: str, outcome: Outcome, **changes: Any) -> ControlDecision:  # noqa: ANN401 - any field
    control = ControlFacts(control_id, control_id.upper(), f"Title of {control_id}", ("policy",))
    made = ControlDecision(control, outcome, (f"{control_id} is so.",), (), DecidedBy.RULE)
    return replace(made, **changes)


EVERY_OUTCOME = [decision(f"c_{outcome.value}", outcome) for outcome in Outcome]


def result_of(document: dict[str, Any]) -> dict[str, Any]:
    return document["assessment-results"]["results"][0]


def test_it_is_oscal() -> None:
    decisions = [
        *EVERY_OUTCOME,
        decision("art_9", Outcome.PASS, decided_by=DecidedBy.ATTESTATION, attestation_id="a1"),
        decision("art_10", Outcome.NEEDS_EVIDENCE, decided_by=DecidedBy.CATALOG, needs=("evidence:policy", "fact:x")),
        decision("art_11", Outcome.PASS, reasons=()),
    ]
    document = assessment_results(ASSESSMENT, decisions)
    AssessmentResults.model_validate(document["assessment-results"])


@given(st.text(min_size=1).filter(lambda text: bool(text.split())), st.lists(st.text(), max_size=3))
def test_whatever_people_write_it_stays_oscal(text: str, reasons: list[str]) -> None:
    assessment = replace(ASSESSMENT, system={**ASSESSMENT.system, "name": text}, framework_title=text.split()[0])
    decided = decision("a", Outcome.FAIL, reasons=tuple(reasons), needs=(text,))
    AssessmentResults.model_validate(assessment_results(assessment, [decided])["assessment-results"])


def test_the_same_execution_yields_the_same_bytes_and_another_does_not() -> None:
    first = canonical_json(assessment_results(ASSESSMENT, EVERY_OUTCOME))
    assert canonical_json(assessment_results(replace(ASSESSMENT), list(EVERY_OUTCOME))) == first
    other = replace(ASSESSMENT, execution_id=UUID("019a3f52-8c0e-7c3b-9d0a-4be1f0c2a912"))
    assert canonical_json(assessment_results(other, EVERY_OUTCOME)) != first


def test_every_control_has_one_finding_with_its_outcome() -> None:
    document = assessment_results(ASSESSMENT, EVERY_OUTCOME)
    assert outcomes(document) == {f"c_{outcome.value}": outcome.value for outcome in Outcome}
    uuids = [item["uuid"] for key in ("findings", "observations") for item in result_of(document)[key]]
    assert len(uuids) == len(set(uuids)) == 2 * len(EVERY_OUTCOME)


@pytest.mark.parametrize(
    ("outcome", "state", "reason"),
    [
        (Outcome.PASS, "satisfied", "pass"),
        (Outcome.NOT_APPLICABLE, "satisfied", "other"),
        (Outcome.FAIL, "not-satisfied", "fail"),
        (Outcome.NEEDS_EVIDENCE, "not-satisfied", "other"),
        (Outcome.ERROR, "not-satisfied", "other"),
    ],
)
def test_the_outcome_is_put_in_the_words_of_oscal(outcome: Outcome, state: str, reason: str) -> None:
    (finding,) = result_of(assessment_results(ASSESSMENT, [decision("a", outcome)]))["findings"]
    assert finding["target"]["status"] == {"state": state, "reason": reason}


def test_observations_point_at_the_evidence_that_bears_on_the_control() -> None:
    document = assessment_results(ASSESSMENT, [decision("art_9", Outcome.PASS)])
    (observation,) = result_of(document)["observations"]
    resources = {resource["uuid"]: resource for resource in document["assessment-results"]["back-matter"]["resources"]}
    named = [resources[item["href"][1:]] for item in observation["relevant-evidence"]]
    assert [resource["title"] for resource in named] == ["AI policy", "Minutes"]
    assert named[0]["rlinks"] == [
        {"href": "/api/evidence/e1/content", "hashes": [{"algorithm": "SHA-256", "value": "a" * 64}]}
    ]

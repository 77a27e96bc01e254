"""Every shipped rule does what its tests say, under the engine used for work and under OPA itself."""

from __future__ import annotations

import re
import typing

import pytest

from server.evidence.kinds import EVIDENCE_KINDS
from server.systems.facts import SystemFacts
from server.systems.metrics import METRIC_NAMES
from tests.unit.frameworks.rego_suites import (
    FrameworkFiles,
    controls,
    names_of_tests,
    run_in_opa,
    run_in_regorus,
    shipped_frameworks,
)

Runner = typing.Callable[[FrameworkFiles, str, list[str]], dict[str, object]]
FRAMEWORKS = shipped_frameworks()
by_framework = pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.id)
every_rule = pytest.mark.parametrize(
    ("framework", "control_id"),
    [
        pytest.param(framework, control_id, id=f"{framework.id}-{control_id}")
        for framework in FRAMEWORKS
        for control_id in framework.rules()
    ],
)
KNOWN_FACTS = {
    f"{section}.{fact}"
    for section, field in SystemFacts.model_fields.items()
    for fact in typing.cast("type[SystemFacts]", field.annotation).model_fields
}
FACT_AS_TEXT = re.compile(rf'"((?:{"|".join(SystemFacts.model_fields)})\.\w+)"')
FACT_IN_INPUT = re.compile(r"input\.facts\.(\w+\.\w+)")
EVIDENCE_IN_RULE = re.compile(r'(?:require_evidence|current_evidence)\(\s*"([^"]+)"')
METRIC_IN_RULE = re.compile(r'(?:require_metric_reported|finding\.metric|metric_age_days)\(\s*"([^"]+)"')


def properties(control: dict, name: str) -> list[str]:
    return [prop["value"] for prop in control.get("props", []) if prop["name"] == name]


def test_at_least_ninety_controls_have_rules() -> None:
    assert sum(len(framework.rules()) for framework in FRAMEWORKS) >= 90


@by_framework
def test_catalog_and_rules_name_the_same_controls(framework: FrameworkFiles) -> None:
    catalog = controls(framework.catalog())
    ids = [control["id"] for control in catalog]
    assert len(ids) == len(set(ids)), "a control id stands twice in the catalog"
    decided_by_rule = {control["id"] for control in catalog if properties(control, "decision") == ["rule"]}
    assert decided_by_rule == set(framework.rules())
    for control in catalog:
        assert properties(control, "decision") in (["rule"], ["attestation"]), control["id"]
        assert len(properties(control, "label")) == 1, control["id"]
        kinds = properties(control, "evidence-kind")
        assert set(kinds) <= set(EVIDENCE_KINDS), control["id"]
        assert kinds or properties(control, "decision") == ["rule"], f"{control['id']} says no evidence"
        assert {part["name"] for part in control["parts"]} >= {"statement"}, control["id"]


@every_rule
def test_rule_reads_only_the_vocabulary(framework: FrameworkFiles, control_id: str) -> None:
    text = framework.rules()[control_id].read_text()
    assert f"package syndic.frameworks.{framework.id}.{control_id}\n" in text
    assert set(FACT_AS_TEXT.findall(text)) | set(FACT_IN_INPUT.findall(text)) <= KNOWN_FACTS
    assert set(EVIDENCE_IN_RULE.findall(text)) <= set(EVIDENCE_KINDS)
    assert set(METRIC_IN_RULE.findall(text)) <= set(METRIC_NAMES)
    assert "# METADATA" in text
    assert "related_resources" in text, "the rule cites nothing"


@by_framework
def test_library_reads_only_the_vocabulary(framework: FrameworkFiles) -> None:
    for path in framework.library():
        assert set(FACT_AS_TEXT.findall(path.read_text())) <= KNOWN_FACTS, path.name


@every_rule
def test_rule_has_a_test_for_each_outcome(framework: FrameworkFiles, control_id: str) -> None:
    names = names_of_tests(framework.tests_of(control_id))
    for outcome in ("pass", "fail", "not_applicable"):
        assert any(name.startswith(f"test_{outcome}") for name in names), f"no test for {outcome}"


@pytest.mark.parametrize("run", [run_in_regorus, run_in_opa])
@every_rule
def test_tests_of_the_rule_hold(framework: FrameworkFiles, control_id: str, run: Runner) -> None:
    names = names_of_tests(framework.tests_of(control_id))
    assert run(framework, control_id, names) == dict.fromkeys(names, True)

"""The rules' own tests, under the engine used for work and under the real OPA, which also measures coverage."""

from __future__ import annotations

from typing import Any

import pytest
from opa_bindings import OpaEngine

from infra.policies import engine, gate, rules, suites
from infra.policies.rules import SUBJECTS, TEST_SUFFIX


@pytest.fixture(scope="module", params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def in_opa(subject: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What every rule and test about the subject comes to in OPA, and what of the modules that covered."""
    opa = OpaEngine()
    try:
        for name, source in suites.modules(subject):
            opa.add_policy(name, source)
        return opa.eval_document("syndic.policies", {}, coverage=True), opa.last_coverage["files"]  # ty: ignore[not-subscriptable]
    finally:
        opa.close()


def test_every_test_holds(subject: str) -> None:
    results = suites.run((subject,))
    assert len(results) >= 2 * len(rules.rules(subject))
    assert [result for result in results if not result.passed] == []


def test_every_test_holds_in_opa_too(subject: str, in_opa: tuple[dict[str, Any], dict[str, Any]]) -> None:
    values, _ = in_opa
    failed = []
    for about, package, test in suites.tests_of(subject):
        value: Any = values
        for part in package.split(".")[2:]:
            value = value[part]
        if value.get(test) is not True:
            failed.append((about, test))
    assert failed == []


def test_the_tests_reach_every_line(subject: str, in_opa: tuple[dict[str, Any], dict[str, Any]]) -> None:
    _, covered = in_opa
    own = {f"library/{subject}.rego", *(rule.file for rule in rules.rules(subject))}
    missed = {
        file: [(part["start"]["row"], part["end"]["row"]) for part in covered[file].get("not_covered") or []]
        for file in own & covered.keys()
    }
    assert {file: lines for file, lines in missed.items() if lines} == {}
    assert own - covered.keys() <= {f"library/{subject}.rego"}


def test_both_engines_find_the_same_in_the_bad_examples(subject: str) -> None:
    opa = OpaEngine()
    for name, source in suites.modules(subject):
        if not name.removesuffix(".rego").endswith(TEST_SUFFIX):
            opa.add_policy(name, source)
    try:
        for example in gate.known_bad(subject):
            found = engine.engine_of(subject).evaluate(subject, example)
            document = opa.eval_document(f"syndic.policies.{subject}", example)
            for rule in rules.rules(subject):
                stated = document[rule.package.rpartition(".")[2]].get("findings", [])
                assert found[rule.id] == sorted({engine.found(rule.id, entry) for entry in stated}, key=str), rule.id
    finally:
        opa.close()

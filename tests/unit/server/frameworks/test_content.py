"""What belongs to a framework version, and its digest."""

from __future__ import annotations

from typing import Any

import pytest
from trestle.oscal.catalog import Catalog

from server.frameworks.content import (
    FrameworkContent,
    framework_content,
    related_resources,
    shared_library,
    shipped_frameworks,
)
from server.frameworks.errors import InvalidFramework
from tests.unit.server.frameworks.samples import attested, catalog, control, fact_rule

SHIPPED = shipped_frameworks()


def content(**changes: Any) -> FrameworkContent:  # noqa: ANN401 - any argument of the function
    given: dict[str, Any] = {
        "framework_id": "sample",
        "catalog": catalog(control("a"), attested("b", "policy")),
        "rules": {"a": fact_rule("a")},
        "library": {"scope": "package syndic.frameworks.sample.scope\n"},
    }
    return framework_content(**{**given, **changes})


def refused(**changes: Any) -> set[str]:  # noqa: ANN401
    with pytest.raises(InvalidFramework) as refusal:
        content(**changes)
    return {problem.field for problem in refusal.value.errors}


def test_the_digest_is_that_of_the_content_not_of_its_form() -> None:
    document = catalog(control("a"), attested("b", "policy"))
    reordered = dict(reversed(list(document.items())))
    assert content().digest == content(catalog={"catalog": reordered}).digest


def test_everything_that_can_change_a_decision_changes_the_digest() -> None:
    digests = {
        content().digest,
        content(framework_id="other", rules={"a": fact_rule("a", framework_id="other")}).digest,
        content(rules={"a": fact_rule("a", "risk.owner_assigned")}).digest,
        content(library={"scope": "package syndic.frameworks.sample.scope\nx := 1\n"}).digest,
        content(catalog=catalog(control("a"), attested("b", "test_report"))).digest,
    }
    assert len(digests) == 5


def test_the_shared_library_is_part_of_the_content() -> None:
    assert content().library["finding"] == shared_library()["finding"]


def test_names_and_assignments_that_contradict_each_other_are_refused_with_their_place() -> None:
    assert refused(framework_id="No") == {"id"}
    assert refused(library={"finding": ""}) == {"library.finding"}
    assert refused(library={"scope_test": ""}) == {"library.scope_test"}
    assert refused(library={"a/../b": ""}) == {"library.a/../b"}
    assert refused(rules={"a": fact_rule("a"), "z": ""}) == {"rules.z"}
    assert refused(rules={"a": fact_rule("a"), "b": fact_rule("b")}) == {"rules.b"}
    assert refused(rules={"a": "x" * 300_000}) == {"rules.a"}


def test_a_control_that_promises_a_rule_needs_one() -> None:
    promised = control("a", props=[{"name": "decision", "ns": "https://syndic.example/ns/oscal", "value": "rule"}])
    assert refused(catalog=catalog(promised), rules={}) == {"rules.a"}


def test_citations_come_from_the_catalog_and_from_the_rule() -> None:
    linked = control("a", links=[{"href": "#l", "rel": "reference", "text": "Article 9"}])
    text = "# METADATA\n# title: T\n# related_resources:\n# - description: Article 9\n# - ref: https://law.example\n"
    found = content(catalog=catalog(linked), rules={"a": text + fact_rule("a")})
    assert found.citations(found.catalog.controls()[0]) == ["Article 9", "https://law.example"]


@pytest.mark.parametrize(
    "text", ["", "# METADATA\n# title: [\n", "# METADATA\n# - 1\n", "# METADATA\n# related_resources: 3\n"]
)
def test_metadata_that_names_no_resources_yields_none(text: str) -> None:
    assert related_resources(text + "package x\n") == []


@pytest.mark.parametrize("framework", SHIPPED, ids=lambda framework: framework.id)
def test_shipped_catalogs_are_oscal(framework: FrameworkContent) -> None:
    Catalog.model_validate(dict(framework.document))


@pytest.mark.parametrize("framework", SHIPPED, ids=lambda framework: framework.id)
def test_tests_of_rules_are_never_shipped(framework: FrameworkContent) -> None:
    assert not [name for name in (*framework.rules, *framework.library) if name.endswith("_test")]


@pytest.mark.parametrize("framework", SHIPPED, ids=lambda framework: framework.id)
def test_every_shipped_rule_cites_what_it_rests_on(framework: FrameworkContent) -> None:
    for found in framework.catalog.controls():
        if framework.decided_by_rule(found):
            assert framework.citations(found), found.id


def test_the_three_frameworks_are_shipped() -> None:
    assert {framework.id for framework in SHIPPED} >= {"eu_ai_act", "iso_42001", "nist_ai_rmf"}

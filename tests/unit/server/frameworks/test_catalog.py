"""What is read from an OSCAL catalog, and what is said about one that cannot be used."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.frameworks.catalog import DEEPEST_NESTING, MOST_CONTROLS, NAMESPACE, parse_catalog
from server.frameworks.errors import InvalidFramework
from tests.unit.server.frameworks.samples import attested, catalog, control


def problems(document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidFramework) as refusal:
        parse_catalog(document)
    return {problem.field: problem.message for problem in refusal.value.errors}


def test_controls_come_in_document_order_through_nested_groups_and_controls() -> None:
    inner = {"id": "g1.1", "title": "Inner", "controls": [control("c")]}
    group = {
        "id": "g1",
        "title": "Outer",
        "groups": [inner],
        "controls": [control("a", controls=[control("a_1")]), control("b")],
    }
    last = {"id": "g2", "title": "Last", "controls": [control("d")]}
    parsed = parse_catalog({"catalog": catalog(groups=[group, last])})
    assert [found.id for found in parsed.controls()] == ["a", "a_1", "b", "c", "d"]
    assert parsed.groups[0].groups[0].title == "Inner"


def test_a_control_carries_what_the_platform_needs() -> None:
    props = [
        {"name": "label", "value": "Article 9"},
        {"name": "label", "ns": "https://other.example", "value": "not ours"},
        {"name": "decision", "ns": NAMESPACE, "value": "rule"},
        {"name": "evidence-kind", "ns": NAMESPACE, "value": "policy"},
        {"name": "evidence-kind", "ns": NAMESPACE, "value": "policy"},
    ]
    parts = [
        {"name": "statement", "prose": "The duty.", "parts": [{"name": "item", "prose": "(a) its first item."}]},
        {"name": "guidance", "prose": "What to look at."},
    ]
    links = [
        {"href": "https://law.example", "rel": "reference", "text": "Article 9(1)"},
        {"href": "#x", "rel": "related"},
    ]
    (found,) = parse_catalog(catalog(control("a", props=props, parts=parts, links=links))).controls()
    assert (found.label, found.decision, found.evidence_kinds) == ("Article 9", "rule", ("policy",))
    assert found.statement == "The duty.\n(a) its first item."
    assert found.guidance == "What to look at."
    assert found.references == ("Article 9(1)",)


def test_a_catalog_of_another_author_needs_neither_label_nor_decision() -> None:
    (found,) = parse_catalog(catalog(control("a", props=[]))).controls()
    assert (found.label, found.decision, found.evidence_kinds) == ("a", None, ())


def test_every_wrong_place_is_named_at_once() -> None:
    broken = catalog(
        control("Wrong-Id"),
        control("b", title=""),
        {key: value for key, value in control("c").items() if key != "title"},
    )
    assert set(problems(broken)) == {
        "catalog.groups.0.controls.0.id",
        "catalog.groups.0.controls.1.title",
        "catalog.groups.0.controls.2.title",
    }


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({}, "catalog.metadata"),
        ({"catalog": 3}, "catalog"),
        (catalog(groups=[]), "catalog.groups"),
        (catalog(), "catalog.groups"),
        (catalog(control("a"), controls=[control("b")]), "catalog.controls"),
        (catalog(control("a", parts=[])), "catalog.groups.0.controls.0.parts"),
        (catalog(attested("a", "gossip")), "catalog.groups.0.controls.0.props"),
        (catalog(control("a"), control("b"), control("a")), "catalog.groups.0.controls.2.id"),
        (
            catalog(control("a", props=[{"name": "decision", "ns": NAMESPACE, "value": "dice"}])),
            "catalog.groups.0.controls.0.props",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(document: dict[str, Any], field: str) -> None:
    assert field in problems(document)


def test_a_catalog_beyond_all_measure_is_refused() -> None:
    many = catalog(*(control(f"c{number}") for number in range(MOST_CONTROLS + 1)))
    assert str(MOST_CONTROLS) in problems(many)["catalog.groups"]


def test_labels_are_one_line() -> None:
    (found,) = parse_catalog(catalog(control("a", props=[{"name": "label", "value": " Article\n 9 "}]))).controls()
    assert found.label == "Article 9"


def test_the_first_of_two_equal_controls_is_named() -> None:
    message = problems(catalog(control("a"), control("a")))["catalog.groups.0.controls.1.id"]
    assert message == "Control a already stands at catalog.groups.0.controls.0."


@pytest.mark.parametrize("levels", [DEEPEST_NESTING, 5000])
def test_a_catalog_nested_without_end_is_refused(levels: int) -> None:
    group: dict[str, Any] = {"id": "g", "title": "Group", "controls": [control("a")]}
    for _ in range(levels):
        group = {"id": "g", "title": "Group", "groups": [group]}
    assert "deeper" in problems(catalog(groups=[group]))["catalog"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "title", "groups", "controls", "props", "parts", "name", "value"]), inner
        )
    ),
    max_leaves=30,
)


@given(json_values, json_values)
def test_no_catalog_is_met_with_anything_but_a_refusal(groups: object, metadata: object) -> None:
    with pytest.raises(InvalidFramework):
        parse_catalog({"catalog": {"groups": groups, "metadata": metadata}})

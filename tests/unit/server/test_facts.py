"""Facts and their merge patches."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from server.systems.descriptions import fact_vocabulary
from server.systems.facts import FactSection, SystemFacts, stated
from server.systems.service import merged


def test_an_unknown_fact_is_not_stated() -> None:
    facts = SystemFacts.model_validate({"scope": {"eu_market": None}, "risk": {"prioritised": False}})
    assert stated(facts)["risk"] == {"prioritised": False}
    assert stated(facts)["scope"] == {}


def test_a_patch_changes_removes_and_leaves() -> None:
    before = {"risk": {"prioritised": True, "measures_adopted": True}, "data": {"representative": True}}
    patch = {"risk": {"prioritised": None}, "scope": {"eu_market": True}, "data": {"representative": None}}
    assert merged(before, patch) == {"risk": {"measures_adopted": True}, "scope": {"eu_market": True}}
    assert before["risk"]["prioritised"] is True, "what was stored is not changed in place"


@pytest.mark.parametrize(
    "facts",
    [
        {"scope": {"eu_market": "true"}},
        {"scope": {"eu_market": 1}},
        {"scope": {"roles": "provider"}},
        {"risk": {"reviewed_on": 20260101}},
        {"risk": {"reviewed_on": "2026-1-1"}},
        {"risk": {"reviewed_on": "2026-01-01T00:00:00Z"}},
        {"people": {"literacy_coverage_percent": "50"}},
        {"people": {"literacy_coverage_percent": float("nan")}},
        {"scope": {"affected_groups": [" "]}},
        {"scope": None},
    ],
)
def test_facts_of_another_type_are_refused(facts: dict) -> None:
    with pytest.raises(ValidationError):
        SystemFacts.model_validate(facts)


def test_every_fact_has_a_description_and_a_type() -> None:
    described = {section.section: section.facts for section in fact_vocabulary()}
    assert set(described) == set(SystemFacts.model_fields)
    for name, field in SystemFacts.model_fields.items():
        section = field.annotation
        assert isinstance(section, type)
        assert issubclass(section, FactSection)
        assert {fact.name for fact in described[name]} == set(section.model_fields)
        assert all(fact.description for fact in described[name])

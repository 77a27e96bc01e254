"""No rule about plans passes over a value that is unknown until apply, and none breaks on a value that is odd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from infra.policies import engine, gate, rules
from infra.policies.engine import Found
from infra.policies.plans import UNKNOWN

# Rules that ask whether something is stated at all, such as the key of another resource of the plan.
ABOUT_PRESENCE = frozenset(rule.id for rule in rules.rules("terraform") if "terraform.require_present(" in rule.source)


def planted() -> dict[str, Any]:
    (example,) = gate.known_bad("terraform")
    return example


def evaluate(data: Mapping[str, object]) -> dict[str, list[Found]]:
    return engine.engine_of("terraform").evaluate("plan.json", data)


def resources(plan: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((kind, resource) for kind, listed in plan["resources"].items() for resource in listed)


def alone(kind: str, resource: Mapping[str, Any], name: str, value: object) -> dict[str, Any]:
    """A plan with one resource, one value of which is another."""
    return {"resources": {kind: [{**resource, "values": {**resource["values"], name: value}}]}}


def test_a_value_that_breaks_a_rule_is_not_passed_over_when_it_is_unknown() -> None:
    plan = planted()
    by_address = {resource["address"]: (kind, resource) for kind, resource in resources(plan)}
    silent: set[str] = set()
    for rule, found in evaluate(plan).items():
        for entry in found:
            if entry.path and entry.subject.endswith(f".{rule.replace('-', '_')}"):
                kind, resource = by_address[entry.subject]
                if not evaluate(alone(kind, resource, str(entry.path[0]), UNKNOWN))[rule]:
                    silent.add(rule)
    assert silent <= ABOUT_PRESENCE


def test_no_value_breaks_the_evaluation() -> None:
    for kind, resource in resources(planted()):
        for name in resource["values"]:
            for value in (None, [UNKNOWN]):
                evaluate(alone(kind, resource, name, value))

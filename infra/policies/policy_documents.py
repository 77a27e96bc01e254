"""Policies that AWS reads as JSON, taken from the data source that will write them.

A policy that names a resource of the same plan is unknown until apply as a whole. Where it comes from
`aws_iam_policy_document`, the plan still shows its statements, and only single values in them are unknown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

DATA_SOURCE = "aws_iam_policy_document"
UNKNOWN_TEXT = "(unknown until apply)"
"""What stands for a single value: the ARN of a resource of the same plan, most often. It is no wildcard."""


def render(values: Mapping[str, Any], unknown: Mapping[str, bool]) -> str | None:
    """The policy as JSON; None when its statements or what they allow are not known.

    Args:
        values: the data source's values, with `unknown` wherever one is not known.
        unknown: what stands for an unknown value.
    """
    statements = values.get("statement")
    if (
        not isinstance(statements, list)
        or values.get("source_policy_documents")
        or values.get("override_policy_documents")
    ):
        return None
    if any(statement == unknown or _hides_actions(statement, unknown) for statement in statements):
        return None
    return json.dumps({"Statement": [_statement(statement) for statement in statements]})


def _hides_actions(statement: Mapping[str, Any], unknown: Mapping[str, bool]) -> bool:
    parts = [statement.get(name) or [] for name in ("actions", "not_actions")]
    return statement.get("effect") == unknown or any(part == unknown or unknown in part for part in parts)


def _statement(statement: Mapping[str, Any]) -> dict[str, Any]:
    stated: dict[str, Any] = {"Effect": statement.get("effect") or "Allow"}
    for name, key in (("actions", "Action"), ("not_actions", "NotAction"), ("resources", "Resource")):
        if statement.get(name):
            stated[key] = _texts(statement[name])
    stated["Principal"] = {
        str(principal.get("type")): _texts(principal.get("identifiers"))
        for principal in _blocks(statement.get("principals"))
    }
    conditions: dict[str, dict[str, list[str]]] = {}
    for number, condition in enumerate(_blocks(statement.get("condition"))):
        variable = _text(condition.get("variable"))
        # What is compared may be unknown, such as a claim that is called after its issuer: each stays by itself.
        key = f"{variable} {number}" if variable == UNKNOWN_TEXT else variable
        compared = conditions.setdefault(str(condition.get("test")), {}).setdefault(key, [])
        compared.extend(_texts(condition.get("values")))
    return {**stated, "Condition": conditions}


def _blocks(value: object) -> list[Mapping[str, Any]]:
    return [block for block in value if isinstance(block, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [_text(item) for item in value] if isinstance(value, list) else [UNKNOWN_TEXT]


def _text(value: object) -> str:
    return value if isinstance(value, str) else UNKNOWN_TEXT

"""The vocabulary of facts as the console shows it, derived from the models of the facts."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from server.systems.facts import SystemFacts
from server.systems.schemas import FactDescription, FactSectionDescription, FactType


@cache
def fact_vocabulary() -> list[FactSectionDescription]:
    """Every section with its facts, in the order they are declared."""
    return [
        _section(name, field.annotation)
        for name, field in SystemFacts.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    ]


def _section(name: str, model: type[BaseModel]) -> FactSectionDescription:
    schema = model.model_json_schema()
    return FactSectionDescription(
        section=name,
        title=name.replace("_", " ").capitalize(),
        description=schema["description"],
        facts=[_fact(fact, described) for fact, described in schema["properties"].items()],
    )


def _fact(name: str, schema: dict[str, Any]) -> FactDescription:
    stated = next(option for option in schema["anyOf"] if option.get("type") != "null")
    kind, values = _type(stated)
    return FactDescription(name=name, description=schema["description"], type=kind, values=values)


def _type(schema: dict[str, Any]) -> tuple[FactType, list[str] | None]:
    """The type of a fact and the values of its closed list, from its JSON schema."""
    if "enum" in schema:
        return "enum", schema["enum"]
    if schema.get("format") == "date":
        return "date", None
    if schema["type"] == "array":
        return "list", schema["items"].get("enum")
    if schema["type"] == "number":
        return "number", None
    return "boolean", None

"""Which resource an attribute refers to, found in the configuration that a plan carries along.

A configuration knows resources and modules as they are declared, a plan knows their instances. A declared address has
no index: module.data.aws_s3_bucket.evidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_INDEX = re.compile(r"\[[^\]]*\]")
_OF_AWS = re.compile(r"amazonaws\.com|\.aws\b|api\.aws")
_EACH = frozenset({"each", "count"})


@dataclass(frozen=True)
class Declared:
    """A resource as it is declared."""

    modules: tuple[str, ...]
    """Names of the module calls around it, outermost first."""

    type: str
    """Of a data source with `data.` before it."""

    name: str

    @classmethod
    def of(cls, change: Mapping[str, Any]) -> Declared:
        """The declaration of a resource in a plan."""
        modules = _INDEX.sub("", change.get("module_address", ""))
        kind = change["type"] if change["mode"] == "managed" else f"data.{change['type']}"
        return cls(tuple(modules.split(".")[1::2]), kind, change["name"])


@dataclass(frozen=True)
class Instance:
    """A resource in a plan."""

    address: str
    modules: tuple[str, ...]
    """The module calls around it, each with its index."""

    index: str | int | None

    @classmethod
    def of(cls, change: Mapping[str, Any]) -> Instance:
        """The instance that a change is about."""
        module = change.get("module_address", "")
        modules = tuple(re.findall(r"module\.[^.\[]+(?:\[[^\]]*\])?", module))
        return cls(change["address"], modules, change.get("index"))

    def related(self, candidates: Iterable[Instance]) -> Iterator[str]:
        """Those instances of one declaration that a reference from this instance can mean."""
        near = [candidate for candidate in candidates if _compatible(self.modules, candidate.modules)]
        same = [candidate for candidate in near if candidate.index == self.index and self.index is not None]
        yield from (candidate.address for candidate in same or near)


def instances_of(planned: Iterable[Mapping[str, Any]]) -> Mapping[Declared, list[Instance]]:
    """The instances of every declaration."""
    found: dict[Declared, list[Instance]] = defaultdict(list)
    for change in planned:
        found[Declared.of(change)].append(Instance.of(change))
    return found


class Configuration:
    """The configuration in a plan."""

    def __init__(self, configuration: Mapping[str, Any], variables: Mapping[str, Any] | None = None) -> None:
        """Read it.

        Args:
            configuration: what the plan has of it.
            variables: the variables of the root module, as the plan has them.
        """
        self._variables = variables or {}
        self._providers = configuration.get("provider_config", {})
        self._modules: dict[tuple[str, ...], Mapping[str, Any]] = {}
        self._resources: dict[Declared, Mapping[str, Any]] = {}
        self._known: dict[tuple[tuple[str, ...], str], frozenset[Declared]] = {}
        self.calls: dict[tuple[str, ...], Mapping[str, Any]] = {}
        """Module calls, by the names that lead to them."""
        if "root_module" in configuration:
            self._collect((), configuration["root_module"])

    def stated(self, resource: Declared) -> frozenset[str] | None:
        """The attributes and blocks that the configuration of a resource states; None when it is not there."""
        found = self._resources.get(resource)
        return None if found is None else frozenset(found.get("expressions", {}))

    def references(self, resource: Declared) -> dict[str, frozenset[Declared]]:
        """The resources that each attribute or block of a resource refers to."""
        found = self._resources.get(resource, {})
        each = list(_references(found.get("for_each_expression")))
        resolved: dict[str, frozenset[Declared]] = {}
        for name, expression in found.get("expressions", {}).items():
            given = list(_references(expression))
            if any(reference.split(".")[0] in _EACH for reference in given):
                given += each
            if targets := self._resolve_all(resource.modules, given):
                resolved[name] = targets
        return resolved

    def outside_aws(self, resource: Declared) -> bool:
        """Whether a resource with the interface of S3 is made in another store, such as MinIO.

        What is not known of its endpoint counts as AWS, for which the rules are stricter.
        """
        provider = self._providers.get(self._resources.get(resource, {}).get("provider_config_key"), {})
        endpoints = provider.get("expressions", {}).get("endpoints", [])
        stated = [self._text(block["s3"]) for block in endpoints if isinstance(block, dict) and "s3" in block]
        return bool(stated) and all(text and not _OF_AWS.search(text) for text in stated)

    def called_modules(self) -> list[dict[str, str]]:
        """Every module call: where it is, what it calls, in which version."""
        return [
            {
                "address": ".".join(f"module.{name}" for name in names),
                "source": call.get("source", ""),
                "version": call.get("version_constraint", ""),
            }
            for names, call in self.calls.items()
        ]

    def providers(self) -> list[dict[str, str]]:
        """Every provider that is named, with the versions that are allowed."""
        return [
            {"name": provider.get("full_name", name), "version": provider.get("version_constraint", "")}
            for name, provider in self._providers.items()
            if not provider.get("module_address")
        ]

    def _text(self, expression: Mapping[str, Any]) -> str | None:
        """The text of an expression: a constant, or a variable of the root module."""
        match expression:
            case {"constant_value": str(text)}:
                return text
            case {"references": [str(name)]} if name.startswith("var."):
                value = self._variables.get(name.removeprefix("var."), {}).get("value")
                return value if isinstance(value, str) else None
            case _:
                return None

    def _collect(self, names: tuple[str, ...], module: Mapping[str, Any]) -> None:
        self._modules[names] = module
        for resource in module.get("resources", []):
            kind = resource["type"] if resource["mode"] == "managed" else f"data.{resource['type']}"
            self._resources[Declared(names, kind, resource["name"])] = resource
        for name, call in module.get("module_calls", {}).items():
            self.calls[*names, name] = call
            self._collect((*names, name), call.get("module", {}))

    def _resolve_all(self, names: tuple[str, ...], references: Iterable[str]) -> frozenset[Declared]:
        return frozenset().union(*(self._resolve(names, reference) for reference in references))

    def _resolve(self, names: tuple[str, ...], reference: str) -> frozenset[Declared]:
        """The resources that a reference inside a module leads to."""
        parts = _INDEX.sub("", reference).split(".")
        key = (names, ".".join(parts[:3]))
        if key not in self._known:
            self._known[key] = frozenset()  # a reference that leads to itself ends here
            self._known[key] = self._follow(names, parts)
        return self._known[key]

    def _follow(self, names: tuple[str, ...], parts: list[str]) -> frozenset[Declared]:
        match parts:
            case ["var", name, *_] if names:
                call = self.calls[names]
                given = list(_references(call.get("expressions", {}).get(name)))
                if any(reference.split(".")[0] in _EACH for reference in given):
                    given += list(_references(call.get("for_each_expression")))
                return self._resolve_all(names[:-1], given)
            case ["module", name, output, *_]:
                called = self._modules.get((*names, name), {})
                expression = called.get("outputs", {}).get(output, {}).get("expression")
                return self._resolve_all((*names, name), _references(expression))
            case ["data", kind, name, *_]:
                source = Declared(names, f"data.{kind}", name)
                return frozenset({source}) if source in self._resources else frozenset()
            case [kind, name, *_]:
                resource = Declared(names, kind, name)
                return frozenset({resource}) if resource in self._resources else frozenset()
            case _:
                return frozenset()


def _references(expression: object) -> Iterator[str]:
    """All that an expression, or the expressions of a block, refer to."""
    if isinstance(expression, list):
        for part in expression:
            yield from _references(part)
    elif isinstance(expression, dict):
        for name, part in expression.items():
            if name == "references" and isinstance(part, list):
                yield from (reference for reference in part if isinstance(reference, str))
            else:
                yield from _references(part)


def _compatible(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two places lie in the same instances of the modules they share."""
    for our, their in zip(ours, theirs, strict=False):
        if our == their:
            continue
        return _INDEX.sub("", our) != _INDEX.sub("", their)
    return True

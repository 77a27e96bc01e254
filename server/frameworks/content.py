"""The content of one framework version: catalog, rules and library, checked against each other, with its digest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from server.canonical import canonical_json, sha256_hex
from server.errors import FieldProblem
from server.frameworks.catalog import Catalog, Control, parse_catalog
from server.frameworks.errors import InvalidFramework

DIRECTORY = Path(__file__).parent
SHARED_LIBRARY = DIRECTORY / "library"
SHIPPED = DIRECTORY / "catalogs"
TEST_SUFFIX = "_test"
"""Stem ending of modules that test rules. They are never part of a framework's content."""

LONGEST_MODULE = 256 * 1024
"""Characters a Rego module may have."""

FRAMEWORK_ID_PATTERN = r"^[a-z][a-z0-9_]{1,40}$"
MODULE_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")


@dataclass(frozen=True)
class FrameworkContent:
    """What a framework consists of. Two contents with the same digest decide every system alike."""

    id: str
    document: Mapping[str, Any]
    rules: Mapping[str, str]
    library: Mapping[str, str]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON of everything that can change a decision, the shared library included."""
        return sha256_hex(
            canonical_json({"id": self.id, "catalog": self.document, "rules": self.rules, "library": self.library})
        )

    @cached_property
    def catalog(self) -> Catalog:
        """The parsed catalog."""
        return parse_catalog(self.document)

    def decided_by_rule(self, control: Control) -> bool:
        """Whether a rule decides the control; otherwise an auditor's attestation does."""
        return control.id in self.rules

    def citations(self, control: Control) -> list[str]:
        """What the control rests on: the references of the catalog, then those its rule names."""
        return list(dict.fromkeys([*control.references, *related_resources(self.rules.get(control.id, ""))]))


def framework_content(
    framework_id: str, catalog: Mapping[str, Any], rules: Mapping[str, str], library: Mapping[str, str]
) -> FrameworkContent:
    """The content of a framework, its own library joined with the shared one.

    Raises:
        InvalidFramework: the id, the catalog, a name or the assignment of rules to controls is wrong.
    """
    shared = shared_library()
    content = FrameworkContent(
        id=framework_id, document=catalog.get("catalog", catalog), rules=dict(rules), library={**library, **shared}
    )
    problems = [*_name_problems(framework_id, rules, library, shared), *_decision_problems(content)]
    if problems:
        raise InvalidFramework(problems)
    return content


def shared_library() -> dict[str, str]:
    """The Rego modules that every framework may import, by name."""
    return _modules(SHARED_LIBRARY)


def shipped_frameworks() -> list[FrameworkContent]:
    """The frameworks that come with the platform, read from disk.

    Raises:
        InvalidFramework: a shipped framework cannot be used.
    """
    return [_read(path.parent) for path in sorted(SHIPPED.glob("*/catalog.json"))]


def related_resources(rule: str) -> list[str]:
    """The descriptions of the related_resources in the METADATA comment of a rule; empty when it has none."""
    header = re.search(r"^# METADATA\n((?:#.*\n)+)", rule, re.MULTILINE)
    if header is None:
        return []
    try:
        metadata = yaml.safe_load(re.sub(r"^# ?", "", header.group(1), flags=re.MULTILINE))
    except yaml.YAMLError:
        return []
    resources = metadata.get("related_resources") if isinstance(metadata, dict) else None
    if not isinstance(resources, list):
        return []
    named = (entry.get("description") or entry.get("ref") if isinstance(entry, dict) else entry for entry in resources)
    return [text for text in named if isinstance(text, str)]


def _read(directory: Path) -> FrameworkContent:
    return framework_content(
        directory.name,
        json.loads((directory / "catalog.json").read_text()),
        _modules(directory / "rules"),
        _modules(directory / "library"),
    )


def _modules(directory: Path) -> dict[str, str]:
    return {
        path.stem: path.read_text() for path in sorted(directory.glob("*.rego")) if not path.stem.endswith(TEST_SUFFIX)
    }


def _name_problems(
    framework_id: str, rules: Mapping[str, str], library: Mapping[str, str], shared: Mapping[str, str]
) -> Iterator[FieldProblem]:
    if not re.fullmatch(FRAMEWORK_ID_PATTERN, framework_id):
        yield FieldProblem(field="id", message=f"A framework id matches {FRAMEWORK_ID_PATTERN}.")
    for name in library:
        if not MODULE_NAME.fullmatch(name) or name.endswith(TEST_SUFFIX):
            yield FieldProblem(
                field=f"library.{name}",
                message=f"A module name matches {MODULE_NAME.pattern} and does not end in {TEST_SUFFIX}.",
            )
        if name in shared:
            yield FieldProblem(field=f"library.{name}", message="The platform provides this module; choose a new name.")
    for place, modules in (("rules", rules), ("library", library)):
        for name, text in modules.items():
            if len(text) > LONGEST_MODULE:
                yield FieldProblem(field=f"{place}.{name}", message=f"Longer than {LONGEST_MODULE} characters.")


def _decision_problems(content: FrameworkContent) -> Iterator[FieldProblem]:
    controls = {control.id: control for control in content.catalog.controls()}
    for name in content.rules:
        if name not in controls:
            yield FieldProblem(field=f"rules.{name}", message=f"The catalog has no control {name}.")
    for control in controls.values():
        if control.decision == "rule" and control.id not in content.rules:
            yield FieldProblem(
                field=f"rules.{control.id}", message=f"The catalog says a rule decides {control.id}; none was given."
            )
        if control.decision == "attestation" and control.id in content.rules:
            yield FieldProblem(
                field=f"rules.{control.id}",
                message=f"The catalog says an attestation decides {control.id}; leave the rule out or change it.",
            )

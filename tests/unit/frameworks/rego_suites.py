"""Finds the shipped frameworks and their Rego tests, and runs a test under both engines."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regorus
from opa_bindings import OpaEngine, OpaUndefinedError

FRAMEWORKS = Path(__file__).parents[3] / "server" / "frameworks"
LIBRARY = sorted((FRAMEWORKS / "library").glob("*.rego"))
TEST_NAME = re.compile(r"^(test_\w+)\s+(?:if|:=)", re.MULTILINE)


@dataclass(frozen=True)
class FrameworkFiles:
    """The files of one shipped framework."""

    directory: Path

    @property
    def id(self) -> str:
        return self.directory.name

    def catalog(self) -> dict:
        return json.loads((self.directory / "catalog.json").read_text())["catalog"]

    def modules(self) -> list[Path]:
        """Every module the tests need: shared library, own library, rules and tests."""
        return [*LIBRARY, *sorted(self.directory.glob("library/*.rego")), *sorted(self.directory.glob("rules/*.rego"))]

    def rules(self) -> dict[str, Path]:
        paths = sorted(self.directory.glob("rules/*.rego"))
        return {path.stem: path for path in paths if not path.stem.endswith("_test")}

    def tests_of(self, control_id: str) -> Path:
        return self.directory / "rules" / f"{control_id}_test.rego"


def shipped_frameworks() -> list[FrameworkFiles]:
    return [FrameworkFiles(path.parent) for path in sorted(FRAMEWORKS.glob("catalogs/*/catalog.json"))]


def controls(group: dict) -> list[dict]:
    """All controls of a catalog or group, nested groups included."""
    nested = [control for inner in group.get("groups", []) for control in controls(inner)]
    return group.get("controls", []) + nested


def tests_in(path: Path) -> list[str]:
    return TEST_NAME.findall(path.read_text())


@cache
def _regorus(framework: FrameworkFiles) -> regorus.Engine:
    engine = regorus.Engine()
    for path in framework.modules():
        engine.add_policy(str(path), path.read_text())
    return engine


@cache
def _opa(framework: FrameworkFiles) -> OpaEngine:
    engine = OpaEngine()
    for path in framework.modules():
        engine.add_policy(str(path.relative_to(FRAMEWORKS)), path.read_text())
    return engine


def run_in_regorus(framework: FrameworkFiles, control_id: str, test: str) -> object:
    engine = _regorus(framework).clone()
    query = f"data.syndic.frameworks.{framework.id}.{control_id}_test.{test}"
    return json.loads(engine.eval_rule_as_json(query))


def run_in_opa(framework: FrameworkFiles, control_id: str, test: str) -> object:
    try:
        return _opa(framework).eval_document(f"syndic.frameworks.{framework.id}.{control_id}_test.{test}", {})
    except OpaUndefinedError:
        return None

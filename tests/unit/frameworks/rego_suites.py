"""Finds the shipped frameworks and their Rego tests, and runs a test under both engines."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import regorus
from opa_bindings import OpaEngine

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

    def library(self) -> list[Path]:
        return sorted(self.directory.glob("library/*.rego"))

    def modules(self, control_id: str) -> list[Path]:
        """What the tests of one control need, as an execution loads it: the libraries and the rule, and its tests."""
        return [*LIBRARY, *self.library(), self.rules()[control_id], self.tests_of(control_id)]

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


def names_of_tests(path: Path) -> list[str]:
    return TEST_NAME.findall(path.read_text())


def run_in_regorus(framework: FrameworkFiles, control_id: str, tests: list[str]) -> dict[str, object]:
    """What each test of a control evaluates to."""
    engine = regorus.Engine()
    for path in framework.modules(control_id):
        engine.add_policy(str(path), path.read_text())
    package = f"data.syndic.frameworks.{framework.id}.{control_id}_test"
    return {test: json.loads(engine.clone().eval_rule_as_json(f"{package}.{test}")) for test in tests}


def run_in_opa(framework: FrameworkFiles, control_id: str, tests: list[str]) -> dict[str, object]:
    """What each test of a control evaluates to; None when it is undefined."""
    engine = OpaEngine()
    try:
        for path in framework.modules(control_id):
            engine.add_policy(str(path.relative_to(FRAMEWORKS)), path.read_text())
        package = f"syndic.frameworks.{framework.id}.{control_id}_test"
        document = engine.eval_document(package, {})
    finally:
        engine.close()
    return {test: document.get(test) for test in tests}

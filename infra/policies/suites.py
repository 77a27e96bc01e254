"""The tests of the rules, written in Rego beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
import regorus

from infra.policies import rules
from infra.policies.rules import FOLDER, PACKAGE, SUBJECTS, TEST_SUFFIX, Rule

TEST_NAME = re.compile(r"^(test_\w+) if\b", re.MULTILINE)


@dataclass(frozen=True, order=True)
class TestResult:
    """How one test ended."""

    about: str
    """Id of the rule, or the library."""

    test: str
    passed: bool


def test_file(rule: Rule) -> str:
    """Where the tests of a rule are, from the folder of the policies."""
    return rule.file.removesuffix(".rego") + f"{TEST_SUFFIX}.rego"


def tests_of(subject: str) -> Iterator[tuple[str, str, str]]:
    """Every test about a subject: the rule or library it is about, its package, and its name."""
    for rule in rules.rules(subject):
        yield from ((rule.id, f"{rule.package}{TEST_SUFFIX}", test) for test in _names(FOLDER / test_file(rule)))
    about = f"library.{subject}"
    names = _names(FOLDER / "library" / f"{subject}{TEST_SUFFIX}.rego")
    yield from ((about, f"{PACKAGE}.{about}{TEST_SUFFIX}", test) for test in names)


def modules(subject: str) -> Iterator[tuple[str, str]]:
    """Every Rego module that tests about a subject need: libraries, rules and tests."""
    for folder in ("library", subject):
        for path in sorted((FOLDER / folder).glob("*.rego")):
            yield f"{folder}/{path.name}", path.read_text(encoding="utf-8")


def run(subjects: Sequence[str] = SUBJECTS) -> list[TestResult]:
    """Run the tests of every rule about the subjects."""
    return sorted(result for subject in subjects for result in _run(subject))


def _run(subject: str) -> Iterator[TestResult]:
    engine = regorus.Engine()
    for name, source in modules(subject):
        engine.add_policy(name, source)
    for about, package, test in tests_of(subject):
        answer = orjson.loads(engine.eval_rule_as_json(f"data.{package}.{test}"))
        yield TestResult(about, test, answer is True)


def _names(path: Path) -> list[str]:
    return TEST_NAME.findall(path.read_text(encoding="utf-8")) if path.exists() else []

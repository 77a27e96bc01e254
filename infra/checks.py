"""The registry of static checks: an area adds its own by a module `checks` that holds a tuple CHECKS.

`syndic check` finds those modules by name, so that areas need not know each other and no list is kept.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import infra
from infra.findings import Finding
from infra.tree import Tree


@dataclass(frozen=True)
class Check:
    """One static check: looks at the files of a checkout, changes nothing, runs no process of the platform."""

    name: str
    """What it looks at, in a few words."""

    rules: Mapping[str, str]
    """Every rule it can find broken: id, and what holds when it is kept, as a sentence."""

    run: Callable[[Tree], Iterable[Finding]]


class UndeclaredRuleError(Exception):
    """A check found something under a rule that it does not declare: a defect of the check."""

    def __init__(self, check: Check, finding: Finding) -> None:
        super().__init__(f"The check '{check.name}' does not declare the rule {finding.rule}. Add it to its rules.")


def discover() -> list[Check]:
    """Every check of every area, in order of the areas' names."""
    found: list[Check] = []
    for area in sorted(pkgutil.iter_modules(infra.__path__), key=lambda module: module.name):
        name = f"infra.{area.name}.checks"
        if area.ispkg and importlib.util.find_spec(name) is not None:
            found.extend(importlib.import_module(name).CHECKS)
    return found


def rules_of(checks: Sequence[Check]) -> dict[str, str]:
    """The rules of several checks, by id."""
    return {rule: sentence for check in checks for rule, sentence in check.rules.items()}


def run(checks: Sequence[Check], tree: Tree) -> list[Finding]:
    """What the checks find in a tree, in order of file and line.

    Raises:
        UndeclaredRuleError: a check broke the rule for checks.
    """
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda check: list(check.run(tree)), checks))
    for check, findings in zip(checks, results, strict=True):
        for finding in findings:
            if finding.rule not in check.rules:
                raise UndeclaredRuleError(check, finding)
    return sorted({finding for findings in results for finding in findings})

"""The checks of the policies, for the registry of static checks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from infra.checks import Check
from infra.errors import OperatorError
from infra.findings import Finding
from infra.policies import documentation, waivers
from infra.policies.errors import RuleMetadataError
from infra.policies.rules import SUBJECTS, TEST_SUFFIX, Rule, read_rule
from infra.policies.suites import TEST_NAME
from infra.tree import Tree

FOLDER = "infra/policies"
WAIVERS = f"{FOLDER}/waivers.yaml"

RULES = {
    "policy-metadata": "Every rule says what it wants, why, how severe it is, what to do and which controls it serves.",
    "policy-duplicate": "No two rules have one id.",
    "policy-tests": "Every rule has a test that finds a violation and one that finds none.",
    "policy-waiver": "Every waiver has an owner, a reason and an end within a year, and names a rule that exists.",
    "policy-waiver-expired": "No waiver has expired.",
}

_VIOLATES = re.compile(r"given\.violates\(")
_PASSES = re.compile(r"count\(\w+\) == 0")


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    found: dict[str, str] = {}
    for subject in SUBJECTS:
        for file in tree.matching(f"{FOLDER}/{subject}/*.rego"):
            if PurePosixPath(file).stem.endswith(TEST_SUFFIX):
                continue
            try:
                rule = read_rule(subject, file, tree.text(file))
            except RuleMetadataError as error:
                yield Finding(file, 1, "policy-metadata", f"{error.reason}.", "docs/guides/policies.md shows one.")
                continue
            if rule.id in found:
                why = f"{found[rule.id]} has the same id, and findings and waivers name rules by it."
                yield Finding(file, 1, "policy-duplicate", why, "Give one of the two another name.")
            found[rule.id] = file
            yield from _tests(tree, rule)
    yield from _waivers(tree, frozenset(found))


def _tests(tree: Tree, rule: Rule) -> Iterator[Finding]:
    file = rule.file.removesuffix(".rego") + f"{TEST_SUFFIX}.rego"
    text = tree.text(file) if file in tree.names else ""
    missing = [
        name
        for name, kept in (
            ("a violation", TEST_NAME.search(text) and _VIOLATES.search(text)),
            ("nothing", TEST_NAME.search(text) and _PASSES.search(text)),
        )
        if not kept
    ]
    if missing:
        why = f"No test has the rule find {' or '.join(missing)}, so nobody knows whether it would."
        yield Finding(rule.file, 1, "policy-tests", why, f"Add it to {file}.")


def _waivers(tree: Tree, known: frozenset[str]) -> Iterator[Finding]:
    if WAIVERS not in tree.names:
        return
    today = datetime.datetime.now(datetime.UTC).date()
    try:
        stated = waivers.read(tree.path(WAIVERS), today, known)
    except OperatorError as error:
        yield Finding(WAIVERS, 1, "policy-waiver", str(error), "Correct the waiver.")
        return
    for waiver in stated.waivers:
        if waiver.expired(today):
            why = f"The waiver of {waiver.rule} for {waiver.subject} ended on {waiver.expires} and counts no more."
            fix = f"Keep the rule, or have {waiver.owner} decide again."
            yield Finding(WAIVERS, _line(tree, waiver.rule), "policy-waiver-expired", why, fix)


def _line(tree: Tree, rule: str) -> int:
    return next((n for n, line in enumerate(tree.lines(WAIVERS), start=1) if line.endswith(f"rule: {rule}")), 1)


CHECKS = (
    Check("rules of the policy gate", RULES, check),
    Check("page of the policy gate", documentation.RULES, documentation.check),
)

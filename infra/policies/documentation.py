"""Generates docs/policies.md from what the rules say about themselves, so that the two cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from infra import generated_files
from infra.findings import Finding
from infra.policies import rules
from infra.policies.gate import FEWEST
from infra.policies.rules import SUBJECTS, Rule
from infra.tree import Tree

FILE = "docs/policies.md"
RULES = {"policy-docs-drift": f"{FILE} says what the rules in infra/policies say about themselves."}

HEADING = """\
# Rules of the policy gate

<!-- Generated from infra/policies by `syndic policy docs`. Change the rules, then generate again. -->

What each rule wants, why, and what to do. How to run them, waive one or write one: [Policies](guides/policies.md).

Severities are critical, high, medium and low; every violation shuts the gate whatever its severity. Where "unknown" is
"blocks", a value that is unknown until apply shuts it too; elsewhere it is shown. Controls are those of NIST SP 800-53
revision 5 and of ISO/IEC 27001:2022, Annex A.
"""
TITLES = {
    "terraform": "Terraform plans",
    "kubernetes": "Kubernetes manifests",
    "containers": "Dockerfiles",
    "pipelines": "GitHub workflows",
}


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree; a tree without policies needs no page about them."""
    if not any(tree.matching("infra/policies/*/*.rego")):
        return
    line = generated_files.first_difference(tree, FILE, render())
    if line is not None:
        why = "The page differs from what the rules say, so readers would be told of rules that do not exist."
        yield Finding(FILE, line, "policy-docs-drift", why, "Run `syndic policy docs`.")


def write(root: Path) -> bool:
    """Write the page; whether anything changed."""
    return bool(generated_files.write(root, {FILE: render()}))


def render() -> str:
    """The page.

    Raises:
        RuleMetadataError: a rule does not say what it must.
    """
    parts = [HEADING]
    for subject in SUBJECTS:
        given = rules.rules(subject)
        parts.append(
            f"## {TITLES[subject]}\n\n{len(given)} rules. The gate judges nothing with fewer than {FEWEST[subject]}.\n"
        )
        parts += [_entry(rule) for rule in given]
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    metadata = rule.metadata
    custom = metadata.custom
    unknown = " · unknown blocks" if custom.unknown == "block" else ""
    controls = ", ".join([*custom.controls.nist_800_53, *custom.controls.iso_27001])
    return (
        f"### {rule.id}\n\n**{metadata.title}.** {metadata.description}\n\n"
        f"{custom.severity}{unknown} · {controls}\n\n{custom.fix}\n"
    )

"""The file of rules that is made from slo.yaml and the environments, and whether it still is what they make."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from infra import generated_files
from infra.errors import OperatorError
from infra.findings import Finding
from infra.monitoring import burn_rates, objectives
from infra.monitoring.rules import FOLDER
from infra.tree import Tree

FILE = f"{FOLDER}/objectives.yaml"
RULES = {
    "objectives-invalid": f"{objectives.FILE} has the form of objectives, and environments state what it refers to.",
    "objectives-drift": f"{FILE} is what `syndic monitoring build` makes of {objectives.FILE} and the environments.",
}
HEADING = f"""\
# Generated from {objectives.FILE} and infra/environments by `syndic monitoring build`. Change those, then build again.
"""


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree; a tree without objectives needs no rules of them."""
    if objectives.FILE not in tree.names:
        return
    try:
        line = generated_files.first_difference(tree, FILE, render(tree))
    except OperatorError as error:
        yield Finding(objectives.FILE, 1, "objectives-invalid", str(error), "Correct it, then build again.")
        return
    if line is not None:
        why = "The rules are not those of the objectives, so alerts watch over another promise than the one made."
        yield Finding(FILE, line, "objectives-drift", why, "Run `syndic monitoring build`.")


def write(tree: Tree) -> bool:
    """Write the file; whether anything changed.

    Raises:
        OperatorError: the objectives or the environments cannot be used.
    """
    return bool(generated_files.write(tree.root, {FILE: render(tree)}))


def render(tree: Tree) -> str:
    """The text of the file.

    Raises:
        OperatorError: the objectives or the environments cannot be used.
    """
    made = burn_rates.rules(objectives.read(tree))
    return HEADING + yaml.safe_dump(made, sort_keys=False, width=110)

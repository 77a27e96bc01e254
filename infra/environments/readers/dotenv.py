"""Reads dotenv files. Values are taken as they stand: nothing is interpolated."""

from __future__ import annotations

import re

from infra.environments.readers.consumer import Variable
from infra.tree import Tree

_ASSIGNMENT = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?P<value>.*?)\s*$")


def read(tree: Tree, file: str) -> list[Variable]:
    """The variables a dotenv file assigns."""
    found: list[Variable] = []
    for number, line in enumerate(tree.lines(file), start=1):
        if match := _ASSIGNMENT.match(line):
            found.append(Variable(file, number, match["name"], _unquoted(match["value"])))
    return found


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value

"""Reads GitHub workflows: the variables that the workflow, its jobs, steps and services set."""

from __future__ import annotations

from collections.abc import Iterator

from infra.environments.declarations import as_text
from infra.environments.readers.consumer import Consumer, Variable
from infra.located_yaml import Document, YamlPath
from infra.tree import Tree

PATTERNS = (".github/workflows/*.y*ml", ".github/actions/*.y*ml")


def read(tree: Tree) -> Iterator[Consumer]:
    """Every place of every workflow that sets variables.

    Raises:
        UnreadableYamlError: a file is not YAML.
    """
    for file in tree.matching(*PATTERNS):
        for document in tree.documents(file):
            for path, environment in _environments(document.data, ()):
                yield Consumer(
                    file=file,
                    line=document.line(path),
                    name=".".join(str(part) for part in path),
                    process=None,
                    variables=tuple(_variables(file, document, path, environment)),
                    complete=False,
                )


def _environments(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, dict[str, object]]]:
    """Every mapping under a key `env`, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "env" and isinstance(inner, dict):
                yield (*path, key), inner
            else:
                yield from _environments(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _environments(inner, (*path, position))


def _variables(file: str, document: Document, path: YamlPath, environment: dict[str, object]) -> Iterator[Variable]:
    for name, value in environment.items():
        text = "" if value is None else as_text(value)
        yield Variable(file, document.line((*path, name)), name, None if "${{" in text else text)

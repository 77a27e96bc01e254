"""Reads the generators of kustomizations: ConfigMaps and Secrets made from literals and dotenv files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from infra.environments.readers import dotenv
from infra.environments.readers.consumer import Variable
from infra.located_yaml import Document
from infra.tree import Tree

KINDS = ("configMapGenerator", "secretGenerator")


def generated(tree: Tree, file: str, document: Document) -> Iterator[tuple[str, str, list[Variable]]]:
    """Every generator of a kustomization: its kind, the name of the object, and the object's entries."""
    for kind in KINDS:
        for position, generator in enumerate(document.data.get(kind) or []):
            name = str(generator.get("name", ""))
            yield kind, name, list(_entries(tree, file, document, kind, position, generator))


def _entries(
    tree: Tree, file: str, document: Document, kind: str, position: int, generator: dict[str, Any]
) -> Iterator[Variable]:
    for item, literal in enumerate(generator.get("literals") or []):
        name, _, value = str(literal).partition("=")
        yield Variable(file, document.line((kind, position, "literals", item)), name, value)
    for path in [*(generator.get("envs") or []), *([generator["env"]] if "env" in generator else [])]:
        source = (PurePosixPath(file).parent / str(path)).as_posix()
        if source in tree.names:
            yield from dotenv.read(tree, source)

"""Reads kustomizations: ConfigMaps and Secrets they generate, and patches they hold as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from infra.environments.readers import dotenv
from infra.environments.readers.consumer import Variable
from infra.located_yaml import Document, items_of, mapping_of, read_documents
from infra.tree import Tree

KINDS = ("configMapGenerator", "secretGenerator")


def generated(tree: Tree, file: str, document: Document) -> Iterator[tuple[str, str, list[Variable]]]:
    """Every generator of a kustomization: its kind, the name of the object, and the object's entries."""
    for kind in KINDS:
        for position, item in enumerate(items_of(document.data.get(kind))):
            generator = mapping_of(item)
            name = str(generator.get("name", ""))
            yield kind, name, list(_entries(tree, file, document, kind, position, generator))


def inline_patches(file: str, document: Document) -> Iterator[Document]:
    """The strategic merge patches that a kustomization holds as text, with the lines they have in its file."""
    for position, item in enumerate(items_of(document.data.get("patches"))):
        text = mapping_of(item).get("patch")
        if not isinstance(text, str):
            continue
        # A block of text begins on the line after its key.
        before = document.line(("patches", position, "patch"))
        for patch in read_documents(text, file):
            yield Document(patch.data, {path: line + before for path, line in patch.lines.items()}, patch.duplicates)


def _entries(
    tree: Tree, file: str, document: Document, kind: str, position: int, generator: dict[str, Any]
) -> Iterator[Variable]:
    for item, literal in enumerate(items_of(generator.get("literals"))):
        name, _, value = str(literal).partition("=")
        yield Variable(file, document.line((kind, position, "literals", item)), name, value)
    for path in [*items_of(generator.get("envs")), *([generator["env"]] if "env" in generator else [])]:
        source = (PurePosixPath(file).parent / str(path)).as_posix()
        if source in tree.names:
            yield from dotenv.read(tree, source)

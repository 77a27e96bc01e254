"""Reads kustomizations: ConfigMaps and Secrets they generate, and patches they hold as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from infra.environments.readers import dotenv
from infra.environments.readers.consumer import Variable
from infra.located_yaml import Document, read_documents
from infra.tree import Tree

KINDS = ("configMapGenerator", "secretGenerator")


def generated(tree: Tree, file: str, document: Document) -> Iterator[tuple[str, str, list[Variable]]]:
    """Every generator of a kustomization: its kind, the name of the object, and the object's entries."""
    for kind in KINDS:
        for position, generator in enumerate(document.data.get(kind) or []):
            name = str(generator.get("name", ""))
            yield kind, name, list(_entries(tree, file, document, kind, position, generator))


def inline_patches(file: str, document: Document) -> Iterator[Document]:
    """The strategic merge patches that a kustomization holds as text, with the lines they have in its file."""
    for position, item in enumerate(document.data.get("patches") or []):
        text = item.get("patch") if isinstance(item, dict) else None
        if not isinstance(text, str):
            continue
        # A block of text begins on the line after its key.
        before = document.line(("patches", position, "patch"))
        for patch in read_documents(text, file):
            yield Document(patch.data, {path: line + before for path, line in patch.lines.items()}, patch.duplicates)


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

"""Reads Compose files: the services and the variables they are given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from infra.environments.declarations import as_text
from infra.environments.readers import dotenv
from infra.environments.readers.consumer import Consumer, Variable, process_of, words_of
from infra.located_yaml import Document, mapping_of
from infra.tree import Tree

PATTERNS = ("compose*.y*ml", "docker-compose*.y*ml", "*/compose*.y*ml", "*/docker-compose*.y*ml")

_INTERPOLATED = re.compile(r"\$(?:\{\w+(?::?(?P<operator>[-?+])(?P<operand>.*))?\}|\w+)")


def read(tree: Tree) -> Iterator[Consumer]:
    """Every service of every Compose file.

    Raises:
        UnreadableYamlError: a file is not YAML.
    """
    for file in tree.matching(*PATTERNS):
        for document in tree.documents(file):
            for name, service in mapping_of(mapping_of(document.data).get("services")).items():
                if isinstance(service, dict):
                    yield _service(tree, file, document, name, service)


def written_value(text: str) -> str | None:
    """What a value is when nothing is set outside the file; None when that decides it."""
    match = _INTERPOLATED.fullmatch(text)
    if match:
        return (match["operand"] or None) if match["operator"] == "-" else None
    return None if _INTERPOLATED.search(text.replace("$$", "")) else text


def _service(tree: Tree, file: str, document: Document, name: str, service: dict[str, Any]) -> Consumer:
    target = str(mapping_of(service.get("build")).get("target", ""))
    command = [*words_of(service.get("entrypoint")), *words_of(service.get("command"))]
    from_files, complete = _env_files(tree, file, service.get("env_file"))
    return Consumer(
        file=file,
        line=document.line(("services", name)),
        name=name,
        process=process_of(command, target, name),
        variables=(*_environment(file, document, name, service.get("environment")), *from_files),
        complete=complete and "extends" not in service,
    )


def _environment(file: str, document: Document, service: str, environment: object) -> Iterator[Variable]:
    path = ("services", service, "environment")
    if isinstance(environment, dict):
        for name, value in environment.items():
            written = None if value is None else written_value(as_text(value))
            yield Variable(file, document.line((*path, name)), name, written)
    elif isinstance(environment, list):
        for position, item in enumerate(environment):
            name, separator, value = str(item).partition("=")
            yield Variable(file, document.line((*path, position)), name, written_value(value) if separator else None)


def _env_files(tree: Tree, file: str, stated: object) -> tuple[list[Variable], bool]:
    """The variables of the tracked files a service reads, and whether all its files are tracked."""
    found: list[Variable] = []
    complete = True
    for item in stated if isinstance(stated, list) else [stated] if stated else []:
        path = item.get("path") if isinstance(item, dict) else item
        name = (PurePosixPath(file).parent / str(path)).as_posix()
        if name in tree.names:
            found.extend(dotenv.read(tree, name))
        else:
            complete = False
    return found, complete

"""YAML as plain data that still knows the line each value stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from infra.errors import UnreadableYamlError

YamlPath = tuple[str | int, ...]
"""Keys and positions that lead from the root of a document to a value."""


@dataclass(frozen=True)
class Document:
    """One YAML document."""

    data: Any
    lines: dict[YamlPath, int]
    """Line of each key and item, from 1."""

    duplicates: list[tuple[str, int]] = field(default_factory=list)
    """Keys stated twice in one mapping, with the line of the second."""

    def line(self, path: YamlPath) -> int:
        """The line of a value, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_documents(text: str, name: str) -> list[Document]:
    """Every document of a file; anchors and merge keys are resolved.

    Raises:
        UnreadableYamlError: the text is not YAML.
    """
    loader = yaml.CSafeLoader(text)
    try:
        documents: list[Document] = []
        while loader.check_node():
            reader = _Reader(loader)
            node = loader.get_node()
            if node is None:
                break
            documents.append(Document(reader.convert(node, ()), reader.lines, reader.duplicates))
        return documents
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableYamlError(name, line, error.problem or "its structure is broken") from error
    except yaml.YAMLError as error:
        raise UnreadableYamlError(name, 1, "it holds a character YAML does not allow") from error
    finally:
        loader.dispose()


class _Reader:
    """Turns the nodes of one document into data and lines."""

    def __init__(self, loader: yaml.CSafeLoader) -> None:
        self._loader = loader
        self.lines: dict[YamlPath, int] = {}
        self.duplicates: list[tuple[str, int]] = []
        self._open: set[int] = set()
        self._flattened: set[int] = set()

    def convert(self, node: yaml.Node, path: YamlPath) -> Any:  # noqa: ANN401 - any YAML value
        """The value of a node; the lines of all it holds are noted."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            raise yaml.MarkedYAMLError(problem="an anchor holds itself", problem_mark=node.start_mark)
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            return [self.convert(item, (*path, position)) for position, item in enumerate(node.value)]
        finally:
            self._open.remove(id(node))

    def _scalar(self, node: yaml.ScalarNode) -> Any:  # noqa: ANN401 - any YAML value
        try:
            return self._loader.construct_object(node)
        except yaml.constructor.ConstructorError:
            return node.value  # a tag of another tool, such as Compose's !reset

    def _mapping(self, node: yaml.MappingNode, path: YamlPath) -> dict[str, Any]:
        if id(node) not in self._flattened:
            # Only before merge keys are resolved does a mapping hold what its author wrote.
            self._flattened.add(id(node))
            self._note_duplicates(node)
        self._loader.flatten_mapping(node)
        converted: dict[str, Any] = {}
        for key, value in node.value:
            # YAML 1.1 reads the key `on` of a workflow as true; the text is what its author wrote.
            name = str(key.value)
            self.lines[(*path, name)] = key.start_mark.line + 1
            converted[name] = self.convert(value, (*path, name))
        return converted

    def _note_duplicates(self, node: yaml.MappingNode) -> None:
        stated: set[str] = set()
        for key, _ in node.value:
            if key.value in stated and key.value != "<<":
                self.duplicates.append((key.value, key.start_mark.line + 1))
            stated.add(key.value)


def mapping_of(value: object) -> dict[str, Any]:
    """A value if it is a mapping, else an empty one: files of other tools may hold anything anywhere."""
    return value if isinstance(value, dict) else {}


def items_of(value: object) -> list[Any]:
    """The items of a value if it is a list, else none."""
    return value if isinstance(value, list) else []

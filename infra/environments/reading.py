"""Reads the environments' files into the typed model, and turns what does not fit into findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from infra.environments.environment import Environment, described_field
from infra.environments.errors import InvalidEnvironmentError, UnknownEnvironmentError
from infra.errors import UnreadableYamlError
from infra.findings import Finding
from infra.located_yaml import Document, YamlPath
from infra.tree import Tree

DIRECTORY = "infra/environments"
REQUIRED = ("development", "staging", "production")


@dataclass(frozen=True)
class EnvironmentFile:
    """An environment together with the file it was read from."""

    file: str
    document: Document
    environment: Environment

    def finding(self, rule: str, path: YamlPath, why: str, fix: str) -> Finding:
        """A finding about a value of this file."""
        return Finding(self.file, self.document.line(path), rule, why, fix)


def names(tree: Tree) -> list[str]:
    """The environments that have a file."""
    return [PurePosixPath(file).stem for file in _files(tree)]


def file_of(tree: Tree, name: str) -> str:
    """The file of an environment.

    Raises:
        UnknownEnvironmentError: it has none.
    """
    file = f"{DIRECTORY}/{name}.yaml"
    if file not in tree.names:
        raise UnknownEnvironmentError(name, names(tree))
    return file


def read(tree: Tree, name: str) -> EnvironmentFile:
    """One environment.

    Raises:
        UnknownEnvironmentError: it has no file.
        InvalidEnvironmentError: its file does not fit the model.
    """
    found = _read_file(tree, file_of(tree, name))
    if isinstance(found, EnvironmentFile):
        return found
    raise InvalidEnvironmentError(name, found)


def read_all(tree: Tree) -> tuple[list[EnvironmentFile], list[Finding]]:
    """Every environment that can be read, and why the others cannot."""
    read_files: list[EnvironmentFile] = []
    findings: list[Finding] = list(_absent(tree))
    for file in _files(tree):
        found = _read_file(tree, file)
        if isinstance(found, EnvironmentFile):
            read_files.append(found)
            findings.extend(_misnamed(found))
        else:
            findings.extend(found)
    return read_files, findings


def _files(tree: Tree) -> list[str]:
    # An environment's file is named as environments are: the underscore tells other YAML of this folder apart.
    return [file for file in tree.matching(f"{DIRECTORY}/*.yaml") if "_" not in PurePosixPath(file).stem]


def _read_file(tree: Tree, file: str) -> EnvironmentFile | list[Finding]:
    try:
        documents = tree.documents(file)
    except UnreadableYamlError as error:
        return [Finding(file, error.line, "environment-unreadable", f"Not YAML: {error.problem}.", "Correct the file.")]
    if len(documents) != 1:
        why = f"The file holds {len(documents)} YAML documents; an environment is one."
        return [Finding(file, 1, "environment-unreadable", why, "Keep one document per file.")]
    document = documents[0]
    if document.duplicates:
        return [_duplicate(file, key, line) for key, line in document.duplicates]
    try:
        return EnvironmentFile(file, document, Environment.model_validate(document.data))
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        return list(_unique(_misfit(file, document, problem) for problem in problems))


def _duplicate(file: str, key: str, line: int) -> Finding:
    why = f"{key} is stated twice in one mapping; only the last would count."
    return Finding(file, line, "environment-duplicate", why, "Keep one of the two.")


def _misfit(file: str, document: Document, problem: ErrorDetails) -> Finding:
    path = problem["loc"]
    dotted = ".".join(str(part) for part in path) or "the file"
    field, known = described_field(path)
    meaning = f" {field.description}" if field and field.description else ""
    match problem["type"]:
        case "missing":
            why, fix = f"{dotted} is missing.", f"State {dotted}:{meaning}"
        case "extra_forbidden":
            why, fix = f"{dotted} is not known, so it would have no effect.", f"Known here: {', '.join(known)}."
        case _:
            message = problem["msg"].removeprefix("Value error, ").replace("Input should", "it should")
            why, fix = f"{dotted}: {message}.", f"Correct {dotted}.{meaning}"
    return Finding(file, document.line(path), "environment-model", why, fix)


def _unique(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding per line: a value that fits none of several types is reported by pydantic once per type."""
    seen: set[int] = set()
    for finding in findings:
        if finding.line not in seen or finding.why.endswith("is missing."):
            seen.add(finding.line)
            yield finding


def _absent(tree: Tree) -> Iterator[Finding]:
    for name in REQUIRED:
        if f"{DIRECTORY}/{name}.yaml" not in tree.names:
            why = f"The environment {name} is not declared."
            fix = f"Restore {DIRECTORY}/{name}.yaml; docs/guides/environments.md describes it."
            yield Finding(f"{DIRECTORY}/{name}.yaml", 1, "environment-missing", why, fix)


def _misnamed(file: EnvironmentFile) -> Iterator[Finding]:
    stem = PurePosixPath(file.file).stem
    if file.environment.name != stem:
        why = f"The environment calls itself {file.environment.name}, the file is named {stem}."
        yield file.finding("environment-name", ("name",), why, f"State name: {stem}, or rename the file.")

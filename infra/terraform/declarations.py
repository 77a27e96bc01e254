"""What modules declare: their variables and outputs, read from files as `terraform fmt` writes them.

A block begins in the first column and ends with the next brace there, so no parser is needed; a file of another form is
refused by `terraform fmt -check` before it gets here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from infra.terraform.stacks import FOLDER
from infra.tree import Tree

MODULES = "infra/terraform/modules"
CLOUDS = ("aws", "azure")
ALONE = frozenset({f"{MODULES}/aws/web_firewall"})
"""Modules of one cloud that need no counterpart: on Azure the edge has a firewall of its own."""

_BLOCK = re.compile(r'^(?P<kind>variable|output) "(?P<name>[\w-]+)" \{\n(?P<body>.*?)^\}', re.MULTILINE | re.DOTALL)
_INTRODUCTION = re.compile(r"\A(?:#[^\n]*\n)+")
_ATTRIBUTE = r"^  {} +=(?P<value>.*?)(?=^  \w|^$|\Z)"


@dataclass(frozen=True)
class Declaration:
    """One variable or output."""

    file: str
    line: int
    name: str
    body: str

    def attribute(self, name: str) -> str | None:
        """What an attribute is set to, as it is written, with the indentation of the block taken away."""
        found = re.search(_ATTRIBUTE.format(name), self.body, re.MULTILINE | re.DOTALL)
        return None if found is None else re.sub(r"^  ", "", found["value"].strip(), flags=re.MULTILINE)

    @property
    def description(self) -> str:
        """What it says of itself; empty when it says nothing."""
        return (self.attribute("description") or "").removeprefix('"').removesuffix('"').replace('\\"', '"')

    @property
    def validated(self) -> bool:
        """Whether a validation bounds it."""
        return re.search(r"^  validation \{$", self.body, re.MULTILINE) is not None


@dataclass(frozen=True)
class Module:
    """One module of one cloud."""

    folder: str
    introduction: str
    """The comment that its main.tf begins with, as paragraphs; empty when it begins with none."""

    variables: tuple[Declaration, ...]
    outputs: tuple[Declaration, ...]

    @property
    def cloud(self) -> str:
        """Whose resources it makes, or which interface they have."""
        return PurePosixPath(self.folder).parent.name

    @property
    def name(self) -> str:
        """What it is called on both clouds."""
        return PurePosixPath(self.folder).name


def modules(tree: Tree) -> list[Module]:
    """Every module, by folder."""
    folders = {
        str(path.parent)
        for file in tree.matching(f"{MODULES}/*.tf")
        if len((path := PurePosixPath(file)).relative_to(MODULES).parts) == len(("cloud", "module", "file"))
    }
    return [_module(tree, folder) for folder in sorted(folders)]


def stacks(tree: Tree) -> list[Module]:
    """Every stack, by folder."""
    folders = {str(PurePosixPath(file).parent) for file in tree.matching(f"{FOLDER}/*/versions.tf")}
    return [_module(tree, folder) for folder in sorted(folders)]


def _module(tree: Tree, folder: str) -> Module:
    main = f"{folder}/main.tf"
    comment = _INTRODUCTION.match(tree.text(main)) if main in tree.names else None
    lines = [line.lstrip("#").strip() for line in comment[0].splitlines()] if comment else []
    paragraphs = " ".join(line or "\n\n" for line in lines).replace(" \n\n ", "\n\n")
    return Module(folder, paragraphs, _declarations(tree, folder, "variable"), _declarations(tree, folder, "output"))


def _declarations(tree: Tree, folder: str, kind: str) -> tuple[Declaration, ...]:
    return tuple(
        declaration
        for file in tree.matching(f"{folder}/*.tf")
        if str(PurePosixPath(file).parent) == folder
        for declaration in _read(file, tree.text(file), kind)
    )


def _read(file: str, text: str, kind: str) -> Iterator[Declaration]:
    for block in _BLOCK.finditer(text):
        if block["kind"] == kind:
            yield Declaration(file, text.count("\n", 0, block.start()) + 1, block["name"], block["body"])

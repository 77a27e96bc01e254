"""The lines of a configuration that a plan was made from.

Blocks are found by their first line as `terraform fmt` writes it. That takes milliseconds where a parser takes seconds,
and all it can get wrong is the line that a finding names.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from infra.policies.judged import Path as ValuePath
from infra.policies.judged import Place
from infra.policies.references import Configuration, Declared

_RESOURCE = re.compile(r'^resource\s+"(?P<type>[\w-]+)"\s+"(?P<name>[\w-]+)"\s*\{', re.MULTILINE)
_DYNAMIC = re.compile(r'^\s+dynamic\s+"(\w+)"', re.MULTILINE)


class Sources:
    """The files of a root module and of the modules it calls from the same file system."""

    def __init__(self, root: Path, shown_from: Path) -> None:
        self._root = root
        self._shown_from = shown_from

    @classmethod
    def beside(cls, plan: Path, shown_from: Path) -> Sources | None:
        """The root module in the folder of a plan or in the nearest folder around it that has one."""
        for folder in plan.resolve().parents:
            if any(folder.glob("*.tf")):
                return cls(folder, shown_from)
            if folder == shown_from:
                break
        return None

    def locate(self, configuration: Configuration, resource: Declared, path: ValuePath) -> Place | None:
        """Where a resource, or the attribute a path leads to, is written."""
        found = self._block(configuration, resource)
        if found is None:
            return None
        file, line, text = found
        shown = file.relative_to(self._shown_from) if file.is_relative_to(self._shown_from) else file
        return shown.as_posix(), line + _offset(text, path)

    def dynamic_blocks(self, configuration: Configuration, resource: Declared) -> frozenset[str]:
        """The blocks of a resource that a `dynamic` makes, which the configuration in a plan does not show."""
        found = self._block(configuration, resource)
        return frozenset(_DYNAMIC.findall(found[2])) if found else frozenset()

    def _block(self, configuration: Configuration, resource: Declared) -> tuple[Path, int, str] | None:
        folder = self._folder(configuration, resource.modules)
        return None if folder is None else _blocks(folder).get((resource.type, resource.name))

    def _folder(self, configuration: Configuration, modules: tuple[str, ...]) -> Path | None:
        folder = self._root
        for depth in range(1, len(modules) + 1):
            source = configuration.calls.get(modules[:depth], {}).get("source", "")
            if not source.startswith("."):
                return None  # a module from elsewhere: its files are not the reader's to change
            folder = (folder / source).resolve()
        return folder


@cache
def _blocks(folder: Path) -> dict[tuple[str, str], tuple[Path, int, str]]:
    """The resources of a module: file, first line, and text of each."""
    found: dict[tuple[str, str], tuple[Path, int, str]] = {}
    for file in sorted(folder.glob("*.tf")):
        text = file.read_text(encoding="utf-8", errors="replace")
        for block in _RESOURCE.finditer(text):
            end = text.find("\n}", block.start())
            line = text.count("\n", 0, block.start()) + 1
            found[block["type"], block["name"]] = (file, line, text[block.start() : end])
    return found


def _offset(block: str, path: ValuePath) -> int:
    """How many lines into a block the deepest part of a path begins that it states."""
    offset, depth, rest = 0, 0, [part for part in path if isinstance(part, str)]
    lines = block.splitlines()
    for number, line in enumerate(lines):
        if rest and re.match(rf"\s{{{2 + 2 * depth}}}(?:dynamic\s+\")?{re.escape(rest[0])}\"?\s*[={{]", line):
            offset, depth, rest = number, depth + 1, rest[1:]
    return offset

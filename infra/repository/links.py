"""Links between the pages of the repository lead somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from infra.findings import Finding
from infra.tree import Tree

RULES = {
    "link-broken": "Every relative link in a Markdown file leads to a tracked file or folder.",
    "link-anchor": "Every link to a heading leads to one that exists.",
}

_LINK = re.compile(r"\]\((?!https?://|mailto:)(?P<target>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.+?)\s*#*\s*$")
_FENCE = re.compile(r"\s*(```|~~~)")


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    folders = {folder for name in tree.files for folder in _folders(name)}
    for file in tree.matching("*.md"):
        for number, line in _prose(tree, file):
            for link in _LINK.finditer(line):
                yield from _link(tree, folders, file, number, link["target"], link["anchor"])


def _link(tree: Tree, folders: set[str], file: str, number: int, target: str, anchor: str | None) -> Iterator[Finding]:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), target)) if target else file
    if path not in tree.names and path not in folders:
        why = f"The link leads to {target}, which is not in the repository."
        yield Finding(file, number, "link-broken", why, "Correct the path, or add the file.")
    elif anchor and path.endswith(".md") and anchor not in _anchors(tree, path):
        why = f"{path} has no heading for #{anchor}."
        yield Finding(file, number, "link-anchor", why, "Use the heading's text in lower case with hyphens for spaces.")


def _folders(name: str) -> Iterator[str]:
    while name := posixpath.dirname(name):
        yield name
    yield "."


def _prose(tree: Tree, file: str) -> Iterator[tuple[int, str]]:
    """The lines of a page outside fenced code."""
    fenced = False
    for number, line in enumerate(tree.lines(file), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _anchors(tree: Tree, file: str) -> set[str]:
    headings = (_HEADING.match(line) for _, line in _prose(tree, file))
    return {_slug(heading["text"]) for heading in headings if heading}


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")

"""Looks for secrets in every tracked file with an existing scanner, offline.

The scanner, Kingfisher, brings the known shapes of several hundred services' tokens; secret_patterns.yaml beside this
module adds the platform's own tokens and values that look random. It compiles its patterns once per machine, which
takes seconds, and keeps them in the user's cache directory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kingfisher_sdk import DetectionPolicy, Rules, Scanner

from infra.findings import Finding
from infra.tree import Tree

RULES = {"secret-in-file": "No tracked file holds a secret or a value that looks like one."}

PATTERNS = Path(__file__).with_name("secret_patterns.yaml")

# Lock files are hashes by nature.
EXCLUDED = ("requirements/*.lock", "*package-lock.json")

# The last form is what is left of {vault:a#b}:{vault:a#c} in a URL when its first colon was taken for the separator.
PLACEHOLDER = re.compile(rb"[A-Z_]+|<[^>]*>|\$\w+|\$?\{[^{}]*\}|[^{}\s]*\}:\{[^{}]*\}")
# A password in a test that goes with a host of no domain (`db`, `localhost`) opens nothing outside the test.
HOST_WITHOUT_DOMAIN = re.compile(rb"@(127\.[0-9.]+|[\w-]+)(?![\w.-])")
IGNORE = "kingfisher:ignore"


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    excluded = set(tree.matching(*EXCLUDED))
    for file in tree.files:
        if file not in excluded:
            yield from _file(tree, file)


def _file(tree: Tree, file: str) -> Iterator[Finding]:
    reported: set[int] = set()
    for found in _scanner().scan_file(tree.path(file)):
        details = found.to_dict()
        line = details["location"]["line"]
        if not found.visible or line in reported or _opens_nothing(tree, file, details["location"]):
            continue
        reported.add(line)
        why = f"This looks like a secret ({details['rule_id'].split('.', 1)[-1]}); whoever reads the repository has it."
        fix = f"Remove it and replace the credential. If it opens nothing, end the line with the comment {IGNORE}."
        yield Finding(file, line, "secret-in-file", why, fix)


def _opens_nothing(tree: Tree, file: str, location: dict[str, int]) -> bool:
    content = tree.path(file).read_bytes()
    start, end = location["start_offset"], location["end_offset"]
    in_test = file.startswith("tests/") and HOST_WITHOUT_DOMAIN.match(content, end)
    return bool(in_test or PLACEHOLDER.fullmatch(content[start:end]))


@cache
def _scanner() -> Scanner:
    return Scanner(Rules([PATTERNS]), redact=True, policy=DetectionPolicy())

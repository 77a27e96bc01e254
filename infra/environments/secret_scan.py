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
# Passwords that tests make up are words; those that open something were generated.
MADE_UP_ENTROPY = 3.2
IGNORE = "kingfisher:ignore"


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    excluded = set(tree.matching(*EXCLUDED))
    for file in tree.files:
        if file not in excluded:
            yield from _file(tree, file)


def _file(tree: Tree, file: str) -> Iterator[Finding]:
    path = tree.path(file)
    reported: set[int] = set()
    for found in _scanner().scan_file(path):
        details = found.to_dict()
        line = details["location"]["line"]
        made_up = file.startswith("tests/") and details["entropy"] < MADE_UP_ENTROPY
        if made_up or not found.visible or line in reported or _is_placeholder(path, details["location"]):
            continue
        reported.add(line)
        why = f"This looks like a secret ({details['rule_id'].split('.', 1)[-1]}); whoever reads the repository has it."
        fix = f"Remove it and replace the credential. If it opens nothing, end the line with the comment {IGNORE}."
        yield Finding(file, line, "secret-in-file", why, fix)


def _is_placeholder(path: Path, location: dict[str, int]) -> bool:
    text = path.read_bytes()[location["start_offset"] : location["end_offset"]]
    return PLACEHOLDER.fullmatch(text) is not None


@cache
def _scanner() -> Scanner:
    return Scanner(Rules([PATTERNS]), redact=True, policy=DetectionPolicy())

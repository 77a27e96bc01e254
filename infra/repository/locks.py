"""Lock files pin by hash and name no place to download from, so that they serve every machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.findings import Finding
from infra.tree import Tree

RULES = {"lock-address": "No lock file names the address a package is downloaded from."}

# Licence and funding links in package-lock.json are not download addresses.
_ADDRESSES = {
    "requirements/*.lock": (re.compile(r"https?://"), "Write the locks with `make lock`."),
    "*package-lock.json": (
        re.compile(r'"resolved":'),
        "Keep omit-lockfile-registry-resolved=true in .npmrc, and run npm install again.",
    ),
}


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    for pattern, (address, fix) in _ADDRESSES.items():
        for file in tree.matching(pattern):
            for number, line in enumerate(tree.lines(file), start=1):
                if address.search(line):
                    why = "A download address ties every machine to one registry."
                    yield Finding(file, number, "lock-address", why, fix)

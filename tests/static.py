"""Static checks of our own over the tracked files; run by `make check`.

Later areas add theirs to `syndic check`; these guard the repository itself.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Lock files pin by hash; a download address in one would tie every machine to one registry. (Licence and funding
# links in package-lock.json are not download addresses.)
DOWNLOAD_ADDRESS = {
    "requirements/*.lock": re.compile(r"https?://"),
    "client/package-lock.json": re.compile(r'"resolved":'),
}
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def tracked(pattern: str) -> list[Path]:
    """The tracked files that match a git pathspec."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", pattern], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def addresses_in_locks() -> list[str]:
    """Lines of lock files that name where a package is downloaded from."""
    return [
        f"{path.relative_to(ROOT)}:{number}: names a download address; write requirements with `make lock`, "
        "and let npm omit it (client/.npmrc)"
        for pattern, address in DOWNLOAD_ADDRESS.items()
        for path in tracked(pattern)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if address.search(line)
    ]


def broken_links() -> list[str]:
    """Relative links in Markdown files that lead nowhere."""
    return [
        f"{path.relative_to(ROOT)}:{number}: links to {target}, which does not exist"
        for path in tracked("*.md")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for target in LINK.findall(line)
        if not (path.parent / target).exists()
    ]


def main() -> int:
    """Prints every finding; 1 when there is one."""
    findings = [*addresses_in_locks(), *broken_links()]
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

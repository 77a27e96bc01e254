"""A small checkout without a finding, and a way to plant one mistake in a copy of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from infra import checks
from infra.environments import documentation
from infra.findings import Finding
from infra.tree import Tree

CHECKOUT = Path(__file__).with_name("checkout")

# Python is written here and not kept as files, because linters would take them for the project's own.
GENERATED = {
    "server/health.py": 'routes = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]\n',
    "infra/names.py": 'TOKEN = "SYNDIC_API_TOKEN"\n',
    "requirements/runtime.lock": "idna==3.11 \\\n    --hash=sha256:0000\n",
}


@dataclass(frozen=True)
class Mistake:
    """One change to the checkout, and the finding it must lead to."""

    name: str
    file: str
    old: str
    """Text that is replaced, once; nothing when the file is new."""

    new: str
    rule: str
    at: str
    """Text that begins on the line of the finding; empty for the first line."""

    fix: str
    """Part of the sentence that says what to do."""

    found_in: str = ""
    """File of the finding when it is another one than the changed file."""


def copy_checkout(directory: Path) -> Path:
    """A copy of the checkout below a directory."""
    root = directory / "checkout"
    shutil.copytree(CHECKOUT, root)
    for file, text in GENERATED.items():
        _write(root / file, text)
    documentation.write(root)
    return root


def plant(root: Path, mistake: Mistake) -> None:
    """Make a mistake in a checkout."""
    path = root / mistake.file
    if not mistake.old:
        _write(path, mistake.new)
        return
    text = path.read_text()
    assert mistake.old in text, f"{mistake.file} does not hold the text that {mistake.name} replaces"
    path.write_text(text.replace(mistake.old, mistake.new, 1))


def findings_of(root: Path) -> list[Finding]:
    """What every registered check finds in a directory."""
    return checks.run(checks.discover(), Tree.of_directory(root))


def line_of(root: Path, mistake: Mistake) -> int:
    """The line the finding must name."""
    text = (root / (mistake.found_in or mistake.file)).read_text()
    return text[: text.index(mistake.at)].count("\n") + 1


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)

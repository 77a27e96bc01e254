"""A change that weakens what protects the platform does not pass the first job of a pull request."""

from __future__ import annotations

import re
import secrets
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.tree import Tree, checkout

COMMAND = "from infra.cli import main; main()"


@pytest.fixture
def change(tmp_path: Path) -> Path:
    """A copy of the checkout that a change can be made in."""
    for name in Tree.of_checkout(checkout()).files:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(checkout() / name, target)
    return tmp_path


def weaken_a_policy(tree: Path) -> str:
    replace(tree / "infra/policies/pipelines/actions_pinned.rego", r"(findings contains found if \{\n)", "\\1\tfalse\n")
    return "actions-pinned"


def add_a_secret(tree: Path) -> str:
    with (tree / "docs/configuration.md").open("a") as file:
        file.write(f"\nAKIA{''.join(secrets.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567') for _ in range(16))}\n")
    return "docs/configuration.md"


def widen_a_permission(tree: Path) -> str:
    replace(tree / ".github/workflows/ci.yaml", r"^permissions: \{\}", "permissions: write-all")
    return ".github/workflows/ci.yaml"


def remove_a_probe(tree: Path) -> str:
    file = next(f for f in sorted((tree / "infra/kubernetes").rglob("*.yaml")) if "livenessProbe:" in f.read_text())
    replace(file, r"^( +)livenessProbe:\n(?:\1 +[^\n]*\n)+", "")
    return "livenessProbe"


def replace(file: Path, pattern: str, by: str) -> None:
    changed, count = re.subn(pattern, by, file.read_text(), count=1, flags=re.MULTILINE)
    assert count == 1, f"{file} has nothing like {pattern}"
    file.write_text(changed)


@pytest.mark.parametrize("weaken", [weaken_a_policy, add_a_secret, widen_a_permission, remove_a_probe])
def test_it_does_not_pass(change: Path, weaken: Callable[[Path], str]) -> None:
    named = weaken(change)
    refused = next((output for code, output in (run(change, line) for line in commands()) if code != 0), None)
    assert refused is not None, "every command of `make check` let it pass"
    assert named in refused


def commands() -> list[list[str]]:
    """The commands of syndic that `make check` runs, which is the first job."""
    recipe = (checkout() / "Makefile").read_text().split("\ncheck:", 1)[1].split("\n\n", 1)[0]
    lines = [line.strip() for line in recipe.replace("\\\n", " ").splitlines() if "$(BIN)/syndic " in line]
    assert lines
    return [shlex.split(line.partition("$(BIN)/syndic ")[2]) for line in lines]


def run(tree: Path, words: list[str]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *words], cwd=tree, capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, done.stdout + done.stderr

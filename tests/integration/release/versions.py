"""Versions to release, made in a clone of this checkout: good ones, and one for every way a version can be bad."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from infra.monitoring import generated
from infra.tree import Tree, checkout
from server.migrations.runner import head_revision

COMMAND = "from infra.cli import main; main()"
PROMISED = "  latency_seconds: 1"
PATIENCE_SECONDS = 5

HEAD = head_revision()
"""The revision of the schema that this checkout works on; those that versions bring follow it."""

NEXT, AFTER = (f"{int(HEAD) + step:04}" for step in (1, 2))

IDENTITY = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"]


def revision_file(number: str, before: str, statement: str) -> dict[str, str]:
    """The file of a revision of the schema."""
    text = f'''"""A revision of the tests.

Revision ID: {number}
"""

from __future__ import annotations

from alembic import op

revision = "{number}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do it."""
    op.execute({statement!r})
'''
    return {f"server/migrations/versions/{number}_tests.py": text}


class Versions:
    """A clone whose branches are versions."""

    def __init__(self, directory: Path) -> None:
        self.clone = directory / "clone"
        here = checkout()
        self.git("clone", "--quiet", str(here), str(self.clone), at=directory)
        self._take_changes(here)
        # What is built from the same sources need not be built again.
        shutil.copytree(here / "client" / "dist", self.clone / "client" / "dist")
        (self.clone / "client" / "node_modules").symlink_to(here / "client" / "node_modules")
        self.base = self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str, at: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *IDENTITY, *arguments], cwd=at or self.clone, capture_output=True, text=True, check=True
        )
        return done.stdout

    def make(self, name: str, files: Mapping[str, str] | None = None, *, base: str | None = None) -> str:
        """A version with other files, or with nothing but another commit.

        Args:
            name: of its branch, by which it can be released.
            files: the text of each file that is new; for one that exists, what is put in the place of `old -> new`.
            base: what it is made from.
        """
        tree = self.clone.parent / "trees" / name
        self.git("worktree", "add", "--quiet", "-b", name, str(tree), base or self.base)
        for file, text in (files or {}).items():
            path = tree / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        if any("migrations/versions" in file for file in files or {}):
            self.syndic(tree, "migrate", "--classify")
        self.git("add", "--all", at=tree)
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Version {name}", at=tree)
        return name

    def changed(self, file: str, old: str, new: str) -> dict[str, str]:
        """A file of the base with one piece of text replaced."""
        text = (self.clone / file).read_text()
        assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
        return {file: text.replace(old, new)}

    def syndic(self, tree: Path, *words: str) -> None:
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, *words],
            cwd=tree,
            env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def _take_changes(self, here: Path) -> None:
        """What is not committed in this checkout belongs to what is tested."""
        changed = subprocess.run(
            ["git", "ls-files", "-z", "--modified", "--others", "--exclude-standard"],
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for name in filter(None, changed.split("\0")):
            if (here / name).is_file():
                (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(here / name, self.clone / name)
            else:
                (self.clone / name).unlink(missing_ok=True)
        self._be_patient()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "What is tested")

    def _be_patient(self) -> None:
        """Answers may take longer here than the environment promises: other tests share the machine."""
        path = self.clone / "infra" / "environments" / "development.yaml"
        text = path.read_text()
        assert PROMISED in text
        path.write_text(text.replace(PROMISED, f"  latency_seconds: {PATIENCE_SECONDS}"))
        # The rules that watch over the promise follow it, or the version would not pass its own checks.
        generated.write(Tree.of_checkout(self.clone))

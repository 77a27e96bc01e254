"""The smoke tests as they were in a revision: a release is judged by its own."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infra import shell
from infra.errors import CommandFailedError, MissingCommandError
from infra.scripts.release.smoke import SUITE
from infra.tree import checkout


@contextmanager
def of_revision(revision: str) -> Generator[Path]:
    """A directory with the suite of a revision; the checkout itself where git does not know that."""
    with tempfile.TemporaryDirectory(prefix="syndic-smoke-") as made:
        archive, source = Path(made) / "suite.tar", Path(made) / "source"
        argv = ["git", "archive", "--format=tar", f"--output={archive}", revision or "unknown", str(SUITE)]
        try:
            shell.run(argv, directory=checkout())
        except (CommandFailedError, MissingCommandError):
            yield checkout()
            return
        with tarfile.open(archive) as files:
            files.extractall(source, filter="data")
        yield source

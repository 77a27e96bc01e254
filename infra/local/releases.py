"""What can be deployed: a release is a source tree, the interpreter that runs it, and its built console."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from infra.local.layout import Layout
from server import __version__

CHECKOUT = "checkout"
"""Name of the release that is the working tree itself, which `syndic up` runs until something else is deployed."""

SOURCES = ("*.py", "*.json", "*.rego", "*.sql")
"""Files of the platform's source."""


class Release(BaseModel):
    """One release, ready to run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    revision: str
    """The commit it was made from; `working tree` for the checkout."""
    source: Path
    """Where its packages are."""
    python: Path
    """The interpreter with its dependencies."""
    console: Path
    """The built files of its console."""
    digest: str | None = None
    """Digest of the source when it was installed; None for the checkout, which is meant to change."""

    @property
    def caddyfile(self) -> Path:
        """How its console is served."""
        return self.source / "client" / "Caddyfile"

    @property
    def label(self) -> str:
        """Its version for the processes; the checkout is called after the release it leads to."""
        return __version__ if self.version == CHECKOUT else self.version


def of_checkout(layout: Layout) -> Release:
    """The release that is the working tree."""
    return Release(
        version=CHECKOUT,
        revision="working tree",
        source=layout.checkout,
        python=Path(sys.executable),
        console=layout.client_files,
    )


def source_digest(source: Path) -> str:
    """A digest of the platform's source, so that a change of it shows."""
    return _digest(source, (found for pattern in SOURCES for found in (source / "server").rglob(pattern)))


def console_digest(console: Path) -> str:
    """A digest of the built files of a console."""
    return _digest(console, (found for found in console.rglob("*") if found.is_file()))


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()

"""Decides which installed releases, and parts of them, nothing needs any more. Nothing here removes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Installed:
    """A release on disk, and the parts it shares with others."""

    version: str
    directory: Path
    environment: Path
    console: Path
    installed_at: float
    """Seconds since 1970."""


@dataclass(frozen=True)
class Removal:
    """A directory that is not needed, and why, as a sentence."""

    directory: Path
    reason: str


def decide(
    releases: Sequence[Installed], needed: Collection[str], shared: Collection[Path], keep: int
) -> list[Removal]:
    """What can be removed.

    Args:
        releases: what is installed.
        needed: versions that run, or that a rollback would go to.
        shared: the directories of all environments and consoles.
        keep: how many others are kept, the newest first.
    """
    others = sorted(
        (release for release in releases if release.version not in needed),
        key=lambda release: release.installed_at,
        reverse=True,
    )
    removed = others[keep:]
    kept = [release for release in releases if release not in removed]
    used = {part for release in kept for part in (release.environment, release.console)}
    return [
        *(Removal(one.directory, f"{one.version} neither runs nor would be rolled back to.") for one in removed),
        *(Removal(part, "No installed release uses it.") for part in sorted(shared) if part not in used),
    ]

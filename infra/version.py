"""The one place a version comes from: the git tag or commit of a checkout, or what an image was built with."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from infra import shell
from infra.errors import CommandFailedError, MissingCommandError
from server import __version__

BUILT_VERSION = "SYNDIC_RELEASE"
"""Set in every image (server/Dockerfile, infra/Dockerfile)."""

UNKNOWN = "unknown"
ABBREVIATED = 12
"""Characters of a commit in a version."""

_TAG = re.compile(r"v(\d+\.\d+\.\d+\S*)")


@dataclass(frozen=True)
class Version:
    """What a build is called. It is also the tag of its images, so it holds nothing a tag may not."""

    version: str
    revision: str
    """The commit it was made from."""
    committed_at: int = 0
    """When that commit was made, in seconds since 1970; the age of every file of its images."""


def of_checkout(root: Path) -> Version:
    """The version of the files of a checkout.

    A commit with a tag `v1.2.3` is 1.2.3. Any other is called after the release it leads to and the commit, and
    says `modified` when files differ from it. Without git it is the release, of an unknown revision.
    """
    try:
        revision = _git(root, "rev-parse", "HEAD")
        committed_at = int(_git(root, "log", "-1", "--format=%ct"))
        tags = _git(root, "tag", "--points-at", "HEAD").split()
        modified = bool(_git(root, "status", "--porcelain"))
    except (CommandFailedError, MissingCommandError):
        return Version(__version__, UNKNOWN)
    return Version(name_of(revision, tags, modified=modified), revision, committed_at)


def of_revision(root: Path, revision: str) -> Version:
    """The version of a tag, a branch or a commit.

    Raises:
        CommandFailedError: git knows none of that name.
        MissingCommandError: there is no git.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return Version(name_of(commit, _git(root, "tag", "--points-at", commit).split(), modified=False), commit)


def current(root: Path) -> Version:
    """The version of what runs: of its image when it was built as one, else of the checkout."""
    built = os.environ.get(BUILT_VERSION)
    return Version(built, UNKNOWN) if built else of_checkout(root)


def name_of(revision: str, tags: list[str], *, modified: bool) -> str:
    """What a commit is called."""
    released = [match[1] for tag in tags if (match := _TAG.fullmatch(tag))]
    if released and not modified:
        return max(released)
    return f"{__version__}-{revision[:ABBREVIATED]}{'-modified' if modified else ''}"


def _git(root: Path, *arguments: str) -> str:
    return shell.run(["git", *arguments], directory=root).stdout.strip()

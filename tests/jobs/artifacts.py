"""What jobs hand to each other as files, the way actions/upload-artifact and actions/download-artifact do it.

Written from their sources: an artifact begins below the part of its path that holds no wildcard, forgets which files
can be executed, and leaves hidden files out unless it is told otherwise.
"""

from __future__ import annotations

import fnmatch
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE, DIRECTORY = 0o644, 0o755


class ArtifactError(Exception):
    """An artifact that cannot be made, or is not there."""


@dataclass(frozen=True)
class Artifacts:
    """The artifacts of the newest run."""

    directory: Path

    def upload(self, stated: Mapping[str, str], place: Callable[[str], Path]) -> str:
        """Keep what a step names; what became of it, as a clause.

        Args:
            stated: what stands under the step's `with`.
            place: finds a path of the workflow on this machine.

        Raises:
            ArtifactError: there is nothing, and the step says that this is an error.
        """
        lines = [line.strip() for line in stated["path"].splitlines() if line.strip()]
        root, pattern = _root_of([line for line in lines if not line.startswith("!")])
        left_out = [line[1:] for line in lines if line.startswith("!")]
        found = [
            (file, name)
            for file, name in _files(place(root), hidden=stated.get("include-hidden-files") == "true")
            if _matches(name, pattern) and not any(_matches(f"{root}/{name}", one) for one in left_out)
        ]
        if not found and stated.get("if-no-files-found") == "error":
            raise ArtifactError(f"No files were found with the path {stated['path']}.")
        # One of that name is of an earlier run, and no run knows another's.
        shutil.rmtree(self.directory / stated["name"], ignore_errors=True)
        for file, name in found:
            _copy(file, self.directory / stated["name"] / name)
        return f"{len(found)} files were kept"

    def download(self, stated: Mapping[str, str], place: Callable[[str], Path]) -> str:
        """Bring back what jobs before kept; what came, as a clause.

        Raises:
            ArtifactError: an artifact that is named is not there.
        """
        names = [stated["name"]] if "name" in stated else self._named_like(stated["pattern"])
        target = place(stated["path"])
        for name in names:
            source = self.directory / name
            if not source.is_dir():
                raise ArtifactError(f"Artifact not found for name: {name}")
            alone = "name" in stated or stated.get("merge-multiple") == "true"
            for file, inside in _files(source, hidden=True):
                _copy(file, (target if alone else target / name) / inside)
        return f"{', '.join(names) or 'nothing'} was brought back"

    def _named_like(self, pattern: str) -> list[str]:
        found = sorted(self.directory.iterdir()) if self.directory.is_dir() else []
        return [one.name for one in found if fnmatch.fnmatchcase(one.name, pattern)]


def _root_of(paths: list[str]) -> tuple[str, str]:
    """The directory at which an artifact of one path begins, and the pattern below it; of several is not known here."""
    (path,) = paths
    parts = path.rstrip("/").split("/")
    fixed = next((at for at, part in enumerate(parts) if "*" in part or "?" in part), len(parts))
    return "/".join(parts[:fixed]), "/".join(parts[fixed:])


def _matches(name: str, pattern: str) -> bool:
    """Whether a file is what a pattern names, or is below it."""
    if not pattern:
        return True
    wanted = pattern.rstrip("/").split("/")
    return any(_alike(name.split("/")[:length], wanted) for length in range(1, name.count("/") + 2))


def _alike(parts: list[str], wanted: list[str]) -> bool:
    if not wanted or not parts:
        return not wanted and not parts
    if wanted[0] == "**":
        return any(_alike(parts[skipped:], wanted[1:]) for skipped in range(len(parts) + 1))
    return fnmatch.fnmatchcase(parts[0], wanted[0]) and _alike(parts[1:], wanted[1:])


def _files(root: Path, *, hidden: bool) -> list[tuple[Path, str]]:
    """The files below a directory, links followed, with their names from it."""
    found = []
    for directory, folders, files in os.walk(root, followlinks=True):
        if not hidden:
            folders[:] = [one for one in folders if not one.startswith(".")]
        for name in files:
            file = Path(directory) / name
            if (hidden or not name.startswith(".")) and file.is_file():
                found.append((file, file.relative_to(root).as_posix()))
    return sorted(found)


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(mode=DIRECTORY, parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    target.chmod(FILE)

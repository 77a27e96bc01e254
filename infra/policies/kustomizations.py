"""Manifests that Kustomize puts together: they are judged as rendered, since a base alone is not what is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra import shell
from infra.errors import CommandFailedError, MissingCommandError
from infra.located_yaml import read_documents
from infra.policies.errors import UnrenderableError
from infra.policies.judged import Judged
from infra.policies.manifests import Written, is_manifest, read_manifests

FILE_NAMES = frozenset({"kustomization.yaml", "kustomization.yml", "Kustomization"})


class Kustomizations:
    """The kustomizations among the files that are looked at."""

    def __init__(self, files: Mapping[Path, str]) -> None:
        """Find which of the files belong to a kustomization.

        Args:
            files: every YAML file that is looked at, and how it is shown.
        """
        self._files = files
        self._references = {path.parent.resolve(): set(_references(path)) for path in files if path.name in FILE_NAMES}
        used = {target for targets in self._references.values() for target in targets}
        self.roots = sorted(folder for folder in self._references if folder not in used and not _is_component(folder))
        """Folders that no other kustomization uses: what is applied."""
        self.parts = self._parts(self.roots)
        """Files that are judged as part of a root."""

    def render(self) -> list[Judged]:
        """Every root, rendered.

        Raises:
            MissingCommandError: kubectl is not installed.
            UnrenderableError: Kustomize refuses one.
        """
        with ThreadPoolExecutor(max_workers=4) as pool:
            return list(pool.map(self._render, self.roots))

    def _render(self, root: Path) -> Judged:
        name = next(
            self._files[path] for path in self._files if path.parent.resolve() == root and path.name in FILE_NAMES
        )
        try:
            rendered = shell.run([str(shell.find_program("kubectl")), "kustomize", str(root)]).stdout
        except MissingCommandError as error:
            raise MissingCommandError("kubectl", f"Install it: {name} can be judged as rendered only.") from error
        except CommandFailedError as error:
            raise UnrenderableError(name, error.output) from error
        objects = [Written(name, document) for document in read_documents(rendered, name) if is_manifest(document.data)]
        sources = [
            Written(self._files[path], document)
            for path in sorted(self._parts([root]))
            if path in self._files and path.name not in FILE_NAMES
            for document in read_documents(path.read_text(encoding="utf-8"), self._files[path])
            if is_manifest(document.data)
        ]
        return read_manifests(name, objects, sources)

    def _parts(self, roots: list[Path]) -> set[Path]:
        found: set[Path] = set()
        remaining = list(roots)
        while remaining:
            folder = remaining.pop()
            found.update(path for path in self._files if path.parent.resolve() == folder and path.name in FILE_NAMES)
            for target in self._references.get(folder, ()):
                if target in self._references and target not in found:
                    remaining.append(target)
                found.add(target)
        return found


def _references(path: Path) -> Iterator[Path]:
    """The files and folders that a kustomization names."""
    for document in read_documents(path.read_text(encoding="utf-8"), str(path)):
        for text in _texts(document.data):
            # A patch may be written in place, and a generator names a file as KEY=FILE.
            if "\n" not in text and text and (target := (path.parent / text.rpartition("=")[2])).exists():
                yield target.resolve()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _is_component(folder: Path) -> bool:
    file = next(folder / name for name in FILE_NAMES if (folder / name).exists())
    return "kind: Component" in file.read_text(encoding="utf-8")

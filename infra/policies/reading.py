"""Finds what each file is, and reads it as rules see it. A file of no known kind is named, never passed over."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from infra.located_yaml import read_documents
from infra.policies import dockerfiles, kustomizations, manifests, plans, workflows
from infra.policies.errors import MissingPathError
from infra.policies.hcl_sources import Sources
from infra.policies.judged import Judged
from infra.policies.manifests import Written
from infra.policies.waivers import Waivers
from infra.tree import IGNORED

IGNORED_FOLDERS = IGNORED | {
    ".terraform",
    ".import_linter_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".mypy_cache",
}

_YAML_OF_INTEREST = re.compile(r"^(?:apiVersion|\"?on\"?|'on')\s*:|^- apiVersion:", re.MULTILINE)
_UNKNOWN = "no rules exist for this kind of file"
_BY_PLAN = "Terraform is judged by its plan: `terraform show -json PLAN > plan.json`"


@dataclass
class Reading:
    """What was found below some paths."""

    judged: list[Judged] = field(default_factory=list)
    passed_over: dict[str, str] = field(default_factory=dict)
    """Files that could have been of a kind that rules exist for and are not, each with the reason."""

    excluded: dict[str, str] = field(default_factory=dict)
    """Files that the file of waivers excludes, each with the reason."""

    others: int = 0
    """How many files are of kinds that are never judged, such as programs and pages."""


class Reader:
    """Reads files and folders."""

    def __init__(self, shown_from: Path, waivers: Waivers, sources: Path | None = None) -> None:
        """Prepare to read.

        Args:
            shown_from: the folder that paths are shown from.
            waivers: names the files that folders hold and that are not judged.
            sources: the root module that plans were made from; the one beside each plan when absent.
        """
        self._shown_from = shown_from.resolve()
        self._waivers = waivers
        self._sources = sources
        self._reading = Reading()
        self._yaml: dict[Path, str] = {}

    def read(self, paths: Sequence[str]) -> Reading:
        """All that is below the paths.

        Raises:
            MissingPathError: a path does not exist.
            UnreadableYamlError: a file that would be judged is not YAML.
            UnusablePlanError: a plan is not complete.
        """
        for given in paths:
            path = Path(given)
            if not path.exists():
                raise MissingPathError(given)
            for file in _files(path):
                self._sort(file, named=path.is_file())
        self._read_yaml()
        return self._reading

    def _sort(self, path: Path, *, named: bool) -> None:
        shown = self._shown(path)
        exclusion = None if named else self._waivers.exclusion_of(shown)
        if exclusion is not None:
            self._reading.excluded[shown] = exclusion.reason
        elif dockerfiles.is_dockerfile(shown):
            self._reading.judged.append(dockerfiles.read_dockerfile(shown, path.read_text(encoding="utf-8")))
        elif path.suffix == ".json":
            self._read_json(path, shown)
        elif path.suffix in {".yaml", ".yml"} or path.name in kustomizations.FILE_NAMES:
            self._yaml[path.resolve()] = shown
        elif path.suffix == ".tf":
            self._reading.passed_over[shown] = _BY_PLAN
        elif named:
            self._reading.passed_over[shown] = _UNKNOWN
        else:
            self._reading.others += 1

    def _read_json(self, path: Path, shown: str) -> None:
        content = path.read_bytes()
        data = _parsed(content) if b'"format_version"' in content else None
        if not plans.is_plan(data):
            self._reading.passed_over[shown] = _UNKNOWN
            return
        sources = (
            Sources(self._sources.resolve(), self._shown_from)
            if self._sources
            else Sources.beside(path, self._shown_from)
        )
        self._reading.judged.append(plans.read_plan(shown, data, sources))

    def _read_yaml(self) -> None:
        found = kustomizations.Kustomizations(self._yaml)
        self._reading.judged += found.render()
        together: dict[Path, list[Written]] = defaultdict(list)
        for path, shown in self._yaml.items():
            if path.resolve() in found.parts or path in found.parts:
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            documents = read_documents(text, shown) if _YAML_OF_INTEREST.search(text) else []
            objects = [Written(shown, document) for document in documents if manifests.is_manifest(document.data)]
            if path.name in kustomizations.FILE_NAMES:
                self._reading.passed_over[shown] = "no other kustomization uses this component"
            elif len(documents) == 1 and workflows.is_workflow(documents[0].data):
                self._reading.judged.append(workflows.read_workflow(shown, documents[0]))
            elif objects:
                together[path.parent] += objects
            else:
                self._reading.passed_over[shown] = _UNKNOWN
        for folder, objects in together.items():
            files = {item.file for item in objects}
            name = files.pop() if len(files) == 1 else self._shown(folder)
            self._reading.judged.append(manifests.read_manifests(name, objects))

    def _shown(self, path: Path) -> str:
        resolved = path.resolve()
        return (
            resolved.relative_to(self._shown_from) if resolved.is_relative_to(self._shown_from) else path
        ).as_posix()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(set(folders) - IGNORED_FOLDERS)
        yield from (Path(folder) / name for name in sorted(files))


def _parsed(content: bytes) -> object:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return None

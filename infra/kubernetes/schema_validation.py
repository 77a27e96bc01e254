"""Holds objects to the schemas of Kubernetes and of the custom resources; a field no schema knows is an error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from infra.kubernetes.errors import SchemasMissingError
from infra.kubernetes.manifests import Manifest, identity

VERSIONS = ("1.33", "1.34", "1.35", "1.36", "1.37")
"""The versions of Kubernetes that the manifests are for."""

CUSTOM = Path(__file__).with_name("schemas")


@dataclass(frozen=True, order=True)
class Misfit:
    """Something in an object that a schema refuses."""

    object: str
    where: str
    problem: str
    version: str
    """The first version of Kubernetes it is wrong in; `any` for a custom resource."""


class SchemaValidator:
    """Judges objects by all versions, each object once: overlays share most of them."""

    def __init__(self) -> None:
        self._known: dict[str, list[Misfit]] = {}

    def misfits(self, manifest: Manifest) -> list[Misfit]:
        """What is wrong with an object.

        Raises:
            SchemasMissingError: the schemas are not installed.
        """
        key = json.dumps(manifest, sort_keys=True, default=str)
        if key not in self._known:
            self._known[key] = list(_misfits(manifest))
        return self._known[key]


def _misfits(manifest: Manifest) -> Iterator[Misfit]:
    kind, api_version = str(manifest["kind"]), str(manifest["apiVersion"])
    group, _, version = api_version.rpartition("/")
    custom = CUSTOM / f"{group}__{kind.lower()}_{version}.json"
    if custom.is_file():
        yield from _first(manifest, _custom_errors(custom, manifest), "any")
        return
    seen: set[tuple[str, str]] = set()
    for release in VERSIONS:
        validator = _validator(release, kind, api_version)
        if validator is None:
            problem = f"neither Kubernetes {release} nor infra/kubernetes/schemas knows {api_version} {kind}"
            yield Misfit(identity(manifest), "kind", problem, release)
            return
        for misfit in _first(manifest, validator.iter_errors(manifest), release):
            if (misfit.where, misfit.problem) not in seen:
                seen.add((misfit.where, misfit.problem))
                yield misfit


def _first(manifest: Manifest, errors: Iterable[Any], version: str) -> Iterator[Misfit]:
    for error in errors:
        where = ".".join(str(part) for part in error.absolute_path) or "."
        yield Misfit(identity(manifest), where, error.message[:300], version)


def _custom_errors(file: Path, manifest: Manifest) -> Iterable[Any]:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_custom_schema(file)).iter_errors(manifest)


@cache
def _custom_schema(file: Path) -> dict[str, Any]:
    return strict(json.loads(file.read_text(encoding="utf-8")))


def strict(schema: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A schema that refuses fields it does not name, where it says nothing about them.

    So does the API server with `--validate=strict`. An alternative (anyOf and the like) adds to what stands beside it
    and names no fields of its own, so it is left as it is.
    """
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    alternatives = ("anyOf", "allOf", "oneOf", "not")
    found = {name: part if name in alternatives else strict(part) for name, part in schema.items()}
    properties = schema.get("properties")
    named = isinstance(properties, dict) and schema.get("type") == "object"
    if named and "additionalProperties" not in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
        found["additionalProperties"] = False
    return found


@cache
def _folder(version: str) -> Traversable:
    try:
        return resources.files("kubernetes_validate") / "kubernetes-json-schema" / f"v{version}.0-local-strict"
    except ModuleNotFoundError as error:
        raise SchemasMissingError from error


@cache
def _definitions(version: str) -> Any:  # noqa: ANN401 - a registry of the schema library
    from referencing import Registry, Resource

    return Resource.from_contents(json.loads((_folder(version) / "_definitions.json").read_text())) @ Registry()


@cache
def _validator(version: str, kind: str, api_version: str) -> Any:  # noqa: ANN401 - of the schema library
    group, _, served = api_version.rpartition("/")
    name = "-".join(part for part in (kind.lower(), group.partition(".")[0], served) if part)
    file = _folder(version) / f"{name}.json"
    if not file.is_file():
        return None
    from jsonschema import Draft202012Validator
    from referencing import Resource

    schema = json.loads(file.read_text())
    return Draft202012Validator(schema, registry=Resource.from_contents(schema) @ _definitions(version))

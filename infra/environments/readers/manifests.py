"""Reads Kubernetes manifests: the containers and the variables they are given by value, ConfigMap or Secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from infra.environments.declarations import as_text
from infra.environments.readers import kustomize
from infra.environments.readers.consumer import Consumer, Variable, process_of, words_of
from infra.located_yaml import Document, YamlPath, items_of, mapping_of
from infra.tree import Tree

PATTERNS = ("infra/kubernetes/*.y*ml",)
# What a container learns about itself serves its arguments, not the settings.
DOWNWARD = frozenset({"fieldRef", "resourceFieldRef"})
COMPONENT = "app.kubernetes.io/component"


@dataclass
class Manifests:
    """What the manifests of a checkout hold."""

    consumers: list[Consumer] = field(default_factory=list)
    written_secrets: list[Variable] = field(default_factory=list)
    """Entries of Secrets whose value stands in a file."""


@dataclass
class _Objects:
    """ConfigMaps and Secrets by name: the variables each provides."""

    config_maps: dict[str, list[Variable]] = field(default_factory=dict)
    secrets: dict[str, list[Variable]] = field(default_factory=dict)
    open_ended: set[str] = field(default_factory=set)
    """Secrets that take over whatever a store holds, so that their keys are not known here."""


def read(tree: Tree) -> Manifests:
    """The containers of every manifest, with what their ConfigMaps and Secrets give them.

    Raises:
        UnreadableYamlError: a file is not YAML.
    """
    found = Manifests()
    objects = _Objects()
    located = [
        (file, document)
        for file in tree.matching(*PATTERNS)
        for whole in tree.documents(file)
        if isinstance(whole.data, dict)
        for document in (whole, *kustomize.inline_patches(file, whole))
        if isinstance(document.data, dict)
    ]
    for file, document in located:
        _collect(tree, file, document, objects, found)
    for file, document in located:
        found.consumers.extend(_consumers(file, document, objects))
    return found


def _collect(tree: Tree, file: str, document: Document, objects: _Objects, found: Manifests) -> None:
    data = document.data
    name = str(mapping_of(data.get("metadata")).get("name", ""))
    match data.get("kind"):
        case "ConfigMap":
            objects.config_maps.setdefault(name, []).extend(_entries(file, document, "data"))
        case "Secret":
            written = [*_entries(file, document, "data"), *_entries(file, document, "stringData")]
            found.written_secrets.extend(variable for variable in written if variable.value)
            objects.secrets.setdefault(name, []).extend(written)
        case "ExternalSecret":
            _external(file, document, name, objects)
        case "Kustomization" | "Component" | None:
            generated = kustomize.generated(tree, file, document)
            for kind, generated_name, variables in generated:
                target = objects.config_maps if kind == "configMapGenerator" else objects.secrets
                target.setdefault(generated_name, []).extend(variables)
                if kind == "secretGenerator":
                    found.written_secrets.extend(variable for variable in variables if variable.value)


def _entries(file: str, document: Document, key: str) -> Iterator[Variable]:
    for name, value in mapping_of(document.data.get(key)).items():
        yield Variable(file, document.line((key, name)), name, None if value is None else as_text(value))


def _external(file: str, document: Document, name: str, objects: _Objects) -> None:
    spec = mapping_of(document.data.get("spec"))
    target = str(mapping_of(spec.get("target")).get("name", name))
    entries = objects.secrets.setdefault(target, [])
    for position, item in enumerate(items_of(spec.get("data"))):
        line = document.line(("spec", "data", position))
        entries.append(Variable(file, line, str(mapping_of(item).get("secretKey")), None))
    if spec.get("dataFrom"):
        objects.open_ended.add(target)


def _consumers(file: str, document: Document, objects: _Objects) -> Iterator[Consumer]:
    labels = mapping_of(mapping_of(document.data.get("metadata")).get("labels"))
    for path, container in _containers(document.data, ()):
        command = [*words_of(container.get("command")), *words_of(container.get("args"))]
        name = str(container.get("name", ""))
        variables, complete = _variables(file, document, path, container, objects)
        yield Consumer(
            file=file,
            line=document.line(path),
            name=name,
            process=process_of(command, name, str(labels.get(COMPONENT, ""))),
            variables=tuple(variables),
            complete=complete,
        )


def _containers(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    """Every container of a manifest, at any depth: pods are nested differently in each kind."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("containers", "initContainers") and isinstance(inner, list):
                for position, container in enumerate(inner):
                    if isinstance(container, dict):
                        yield (*path, key, position), container
            else:
                yield from _containers(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _containers(inner, (*path, position))


def _variables(
    file: str, document: Document, path: YamlPath, container: dict[str, Any], objects: _Objects
) -> tuple[list[Variable], bool]:
    found: list[Variable] = []
    for position, item in enumerate(items_of(container.get("env"))):
        if isinstance(item, dict) and not DOWNWARD.intersection(mapping_of(item.get("valueFrom"))):
            value = as_text(item["value"]) if item.get("value") is not None else None
            found.append(Variable(file, document.line((*path, "env", position)), str(item.get("name")), value))
    complete = True
    for item in map(mapping_of, items_of(container.get("envFrom"))):
        for reference, known in (("configMapRef", objects.config_maps), ("secretRef", objects.secrets)):
            if reference not in item:
                continue
            name = str(mapping_of(item[reference]).get("name"))
            prefix = str(item.get("prefix", ""))
            found.extend(Variable(v.file, v.line, prefix + v.name, v.value) for v in known.get(name, []))
            complete = complete and name in known and name not in objects.open_ended
    return found, complete

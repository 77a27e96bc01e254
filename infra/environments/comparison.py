"""How environments differ from each other: on purpose, by mistake, or not enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import combinations

from infra.environments import references
from infra.environments.environment import Difference, Environment, Mirror
from infra.environments.reading import EnvironmentFile
from infra.environments.resolution import entries
from infra.findings import Finding
from infra.located_yaml import YamlPath
from server.settings import Reference

RULES = {
    "mirror-unknown": "An environment mirrors one that exists.",
    "mirror-undeclared": "Staging differs from production only where it says so, with a reason.",
    "mirror-unused": "Every declared difference is one.",
    "secret-shared": "No two environments use the same credential.",
    "secret-foreign": "No environment uses a credential of another.",
    "environment-shared": "No two environments share an address or a bucket.",
}

IDENTITY = ("name", "description", "kind", "mirror")
"""What makes an environment itself; never a difference in shape."""

OWN = ("OBJECT_STORE_URL", "PUBLIC_URL")
"""Settings that two environments with the same value would share data or users through."""


@dataclass(frozen=True)
class Deviation:
    """One place where two environments differ."""

    path: str
    left: object
    """The value in the first; None when it is stated only in the second."""

    right: object
    declared: Difference | None
    """The declaration that covers it, if one does."""


def differences(left: Environment, right: Environment) -> list[Deviation]:
    """Every leaf where two environments differ, with the declaration of the one that mirrors the other."""
    mirror = _mirror_between(left, right)
    first, second = _leaves(left), _leaves(right)
    return [
        Deviation(path, first.get(path), second.get(path), _covering(mirror, path))
        for path in sorted({*first, *second})
        if first.get(path) != second.get(path)
    ]


def has_undeclared(left: Environment, right: Environment, found: Sequence[Deviation]) -> bool:
    """Whether one of two environments mirrors the other and a difference between them is not declared."""
    return _mirror_between(left, right) is not None and any(deviation.declared is None for deviation in found)


def check(files: Sequence[EnvironmentFile]) -> Iterator[Finding]:
    """What breaks one of RULES among the environments."""
    by_name = {file.environment.name: file for file in files}
    for file in files:
        yield from _mirrored(file, by_name)
        yield from _foreign(file, by_name)
    for first, second in combinations(files, 2):
        yield from _shared(first, second)


def _mirror_between(left: Environment, right: Environment) -> Mirror | None:
    for one, other in ((left, right), (right, left)):
        if one.mirror and one.mirror.of == other.name:
            return one.mirror
    return None


def _covering(mirror: Mirror | None, path: str) -> Difference | None:
    found = mirror.differences if mirror else []
    return next((difference for difference in found if _covers(difference.path, path)), None)


def _covers(pattern: str, path: str) -> bool:
    wanted, given = pattern.split("."), path.split(".")
    return len(wanted) <= len(given) and all(fnmatchcase(part, want) for want, part in zip(wanted, given, strict=False))


def _leaves(environment: Environment) -> dict[str, object]:
    shape = environment.model_dump(mode="json", exclude=set(IDENTITY), exclude_defaults=False)
    return dict(_flatten(shape, ()))


def _flatten(value: object, path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flatten(inner, (*path, str(key)))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for position, item in enumerate(value):
            yield from _flatten(item, (*path, str(position)))
    elif value is not None:
        yield ".".join(path), value


def _yaml_path(dotted: str) -> YamlPath:
    return tuple(int(part) if part.isdigit() else part for part in dotted.split("."))


def _mirrored(file: EnvironmentFile, by_name: dict[str, EnvironmentFile]) -> Iterator[Finding]:
    mirror = file.environment.mirror
    if mirror is None:
        return
    other = by_name.get(mirror.of)
    if other is None:
        why = f"{mirror.of} is not an environment that can be read, so nothing is compared."
        yield file.finding("mirror-unknown", ("mirror", "of"), why, f"Name one of: {', '.join(sorted(by_name))}.")
        return
    found = differences(file.environment, other.environment)
    for deviation in found:
        if deviation.declared is None:
            why = f"{deviation.path} is {_shown(deviation.left)} here and {_shown(deviation.right)} in {mirror.of}."
            fix = "Make them equal, or list the path with its reason under mirror.differences."
            yield file.finding("mirror-undeclared", _yaml_path(deviation.path), why, fix)
    for position, difference in enumerate(mirror.differences):
        if not any(_covers(difference.path, deviation.path) for deviation in found):
            why = f"{difference.path} does not differ from {mirror.of}."
            path = ("mirror", "differences", position)
            yield file.finding("mirror-unused", path, why, "Remove the declaration, or correct its path.")


def _shown(value: object) -> str:
    return "absent" if value is None else str(value)


def _references(file: EnvironmentFile) -> Iterator[tuple[YamlPath, str, Reference]]:
    """Every reference of an environment to a store: of its settings, its backups, its jobs and its integrations."""
    environment = file.environment
    for entry in entries(environment):
        if entry.secret:
            yield from _reference(entry.path, entry.name, entry.value)
    yield from _reference(
        ("backups", "encryption_key"), "the backups' encryption key", environment.backups.encryption_key
    )
    if (operations := environment.operations) is not None:
        for name in ("api_token", "administrator_database_url"):
            yield from _reference(("operations", name), f"operations.{name}", getattr(operations, name))
    for name in type(environment.integrations).model_fields:
        if integration := getattr(environment.integrations, name):
            yield from _reference(("integrations", name, "address"), f"the address of {name}", integration.address)


def _reference(path: YamlPath, name: str, value: object) -> Iterator[tuple[YamlPath, str, Reference]]:
    for reference in references.parse(value):
        if reference.scheme not in references.OF_ONE_MACHINE:
            yield path, name, reference


def _foreign(file: EnvironmentFile, by_name: dict[str, EnvironmentFile]) -> Iterator[Finding]:
    others = set(by_name) - {file.environment.name}
    for path, name, reference in _references(file):
        for other in sorted(others & references.words(reference)):
            own = file.environment.name
            why = f"{reference} is named after {other}: {own} would use a credential of {other} for {name}."
            fix = f"Keep a credential of its own for {own}, and refer to that."
            yield file.finding("secret-foreign", path, why, fix)


def _store_address(file: EnvironmentFile, reference: Reference) -> object:
    """Which OpenBao or Vault a reference leads to; the names of the other stores are unique by themselves."""
    if not reference.scheme.startswith("vault"):
        return None
    stated = [entry.value for entry in entries(file.environment) if entry.name == "VAULT_ADDR"]
    return stated[0] if stated else None


def _shared(first: EnvironmentFile, second: EnvironmentFile) -> Iterator[Finding]:
    held = {(str(reference), _store_address(first, reference)) for _, _, reference in _references(first)}
    for path, name, reference in _references(second):
        if (str(reference), _store_address(second, reference)) in held:
            why = f"{first.environment.name} uses {reference} too; who takes one environment has both."
            fix = f"Keep a credential of its own for {second.environment.name} as {name}."
            yield second.finding("secret-shared", path, why, fix)
    owned = {(entry.name, entry.value) for entry in entries(first.environment) if entry.name in OWN}
    for entry in entries(second.environment):
        if (entry.name, entry.value) in owned:
            why = f"{entry.name} is {entry.value} in {first.environment.name} too; the two would share data or users."
            yield second.finding("environment-shared", entry.path, why, f"Give {second.environment.name} its own.")

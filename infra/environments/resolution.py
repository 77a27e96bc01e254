"""What each process of an environment gets: the value or the reference of every setting, and where it is stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from infra.environments.declarations import SET_BY_DEPLOYMENT, as_text, settings
from infra.environments.environment import EVERY_PROCESS, Environment, Region, Scalar, Section
from infra.environments.references import DATABASE
from infra.located_yaml import YamlPath
from server.settings import Process


@dataclass(frozen=True)
class Stated:
    """One setting as a process of one region gets it."""

    name: str
    value: str
    """The value, or the reference of a secret."""

    source: Literal["settings", "secrets", "deployment", "start", "default"]
    path: YamlPath
    """Where the environment's file states it; empty when it does not."""


def resolve(environment: Environment, region: Region, process: Process) -> dict[str, Stated]:
    """Every setting a process gets in a region, in order of their declaration.

    The region goes before the process, the process before `all`. What none of them states has its default, or is
    absent here when there is none.
    """
    found: dict[str, Stated] = {}
    for name, (field, readers) in settings().items():
        if process not in readers:
            continue
        if name in SET_BY_DEPLOYMENT:
            found[name] = Stated(name, _by_deployment(name, environment, region), "deployment", ())
        elif stated := _stated(environment, region, process, name):
            found[name] = stated
        elif name in environment.chosen_at_start:
            found[name] = Stated(name, "(chosen by `syndic up`)", "start", ("chosen_at_start",))
        elif not field.is_required() and field.default is not None:
            found[name] = Stated(name, as_text(field.default), "default", ())
    return found


def _stated(environment: Environment, region: Region, process: Process, name: str) -> Stated | None:
    position = environment.regions.index(region)
    for source in ("secrets", "settings"):
        local = region.secrets if source == "secrets" else region.settings
        if name in local:
            return Stated(name, in_region(region, local[name]), source, ("regions", position, source, name))
        section: Section = getattr(environment, source)
        for block in (process.value, EVERY_PROCESS):
            values = getattr(section, block)
            if name in values:
                return Stated(name, in_region(region, values[name]), source, (source, block, name))
    return None


def in_region(region: Region, value: Scalar) -> str:
    """A value as a region has it: with the host of its own database, where it states one."""
    text = as_text(value)
    return text.replace(DATABASE, region.database) if region.database else text


def _by_deployment(name: str, environment: Environment, region: Region) -> str:
    given = {"SYNDIC_ENVIRONMENT": environment.name, "SYNDIC_REGION": region.name}
    return given.get(name, f"({SET_BY_DEPLOYMENT[name]})")


@dataclass(frozen=True)
class Entry:
    """One line of an environment's file that states a setting."""

    name: str
    value: object
    block: str
    """`all`, a process, or `region NAME`."""

    secret: bool
    """Whether it stands among the secrets."""

    path: YamlPath

    @property
    def processes(self) -> frozenset[Process]:
        """The processes the block is for."""
        return frozenset({Process(self.block)}) if self.block in list(Process) else frozenset(Process)


def entries(environment: Environment) -> Iterator[Entry]:
    """Every entry of an environment's settings and secrets, those of its regions included."""
    for source in ("settings", "secrets"):
        section: Section = getattr(environment, source)
        for block, name, value in section.entries():
            yield Entry(name, value, block, source == "secrets", (source, block, name))
        for position, region in enumerate(environment.regions):
            for name, value in getattr(region, source).items():
                yield Entry(
                    name, value, f"region {region.name}", source == "secrets", ("regions", position, source, name)
                )

"""The objectives of slo.yaml, bound to what each environment promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Template
from typing import Any, Self

import pydantic
from pydantic import BaseModel, ConfigDict, Field, model_validator

from infra.located_yaml import mapping_of
from infra.monitoring.errors import InvalidObjectivesError, UnstatedPromiseError
from infra.tree import Tree

FILE = "infra/monitoring/slo.yaml"
_ENVIRONMENTS = re.compile(r"infra/environments/([a-z0-9-]+)\.yaml")


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Requests(_Declared):
    """An objective about a share of events, each as a rate over five minutes."""

    total: str = Field(description="All events.")
    bad: str | None = Field(default=None, description="The events that break the promise.")
    good: str | None = Field(default=None, description="The events that keep it, where those are what is counted.")
    measured: str = Field(description="What exists as long as the events are counted, also when there are none.")

    @model_validator(mode="after")
    def _counts_one_side(self) -> Self:
        if (self.bad is None) == (self.good is None):
            raise ValueError("state either bad or good")
        return self


class Declaration(_Declared):
    """One objective as it is written down. A text where a number is wanted is a path into an environment's file."""

    promise: str = Field(pattern=r"\.$", description="What is promised, as a sentence.")
    when: str | None = Field(default=None, description="Path of a field that is true where the promise is made.")
    target_percent: float | str = Field(description="Share of requests or of time in which it is kept, in percent.")
    bound: float | str | None = Field(default=None, description="What a value or a duration must not exceed.")
    times: float = Field(default=1, gt=0, description="What the bound is multiplied by, to be in seconds.")
    requests: Requests | None = Field(default=None, description="How it is measured, if on events.")
    value: str | None = Field(default=None, description="How it is measured, if on time.")

    @model_validator(mode="after")
    def _is_measured_one_way(self) -> Self:
        if (self.requests is None) == (self.value is None):
            raise ValueError("state either requests or value")
        if self.value is not None and self.bound is None:
            raise ValueError("a value needs a bound")
        return self


class _File(_Declared):
    objectives: dict[str, Declaration] = Field(min_length=1)


@dataclass(frozen=True)
class Objective:
    """One promise of one environment."""

    name: str
    environment: str
    target: float
    """Share in which it is kept, between 0 and 1."""

    window_days: int
    """The time over which the environment's promises are judged."""

    total: str
    """Events per second, or 1 while time is measured; PromQL."""

    bad: str
    """The part of `total` in which the promise is broken; PromQL."""

    measured: str
    """Exists while the promise can be judged; PromQL."""


def read(tree: Tree) -> list[Objective]:
    """Every objective of every environment, by environment and in the order of the file.

    Raises:
        InvalidObjectivesError: slo.yaml does not have the form of objectives.
        UnstatedPromiseError: it refers to something that an environment does not state.
        UnreadableYamlError: a file is not YAML.
    """
    try:
        declared = _File.model_validate(tree.documents(FILE)[0].data)
    except (pydantic.ValidationError, IndexError) as error:
        raise InvalidObjectivesError(FILE, error) from error
    return [
        _bind(name, declaration, environment, promises)
        for environment, promises in _environments(tree)
        for name, declaration in declared.objectives.items()
        if declaration.when is None or _stated(declaration.when, environment, promises) is True
    ]


def _environments(tree: Tree) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in tree.files:
        name = _ENVIRONMENTS.fullmatch(file)
        if name is not None:
            promises = mapping_of(tree.documents(file)[0].data)
            if "objectives" in promises:
                yield name[1], promises


def _bind(name: str, declared: Declaration, environment: str, promises: dict[str, Any]) -> Objective:
    def number(given: float | str) -> float:
        stated = _stated(given, environment, promises) if isinstance(given, str) else given
        if isinstance(stated, bool) or not isinstance(stated, int | float):
            raise UnstatedPromiseError(str(given), environment, "is not a number")
        return float(stated)

    bound = None if declared.bound is None else number(declared.bound) * declared.times
    total, bad, measured = _expressions(declared, bound)

    def fill(expression: str) -> str:
        return Template(expression).substitute(environment=environment, bound="" if bound is None else _le(bound))

    return Objective(
        name,
        environment,
        round(number(declared.target_percent) / 100, 6),
        int(number("objectives.window_days")),
        fill(total),
        fill(bad),
        fill(measured),
    )


def _expressions(declared: Declaration, bound: float | None) -> tuple[str, str, str]:
    if declared.requests is None:
        present = f"count({declared.value})"
        return present, f"({declared.value}) > bool {bound:.15g}", present
    requests = declared.requests
    # A counter of failures does not exist before the first one.
    bad = f"{requests.bad} or 0 * {requests.total}" if requests.bad else f"{requests.total} - {requests.good}"
    # A histogram without the bound counts every answer and none that keeps it: that is not measured either.
    return requests.total, bad, f"group({bad}) or (group({requests.measured}) unless {requests.total})"


def _le(bound: float) -> str:
    """A bound as a pattern for the label `le`: Prometheus 2 keeps "1" as exported, Prometheus 3 makes it "1.0"."""
    written = f"{bound:g}"
    return written.replace(".", "[.]") if bound % 1 else f"{written}|{written}[.]0"


def _stated(path: str, environment: str, promises: dict[str, Any]) -> object:
    value: object = promises
    for part in path.split("."):
        if not isinstance(value, dict) or part not in value:
            raise UnstatedPromiseError(path, environment, "is not stated")
        value = value[part]
    return value

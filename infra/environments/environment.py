"""An environment, as infra/environments/<name>.yaml declares it: every field typed, bounded and described."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator
from pydantic.fields import FieldInfo

from infra.environments.operations import Operations
from infra.environments.policies import Backups, Declared, Integrations, Objectives, Rotation, Sizes, Tls
from infra.environments.recovery import Host, Recovery
from infra.permission.declarations import Grant
from server.settings import Process

REGION_NAME = r"^[a-z][a-z0-9-]{1,40}$"
EVERY_PROCESS = "all"

Scalar = StrictStr | StrictBool | StrictInt | StrictFloat
Values = dict[str, Scalar]
References = dict[str, StrictStr]


class Kind(StrEnum):
    """What an environment is for; the stricter rules hold for production."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"


class Cloud(StrEnum):
    """Who runs the machines."""

    LOCAL = "local"
    AWS = "aws"
    AZURE = "azure"


class Region(Declared):
    """One region of an environment. What it states goes before what the environment states for all regions."""

    name: str = Field(pattern=REGION_NAME, description="Name of the region, as the cloud calls it.")
    role: Literal["primary", "standby"] = Field(
        description="Whether the region takes writes or stands by to take over."
    )
    database: Host | None = Field(
        default=None, description="Host of the region's own database, as its certificate names it; {database} in a URL."
    )
    settings: Values = Field(default_factory=dict, description="Non-secret settings that differ in this region.")
    secrets: References = Field(default_factory=dict, description="References to secrets that differ in this region.")


class Section(Declared):
    """Values by the process that reads them; `all` holds what several processes read."""

    all: Values = Field(default_factory=dict, description="Read by every process that declares the setting.")
    api: Values = Field(default_factory=dict, description="Read by the API only.")
    worker: Values = Field(default_factory=dict, description="Read by the worker only.")
    cron: Values = Field(default_factory=dict, description="Read by cron only.")
    migrate: Values = Field(default_factory=dict, description="Read by the migration job only.")
    retention: Values = Field(default_factory=dict, description="Read by the retention job only.")

    def of(self, process: Process) -> Values:
        """What is stated for one process alone."""
        return getattr(self, process.value)

    def entries(self) -> Iterator[tuple[str, str, Scalar]]:
        """Every entry: the block it stands in, its name and its value."""
        for block in (EVERY_PROCESS, *Process):
            for name, value in getattr(self, str(block)).items():
                yield str(block), name, value


class Difference(Declared):
    """A place where this environment differs on purpose from the one it mirrors."""

    path: str = Field(
        min_length=1, description="Where, as dotted keys; everything below counts. `*` stands for any one key."
    )
    reason: str = Field(min_length=15, max_length=300, description="Why, as a sentence.")


class Mirror(Declared):
    """The environment this one has the shape of. Every difference that is not listed is a finding."""

    of: str = Field(description="Name of the mirrored environment.")
    differences: list[Difference] = Field(description="Where the two differ on purpose, and why.")


class Environment(Declared):
    """One environment."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Name of the environment and of its file.")
    description: str = Field(min_length=15, max_length=300, description="What it is for, as a sentence.")
    kind: Kind = Field(strict=False, description="development, staging or production; decides which rules hold.")
    cloud: Cloud = Field(strict=False, description="Who runs the machines: local, aws or azure.")
    regions: list[Region] = Field(min_length=1, max_length=6, description="The regions; exactly one is the primary.")
    processes: Sizes = Field(description="How many replicas of each process run.")
    objectives: Objectives = Field(description="Service level objectives.")
    tls: Tls = Field(description="How connections are protected.")
    backups: Backups = Field(description="Backup policy.")
    recovery: Recovery | None = Field(
        default=None, description="How one region takes the other's place; `syndic up` knows its own regions."
    )
    rotation: Rotation = Field(description="Rotation policy of each credential.")
    operations: Operations | None = Field(
        default=None, description="What the operator's jobs in the clusters sign in with; without it there are none."
    )
    permissions: list[Grant] = Field(min_length=1, description="Who may do what; everybody may look.")
    integrations: Integrations = Field(description="Outside services.")
    settings: Section = Field(description="Non-secret settings, by process.")
    secrets: Section = Field(description="References to secret settings, by process.")
    chosen_at_start: list[str] = Field(
        default_factory=list,
        description="Settings that `syndic up` chooses when it starts, such as free ports; in development only.",
    )
    mirror: Mirror | None = Field(default=None, description="The environment this one has the shape of.")

    @model_validator(mode="after")
    def _has_one_primary_and_distinct_regions(self) -> Self:
        if [region.role for region in self.regions].count("primary") != 1:
            raise ValueError("exactly one region is the primary")
        if len({region.name for region in self.regions}) != len(self.regions):
            raise ValueError("two regions have the same name")
        return self


def described_field(location: tuple[str | int, ...]) -> tuple[FieldInfo | None, list[str]]:
    """The declaration of the field a path leads to, and the names that are known where the path ends."""
    model: type[BaseModel] = Environment
    found: FieldInfo | None = None
    for part in location:
        if isinstance(part, int):
            continue
        found = model.model_fields.get(part)
        if found is None:
            break
        nested = next((a for a in _annotations(found.annotation) if issubclass(a, BaseModel)), None)
        if nested is None:
            break
        model = nested
    return found, list(model.model_fields)


def _annotations(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _annotations(argument)

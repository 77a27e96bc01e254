"""What a release is going to do, decided once at its beginning and kept with it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field


class Stage(StrEnum):
    """A kind of step."""

    MIGRATE = "migrate"
    PROVE_OLD = "prove old"
    START = "start"
    SMOKE = "smoke"
    SHIFT = "shift"
    WATCH = "watch"
    HAND_OVER = "hand over"
    HOLD = "hold"
    STOP_OLD = "stop old"
    RECORD = "record"

    RETURN_TRAFFIC = "return traffic"
    RETURN_WORK = "return work"
    STOP_NEW = "stop new"
    RECORD_ABORT = "record abort"


class _Planned(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Planned):
    """One step; it can be repeated without harm."""

    stage: Stage
    percent: int | None = None
    """Share of the traffic of the new colour, for shifting and watching."""

    @property
    def key(self) -> str:
        """Tells it from the other steps of a plan."""
        return self.stage if self.percent is None else f"{self.stage} {self.percent}"


class Side(_Planned):
    """A release at a colour."""

    colour: str
    version: str
    revision: str


class Pace(_Planned):
    """How fast a release goes, and how long it looks before it goes on."""

    shares: tuple[int, ...] = Field(default=(5, 25, 100), min_length=1)
    """Share of the traffic of the new colour, step by step, in percent; the last one is all of it."""
    watch_seconds: float = Field(default=20, ge=0)
    """How long each share is watched."""
    hold_seconds: float = Field(default=30, ge=0)
    """How long the old colour stays ready after it lost its traffic."""


class Objective(_Planned):
    """What the new release has to keep while it is watched: the objectives of its environment."""

    availability_percent: float
    latency_seconds: float
    latency_percent: float


class Plan(_Planned):
    """A release, from its beginning to its end."""

    id: str
    kind: Literal["deploy", "rollback"]
    environment: str
    old: Side
    new: Side
    migrations: tuple[str, ...]
    """The revisions of the schema that are applied before the new colour starts."""
    pace: Pace
    objective: Objective
    region: str | None = None
    """The region it goes to; None where the environment has no regions of its own, as on a developer's machine."""
    train: str | None = None
    """What tells the journey over all regions that it is a part of; None when it is none's."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps forward, in order."""
        migrated = (Step(stage=Stage.MIGRATE), Step(stage=Stage.PROVE_OLD)) if self.migrations else ()
        shifted = [
            Step(stage=stage, percent=share) for share in self.pace.shares for stage in (Stage.SHIFT, Stage.WATCH)
        ]
        last = (Stage.HAND_OVER, Stage.HOLD, Stage.STOP_OLD, Stage.RECORD)
        return (
            *migrated,
            Step(stage=Stage.START),
            Step(stage=Stage.SMOKE),
            *shifted,
            *(Step(stage=stage) for stage in last),
        )


class Sides(Protocol):
    """A release that replaces another, planned or ended."""

    @property
    def old(self) -> Side:
        """What is replaced."""

    @property
    def new(self) -> Side:
        """What replaces it."""


def shares(text: str) -> tuple[int, ...]:
    """The shares that were typed as `5,25,100`.

    Raises:
        ValueError: they do not grow from at least 1 to exactly 100.
    """
    found = tuple(int(part) for part in text.split(","))
    if found != tuple(sorted(set(found))) or found[0] < 1 or found[-1] != 100:
        raise ValueError(text)
    return found


def steps_back(begun: Sequence[str]) -> tuple[Step, ...]:
    """The steps that undo what was begun, in order: users first. Revisions of the schema stay; they only added."""
    kinds = {key.rsplit(" ", 1)[0] if key[-1].isdigit() else key for key in begun}
    undone = {
        Stage.RETURN_TRAFFIC: {Stage.SHIFT},
        Stage.RETURN_WORK: {Stage.HAND_OVER},
        Stage.STOP_NEW: {Stage.MIGRATE, Stage.START},
    }
    return (*(Step(stage=back) for back, forward in undone.items() if forward & kinds), Step(stage=Stage.RECORD_ABORT))

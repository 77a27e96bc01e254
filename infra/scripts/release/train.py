"""Decides where a release goes next that visits one region after the other. Nothing here acts.

Three things hold at every moment, also after an interruption at any point:

1. One region at a time changes; the next one only after the one before has kept its objectives for the hold.
2. When a region refuses the release or takes it back, no later region is touched.
3. What was begun and not done is done again: a step finds out by itself whether it was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from infra.scripts.release.plan import Pace


class Call(StrEnum):
    """What happens at a region."""

    RELEASE = "release"
    HOLD = "hold"
    RETURN = "return"


@dataclass(frozen=True)
class Stop:
    """One thing to do at one region; it can be repeated without harm."""

    call: Call
    region: str

    @property
    def key(self) -> str:
        """Tells it from the other stops of a train."""
        return f"{self.call} {self.region}"


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Train(_Kept):
    """A release that visits one region after the other, decided once at its beginning."""

    id: str
    kind: Literal["deploy", "rollback"]
    environment: str
    version: str | None
    """What is deployed; None for a rollback, where each region returns to what it ran before."""
    regions: tuple[str, ...]
    """In the order they are visited: the one that takes writes first, because the schema is expanded there."""
    pace: Pace
    """How each region is released."""
    hold_seconds: float
    """How long a region is watched after its release before the next one begins."""
    take_back: bool = False
    """Whether regions that were released return to what they had when a later one fails."""
    accept_blocking: bool = False

    @property
    def subject(self) -> str:
        """What it is, for sentences."""
        return f"The release of {self.version}" if self.version else "The rollback"


class Journey(_Kept):
    """How far a train is."""

    train: Train
    began_at: datetime
    done: tuple[str, ...] = ()
    """Keys of the stops that are done."""
    stopped_at: str | None = None
    """The region where it ended too early."""
    reason: str | None = None
    """Why it did, as a sentence."""

    @property
    def released(self) -> tuple[str, ...]:
        """The regions that run what was released, in the order they were visited."""
        return tuple(
            region
            for region in self.train.regions
            if Stop(Call.RELEASE, region).key in self.done and Stop(Call.RETURN, region).key not in self.done
        )


def stops(train: Train) -> list[Stop]:
    """All stops forward: every region is released, and watched before the next one is."""
    *watched, last = train.regions
    pairs = [Stop(call, region) for region in watched for call in (Call.RELEASE, Call.HOLD)]
    return [*pairs, Stop(Call.RELEASE, last)]


def decide(journey: Journey) -> Stop | None:
    """The next stop; None when the train has ended."""
    if journey.reason is None:
        ahead = stops(journey.train)
    elif journey.train.take_back:
        ahead = [Stop(Call.RETURN, region) for region in reversed(journey.released)]
    else:
        ahead = []
    return next((stop for stop in ahead if stop.key not in journey.done), None)


def sentence(journey: Journey) -> str:
    """What became of every region, for the reader."""
    train = journey.train
    if journey.reason is None:
        return f"{train.subject} reached {_listed(train.regions)}."
    returned = [region for region in train.regions if Stop(Call.RETURN, region).key in journey.done]
    untouched = [
        region
        for region in train.regions
        if region != journey.stopped_at and region not in (*journey.released, *returned)
    ]
    kept = [region for region in journey.released if region != journey.stopped_at]
    parts = [f"{train.subject} stopped at {journey.stopped_at}: {journey.reason}"]
    if journey.stopped_at in journey.released:
        parts.append(f"{journey.stopped_at} still runs it.")
    if kept:
        parts.append(f"{_listed(kept)} {'keeps' if len(kept) == 1 else 'keep'} it.")
    if returned:
        parts.append(f"{_listed(returned)} returned to what ran there before.")
    if untouched:
        parts.append(f"{_listed(untouched)} {'was' if len(untouched) == 1 else 'were'} not touched.")
    return " ".join(parts)


def _listed(regions: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(regions[:-1]), regions[-1]]))

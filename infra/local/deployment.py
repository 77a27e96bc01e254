"""What the environment is meant to run: a release per colour, what it does, and how much of the traffic it gets.

The file is the one truth. `up` makes the environment what it says, also after a crash in the middle of a release; the
release engine changes the file first and the processes after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from infra.local.errors import UnreadableDeploymentError
from infra.local.files import write_atomically
from infra.local.layout import Layout
from infra.local.releases import Release, of_checkout

WHOLE = 100
"""The sum of the weights."""


class Colour(StrEnum):
    """One of the two places a release can run at."""

    BLUE = "blue"
    GREEN = "green"

    @property
    def other(self) -> Colour:
        """The other place."""
        return Colour.GREEN if self is Colour.BLUE else Colour.BLUE


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Slot(_Kept):
    """A release at a colour."""

    release: Release
    serves: bool
    """Whether its servers and its console run."""
    works: bool
    """Whether its worker and its cron run."""


class Deployment(_Kept):
    """What runs where."""

    slots: Mapping[Colour, Slot]
    weights: Mapping[Colour, int]
    """Share of the traffic of each colour, in percent."""

    @property
    def live(self) -> Colour:
        """The colour that gets most of the traffic; of two that get the same, the one that also works."""
        return max(self.slots, key=lambda colour: (self.weights.get(colour, 0), self.slots[colour].works))

    def with_slot(self, colour: Colour, slot: Slot | None) -> Deployment:
        """The deployment with another release, or none, at a colour."""
        others = {place: kept for place, kept in self.slots.items() if place is not colour}
        return self.model_copy(update={"slots": others if slot is None else {**others, colour: slot}})

    def with_share(self, colour: Colour, percent: int) -> Deployment:
        """The deployment with so much of the traffic at a colour, and the rest at the other."""
        return self.model_copy(update={"weights": {colour: percent, colour.other: WHOLE - percent}})


def first(layout: Layout) -> Deployment:
    """What runs until something is deployed: the checkout, on blue."""
    slot = Slot(release=of_checkout(layout), serves=True, works=True)
    return Deployment(slots={Colour.BLUE: slot}, weights={Colour.BLUE: WHOLE, Colour.GREEN: 0})


def read(layout: Layout) -> Deployment:
    """What is meant to run. The checkout is always the one this command belongs to.

    Raises:
        UnreadableDeploymentError: the file is damaged.
    """
    try:
        found = Deployment.model_validate_json(path(layout).read_bytes())
    except FileNotFoundError:
        return first(layout)
    except (OSError, ValidationError) as error:
        raise UnreadableDeploymentError(path(layout)) from error
    here = of_checkout(layout)
    slots = {
        colour: slot.model_copy(update={"release": here}) if slot.release.version == here.version else slot
        for colour, slot in found.slots.items()
    }
    return found.model_copy(update={"slots": slots})


def write(layout: Layout, deployment: Deployment) -> None:
    """Say what is meant to run."""
    write_atomically(path(layout), deployment.model_dump_json(indent=2) + "\n")


def path(layout: Layout) -> Path:
    """The file."""
    return layout.common / "deployment.json"

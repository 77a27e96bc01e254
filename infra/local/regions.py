"""The regions of the embedded environment: which there are, which is live, and which must not take writes.

The file is the one truth, and is written before anything is done about it: a region that was given up is fenced in it
before the other one is promoted, so that no `syndic up` ever starts two regions that take writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from infra.local import ports
from infra.local.errors import FencedRegionError, UnreadableRegionsError
from infra.local.files import write_atomically
from infra.local.layout import FIRST_REGION, SECOND_REGION, Layout

BOTH = (FIRST_REGION, SECOND_REGION)


class Regions(BaseModel):
    """The regions of an environment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...] = (FIRST_REGION,)
    live: str = FIRST_REGION
    """The region that takes writes, and that users are led to."""
    synchronous: bool = True
    """Whether a write is acknowledged only once both regions have it."""
    fenced: tuple[str, ...] = Field(default=())
    """Regions that were given up: they are not started until they were made a standby again."""

    @model_validator(mode="after")
    def _live_is_a_region_that_is_not_fenced(self) -> Self:
        if self.live not in self.names or self.live in self.fenced:
            raise ValueError("the live region is not one of the regions, or is fenced")
        return self

    @property
    def other(self) -> str | None:
        """The region that is not live; None when there is one region."""
        return next((name for name in self.names if name != self.live), None)

    @property
    def standby(self) -> str | None:
        """The region that stands by to take over; None when there is none that could."""
        return self.other if self.other not in self.fenced else None

    def failed_over(self) -> Regions:
        """With the other region live, and the one that was live fenced."""
        assert self.other is not None  # noqa: S101 - asked for with two regions only
        return Regions(names=self.names, live=self.other, synchronous=self.synchronous, fenced=(self.live,))

    def rejoined(self) -> Regions:
        """With no region fenced."""
        return self.model_copy(update={"fenced": ()})


@dataclass(frozen=True)
class Site:
    """What a region is among the others."""

    standby: bool = False
    """Whether it stands by."""
    other: Layout | None = None
    """The other region; None with one region."""

    @property
    def other_ports(self) -> Mapping[str, int]:
        """The ports of the other region; none with one region."""
        return ports.read(self.other.ports_file) if self.other else {}

    def public_port(self, layout: Layout, chosen: Mapping[str, int]) -> int:
        """The port that users open, which belongs to the first region and stays with the environment."""
        if self.other is None or layout.region == FIRST_REGION:
            return chosen[ports.PROXY]
        return self.other_ports[ports.PROXY]


def site_of(layout: Layout, standing: Regions | None = None) -> Site:
    """What a region is among the others.

    Raises:
        UnreadableRegionsError: the file that says so is damaged.
        FencedRegionError: the region was given up.
    """
    found = standing or read(layout)
    if len(found.names) == 1:
        return Site()
    if layout.region in found.fenced:
        raise FencedRegionError(layout.region, found.live)
    other = next(name for name in found.names if name != layout.region)
    return Site(standby=layout.region != found.live, other=layout.of_region(other))


def read(layout: Layout) -> Regions:
    """The regions of an environment; one when nothing was written.

    Raises:
        UnreadableRegionsError: the file is damaged.
    """
    try:
        return Regions.model_validate_json(layout.regions_file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Regions()
    except (OSError, ValidationError) as error:
        raise UnreadableRegionsError(layout.regions_file) from error


def write(layout: Layout, regions: Regions) -> None:
    """Say which regions there are."""
    write_atomically(layout.regions_file, regions.model_dump_json(indent=2) + "\n")

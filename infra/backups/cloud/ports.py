"""What a failover needs of a cloud. Every operation can be repeated, and returns what it found or did, as a clause."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

import psycopg
from pydantic import BaseModel, ConfigDict


class Address(BaseModel):
    """Where a database listens."""

    model_config = ConfigDict(frozen=True)

    host: str
    port: int


Connect = Callable[[Address], AbstractContextManager[psycopg.Connection]]
"""Signs in to a database as the operator, whom also a fenced one lets in."""


class Databases(Protocol):
    """A managed database in each of two regions, of which one follows the other."""

    def address(self, region: str) -> Address:
        """Where the database of a region listens.

        Raises:
            CloudUnreachableError: the region's interface does not answer.
        """
        ...

    def role(self, region: str) -> str:
        """What the database of a region is now, as a clause.

        Raises:
            CloudUnreachableError: the region's interface does not answer.
        """
        ...

    def require_fenceable(self, region: str) -> None:
        """Make sure that the database of a region can be kept from taking writes, before anything is done.

        Raises:
            CloudUnreachableError: the region's interface does not answer.
        """
        ...

    def fence(self, region: str) -> str:
        """Keep the database of a region from taking a write, whatever it does and whoever starts it.

        Raises:
            CloudUnreachableError: the region's interface does not answer, and only through it could it be fenced.
        """
        ...

    def catch_up(self, region: str, other: str) -> str:
        """Wait until the database of the other region has all that was committed in one that takes no writes."""
        ...

    def promote(self, region: str, *, planned: bool) -> str:
        """Have the database of a region take writes.

        Args:
            region: of the database that follows.
            planned: the one it follows is well and has ended to take writes.
        """
        ...

    def follow(self, region: str, other: str) -> str:
        """Have the database of a region follow that of the other, from its beginning if need be; begun, not awaited.

        What the region's database alone has is kept apart, and deleted by people.
        """
        ...

    def following(self, region: str) -> str | None:
        """Why the database of a region does not follow, as a clause; None when it does."""
        ...


class Traffic(Protocol):
    """What leads users to a region."""

    def host(self, region: str) -> str:
        """Name under which a region is asked whether it answers: its own, or that of users where it has none."""
        ...

    def led_to(self) -> str | None:
        """The region that users are led to; None when that cannot be told."""
        ...

    def lead(self, region: str) -> str:
        """Lead users to a region."""
        ...


class Replication(Protocol):
    """What copies objects from one region's store to the other's."""

    def stop(self, region: str) -> str:
        """Have a region's store copy nothing any more; one that cannot be reached is said, and is no failure."""
        ...

    def start(self, region: str, other: str) -> str:
        """Have a region's store copy to the other's, and not the other way round."""
        ...


class Workloads(Protocol):
    """The processes that write of their own accord: worker and cron."""

    def start(self, region: str) -> str:
        """Have them run in a region."""
        ...

    def stop(self, region: str) -> str:
        """Have them not run in a region."""
        ...

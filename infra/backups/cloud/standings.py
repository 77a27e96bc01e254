"""How two regions in a cloud stand, kept where every operator sees it: in the object store of each region.

    recovery/<region>/<number>.json     one for every change, the highest number counts; none is ever written over

A change is written to the region that takes over, which must take it, and to the other one when it can be reached. So
after a loss the surviving region knows, and a region that comes back holds an older number than the one that replaced
it. The number is written only where none of its kind is: of two operators who change something at the same time, one
is refused. Names hold their region because replication between the stores must not write one's over the other's.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from pydantic import ValidationError

from infra.backups.errors.regions import AnotherOperatorError, UnreadableStandingError
from infra.backups.failover import UnderWay
from infra.backups.memory import Remembered

if TYPE_CHECKING:
    from obstore.store import ObjectStore

PREFIX = "recovery"
NO_BUCKET = ("NoSuchBucket", "ContainerNotFound")
"""What S3 and Azure call it when there is no such place."""


class Standing(Remembered):
    """How the regions stand."""

    number: int = 0
    live: str
    """The region that takes writes."""
    fenced: tuple[str, ...] = ()
    """Regions that were given up and do not follow yet."""
    unfenced: tuple[str, ...] = ()
    """Of those, the ones that could not be reached when they were given up: they may still take writes."""
    under_way: UnderWay | None = None
    written_at: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """What was written down last, as far as it could be read."""

    newest: Standing | None
    """None when no region could be read."""
    reasons: tuple[str, ...]
    """Why each of the others could not, as clauses."""


class Standings:
    """The standings of an environment."""

    def __init__(self, stores: Mapping[str, ObjectStore], primary: str) -> None:
        """Prepare to read and write them.

        Args:
            stores: the object store of each region.
            primary: the region that is live when nothing was ever written.
        """
        self._stores = stores
        self._primary = primary
        self._known: Standing | None = None
        """What was written last from here: whoever writes after it makes the next write fail."""

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions, the declared primary first."""
        return (self._primary, *(name for name in self._stores if name != self._primary))

    def read(self) -> Standing:
        """The newest standing of any region that can be reached.

        Raises:
            UnreadableStandingError: none can be reached, or the newest is damaged.
        """
        if self._known is not None:
            return self._known
        found = self.look()
        if found.newest is None:
            raise UnreadableStandingError("; ".join(found.reasons))
        return found.newest

    def look(self, *, missing_is_empty: bool = False) -> Seen:
        """Read what every region has.

        Args:
            missing_is_empty: whether in a bucket that does not exist nothing was ever written.

        Raises:
            UnreadableStandingError: the newest of a region is damaged.
        """
        found: list[Standing] = []
        reasons: list[str] = []
        for region in self._stores:
            try:
                found.append(self._newest(region))
            except (BaseError, OSError) as error:
                if missing_is_empty and _says_no_bucket(error):
                    found.append(Standing(live=self._primary))
                else:
                    reasons.append(f"{region}: {str(error).splitlines()[0]}")
        return Seen(max(found, key=lambda standing: standing.number, default=None), tuple(reasons))

    def require_readable(self, region: str) -> None:
        """Make sure that what a region knows is known here, because it is about to take over.

        Raises:
            UnreadableStandingError: it cannot be read.
        """
        try:
            self._newest(region)
        except (BaseError, OSError) as error:
            raise UnreadableStandingError(f"{region}, which is to take over: {str(error).splitlines()[0]}") from error

    def change(self, standing: Standing, **changes: object) -> Standing:
        """Write a standing that follows one that was read.

        Raises:
            AnotherOperatorError: somebody else was faster.
            UnreadableStandingError: the region that is to be live does not take it.
        """
        updated = standing.model_copy(
            update={**changes, "number": standing.number + 1, "written_at": datetime.now(UTC)}
        )
        first = updated.under_way.other if updated.under_way else updated.live
        content = updated.model_dump_json(indent=1).encode()
        try:
            obstore.put(self._stores[first], _key(first, updated.number), content, mode="create")
        except (AlreadyExistsError, PreconditionError) as error:
            raise AnotherOperatorError(f"{first}, number {updated.number}") from error
        except (BaseError, OSError) as error:
            raise UnreadableStandingError(f"{first} does not take it: {str(error).splitlines()[0]}") from error
        for region, store in self._stores.items():
            if region != first:
                with suppress(BaseError, OSError):
                    obstore.put(store, _key(region, updated.number), content, mode="create")
        self._known = updated
        return updated

    def _newest(self, region: str) -> Standing:
        store = self._stores[region]
        paths = [meta["path"] for page in obstore.list(store, f"{PREFIX}/{region}/") for meta in page]
        if not paths:
            return Standing(live=self._primary)
        last = max(paths)
        content = bytes(obstore.get(store, last).bytes())
        try:
            return Standing.model_validate_json(content)
        except ValidationError as error:
            problem = error.errors(include_input=False, include_url=False)[0]["msg"]
            raise UnreadableStandingError(f"{last} in {region} is damaged: {problem}") from error


class SharedProgress:
    """The procedure that is under way, remembered in the standings; read by whoever goes on with it."""

    def __init__(self, standings: Standings) -> None:
        self._standings = standings

    def read(self) -> UnderWay | None:
        """What is under way; None when nothing is."""
        return self._standings.read().under_way

    def keep(self, value: UnderWay) -> UnderWay:
        """Remember it before anything more is done."""
        self._standings.change(self._standings.read(), under_way=value)
        return value

    def forget(self) -> None:
        """Remember that nothing is under way."""
        standing = self._standings.read()
        if standing.under_way is not None:
            self._standings.change(standing, under_way=None)


def _says_no_bucket(error: BaseException) -> bool:
    return any(code in str(error) for code in NO_BUCKET)


def _key(region: str, number: int) -> str:
    return f"{PREFIX}/{region}/{number:09d}.json"
